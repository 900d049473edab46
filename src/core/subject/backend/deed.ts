import { note } from '../../points/movement.js'
import type { DeedTiers } from '../../program/tier.js'
import { calendarOf, type Ledger } from './ledger.js'

const day = 86_400_000

/** A date of the programme's calendar as a number that counts days. */
export const dayOf = (ledger: Ledger, at: number): number =>
  Date.parse(`${calendarOf(ledger.plan).dateOf(at)}T00:00Z`) / day

/** Counts a deed in every currency whose tiers look at it. */
export function noteDeed(
  ledger: Ledger,
  done: { deed: string; count: number; reason: string; actor?: string; giver?: string },
): void {
  const { plan, now } = ledger
  const { deed, count: n, ...why } = done
  for (const [currency, { tiers }] of Object.entries(plan.program.currencies)) {
    if (tiers?.by !== 'deeds' || !tiers.steps.some(({ deeds }) => Object.hasOwn(deeds, deed))) continue
    const today = dayOf(ledger, now)
    const entry = note(ledger.account(currency), 'deed', { ...why, currency, amount: 0, at: now, code: `deed:${deed}` })
    ledger.enter({ ...entry, deed: { name: deed, day: today, n, keptFrom: firstDay(ledger, tiers) } })
  }
}

/** The first day of the window that tiers look at. A day more than it, for a day is not over yet. */
export const firstDay = (ledger: Ledger, { within }: DeedTiers): number => {
  const span = calendarOf(ledger.plan).later(ledger.now, within) - ledger.now
  return dayOf(ledger, ledger.now - span)
}
