import type { Account, Transfer } from '../points/account.js'
import { book } from '../points/account.js'
import { award, redeem } from '../points/transfer.js'
import type { Authority } from '../program/authority.js'
import type { Plan } from '../program/plan.js'
import { ok, refused } from '../result.js'
import { decideBackend } from './backend.js'
import type { Event } from './event.js'
import { refusal } from './refusal.js'
import { accountOf, type Subject } from './subject.js'

const booked = (transfer: Transfer): Event => ({ type: 'booked', transfer })

/** Accounts as they stand after what was booked already in this step. */
function ledgerOf(subject: Subject) {
  const accounts = new Map<string, Account>()
  const account = (currency: string): Account => accounts.get(currency) ?? accountOf(subject, currency)
  const enter = (transfer: Transfer): Event => {
    accounts.set(transfer.currency, book(account(transfer.currency), transfer))
    return booked(transfer)
  }
  return { account, enter }
}

/** The server's authority: it has the last word on points. */
export const onServer: Authority<Plan> = {
  side: 'server',
  credit: (program, subject, credits, now) => {
    const { account, enter } = ledgerOf(subject)
    return credits.map(({ availableAt, ...credit }) => {
      const rule = program.currencies[credit.currency] ?? { kind: 'redeemable', label: credit.currency }
      return enter(award(account(credit.currency), rule, { ...credit, at: now }, availableAt))
    })
  },
  debit: (subject, debits, now) => {
    const { account, enter } = ledgerOf(subject)
    const events: Event[] = []
    for (const debit of debits) {
      const transfer = redeem(account(debit.currency), { ...debit, at: now })
      if (!transfer.ok) {
        const { asked, available } = transfer.error
        return refused(refusal('not_enough_points', { facts: { currency: debit.currency, asked, available } }))
      }
      events.push(enter(transfer.value))
    }
    return ok(events)
  },
  backend: decideBackend,
  forfeit: (subject, now) =>
    Object.keys(subject.points).flatMap((currency) => {
      const { seq, balance: amount, lots } = accountOf(subject, currency)
      if (amount === 0) return []
      const taken = lots.map((lot) => ({ lot: lot.seq, amount: lot.remaining }))
      const transfer = { currency, seq: seq + 1, amount, balanceAfter: 0, at: now, reason: 'erased', taken }
      return [booked({ ...transfer, kind: 'forfeit' })]
    }),
}
