import type { Plan } from '../../program/plan.js'
import { ok, type Result } from '../../result.js'
import { type Refusal, refuse } from '../refusal.js'
import { deny } from './deny.js'
import { currencyOf } from './ledger.js'

export type Amounts = { readonly [currency: string]: number }

type Entries = readonly (readonly [currency: string, amount: number])[]

/**
 * Amounts as they may be booked, one by one.
 *
 * @param least 0 where a deed that gives nothing is a deed too, and its replay has to be known
 */
export function amountsOf(plan: Plan, points: Amounts | undefined, least: 0 | 1): Result<Entries, Refusal> {
  const entries = Object.entries(points ?? {})
  const unknown = entries.find(([currency]) => !Object.hasOwn(plan.program.currencies, currency))
  if (unknown || entries.length === 0) return refuse('unknown_currency', { facts: { currency: unknown?.[0] ?? null } })
  const bad = entries.find(([, amount]) => !Number.isSafeInteger(amount) || amount < least)
  return bad ? refuse('bad_amount', { facts: { currency: bad[0] } }) : ok(entries)
}

/** The same, of what converts into goods: reputation never does. */
export function redeemableOf(plan: Plan, points: Amounts | undefined): Result<Entries, Refusal> {
  const amounts = amountsOf(plan, points, 1)
  if (!amounts.ok) return amounts
  const respect = amounts.value.find(([currency]) => currencyOf(plan, currency).kind === 'reputation')
  return respect ? deny('not_redeemable', { currency: respect[0] }) : amounts
}
