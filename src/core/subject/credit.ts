import type { Account } from '../points/account.js'
import { book } from '../points/account.js'
import { award } from '../points/transfer.js'
import type { Plan } from '../program/plan.js'
import type { Event } from './event.js'
import { accountOf, type Subject } from './subject.js'

/** Points to come in, and why. */
export interface Credit {
  readonly currency: string
  readonly amount: number
  readonly reason: string
  readonly availableAt?: number
}

/** The events that bring points in: on the device they are expected, only the server awards them (law 11). */
export function credited(plan: Plan, subject: Subject, credits: readonly Credit[], now: number): readonly Event[] {
  const accounts = new Map<string, Account>()
  return credits.map(({ currency, amount, reason, availableAt }) => {
    if (plan.authority === 'device') return { type: 'expected', currency, amount }
    const account = accounts.get(currency) ?? accountOf(subject, currency)
    const rule = plan.program.currencies[currency] ?? { kind: 'redeemable', label: currency }
    const transfer = award(account, rule, { currency, amount, at: now, reason }, availableAt)
    accounts.set(currency, book(account, transfer))
    return { type: 'booked', transfer }
  })
}
