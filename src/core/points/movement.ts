import { ok, type Result } from '../result.js'
import type { Account } from './account.js'
import { comingBack, dropped, type Hold, upTo } from './hold.js'
import { type NotEnough, sumOf, type Taken, take } from './lots.js'
import { type Draft, sign, type TransferKind } from './transfer.js'

/** What is said of any movement of points, and what some say beside it. */
export interface Why
  extends Pick<Draft, 'code' | 'undoes' | 'tallies' | 'tier' | 'giver' | 'actor' | 'to' | 'withheld'> {
  readonly currency: string
  /** Whole points, zero or above. */
  readonly amount: number
  /** Epoch milliseconds. */
  readonly at: number
  /** An opaque reference. */
  readonly reason: string
}

/** When points come back, and the end of those that had ended meanwhile. */
export interface Return {
  readonly at: number
  readonly graceEnd: number
}

type KindOf<S extends number> = { [K in TransferKind]: (typeof sign)[K] extends S ? K : never }[TransferKind]

const next = <K extends TransferKind>(account: Account, kind: K, why: Why) => ({
  ...why,
  kind,
  seq: account.seq + 1,
  balanceAfter: account.balance + sign[kind] * why.amount,
})

/** Points in. What there is of a debt is filled first. */
export function enter(
  account: Account,
  kind: 'award' | 'credit' | 'adjust',
  why: Why,
  lot: NonNullable<Draft['lot']>,
): Draft {
  const fills = Math.min(account.debt, why.amount)
  return { ...next(account, kind, why), lot, ...(fills > 0 && { fills }) }
}

/** Points out, all of them or none: what ends first goes first. */
export function leave(
  account: Account,
  kind: Exclude<KindOf<-1>, 'capture' | 'reverse'>,
  why: Why,
): Result<Draft, NotEnough> {
  const taken = take(account.lots, why.amount, why.at)
  return taken.ok ? ok({ ...next(account, kind, why), taken: taken.value }) : taken
}

/** A line that moves nothing. */
export const note = (account: Account, kind: KindOf<0>, why: Why): Draft => next(account, kind, why)

/** Sets points aside. */
export function hold(
  account: Account,
  why: Why,
  until: { readonly key: string; readonly until: number; readonly graceEnd: number },
): Result<Draft, NotEnough> {
  const taken = take(account.lots, why.amount, why.at)
  return taken.ok ? ok({ ...next(account, 'hold', why), taken: taken.value, hold: until }) : taken
}

/** Spends all or part of what was set aside; the rest comes back. */
export function capture(account: Account, hold: Hold, why: Why, when: Return): Draft {
  const taken = upTo(hold.parts, why.amount)
  return {
    ...next(account, 'capture', why),
    taken,
    ...back(account, dropped(hold.parts, why.amount), when),
    hold: { key: hold.key },
  }
}

/** Sets nothing aside any more. */
export function release(account: Account, hold: Hold, why: Omit<Why, 'amount'>, when: Return): Draft {
  const all = { ...why, amount: hold.amount }
  return { ...next(account, 'release', all), ...back(account, hold.parts, when), hold: { key: hold.key } }
}

/**
 * Gives back what was spent, in lots with the ends that they had: what ended last comes back first.
 *
 * @param spent    what the spending took
 * @param restored how much of it came back before
 */
export function restore(account: Account, spent: Taken, restored: number, why: Why, when: Return): Draft {
  const left = upTo(spent, sumOf(spent) - restored)
  const parts = dropped(left, sumOf(left) - why.amount)
  return { ...next(account, 'restore', why), ...back(account, parts, when) }
}

function back(account: Account, parts: Taken, when: Return): Pick<Draft, 'back' | 'fills'> {
  const { back, fills } = comingBack(parts, { ...when, seq: account.seq + 1, debt: account.debt })
  return { ...(back.length > 0 && { back }), ...(fills > 0 && { fills }) }
}

/** Books as expired what has ended by now; nothing where nothing has. */
export function expire(account: Account, currency: string, at: number): Draft | undefined {
  const taken = account.lots
    .filter((lot) => lot.expiresAt <= at && lot.remaining > 0)
    .map((lot) => ({ lot: lot.seq, amount: lot.remaining, expiresAt: lot.expiresAt }))
  if (taken.length === 0) return undefined
  return { ...next(account, 'expire', { currency, amount: sumOf(taken), at, reason: 'ended' }), taken }
}

/** Closes an account without holds: what is left is forfeited. A debt has to be filled before. */
export function forfeit(account: Account, currency: string, at: number): Draft {
  const taken = account.lots.map((lot) => ({ lot: lot.seq, amount: lot.remaining, expiresAt: lot.expiresAt }))
  return { ...next(account, 'forfeit', { currency, amount: sumOf(taken), at, reason: 'erased' }), taken }
}
