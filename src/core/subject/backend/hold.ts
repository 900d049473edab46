import type { Account } from '../../points/account.js'
import { capture, enter, hold, release } from '../../points/movement.js'
import { deepest } from '../../points/reverse.js'
import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import { type Refusal, refuse } from '../refusal.js'
import { amountsOf, redeemableOf } from './amounts.js'
import type { Capture, Hold, Release } from './backend-command.js'
import { deny } from './deny.js'
import { type Ledger, returnAt } from './ledger.js'
import { isToCome } from './to-come.js'

type Decided = Result<readonly Event[], Refusal>

/** Sets points aside for an open order. */
export function decideHold(ledger: Ledger, { points, until, reason, actor }: Hold): Decided {
  const { plan, key, now } = ledger
  const amounts = redeemableOf(plan, points)
  if (!amounts.ok) return amounts
  if (!isToCome(until, now)) return deny('bad_instant', { now })
  for (const [currency, amount] of amounts.value) {
    const account = ledger.account(currency)
    if (account.status === 'frozen') return deny('frozen', { currency })
    const why = { currency, amount, at: now, reason, ...(actor && { actor }) }
    const { graceEnd } = returnAt(plan, currency, until)
    const held = hold(account, why, { key, until, graceEnd })
    if (!held.ok) return notEnough(currency, held.error)
    ledger.enter(held.value)
  }
  return ok(ledger.events)
}

/** Spends all or part of a hold, once. */
export function decideCapture(ledger: Ledger, command: Capture): Decided {
  const { plan, now } = ledger
  const open = openHolds(ledger, command.hold)
  if (!open.ok) return open
  const all = open.value.map(([currency, { amount }]) => [currency, amount] as const)
  const amounts = command.points === undefined ? ok(all) : amountsOf(plan, command.points, 1)
  if (!amounts.ok) return amounts
  for (const [currency, amount] of amounts.value) {
    const held = open.value.find(([one]) => one === currency)?.[1].amount ?? 0
    if (amount > held) return deny('over_hold', { currency, held, asked: amount })
  }
  const { reason, actor } = command
  for (const [currency, held] of open.value) {
    const amount = amounts.value.find(([one]) => one === currency)?.[1] ?? 0
    const why = { currency, amount, at: now, reason, ...(actor && { actor }) }
    const when = returnAt(plan, currency, now)
    const account = ledger.account(currency)
    if (amount > 0 && account.status === 'frozen') return deny('frozen', { currency })
    ledger.enter(amount > 0 ? capture(account, held, why, when) : release(account, held, why, when))
    writeOff(ledger, account, currency, reason)
  }
  return ok(ledger.events)
}

/** The code of a correction that gives up a debt. */
export const writtenOff = 'written-off'

/**
 * A debt that points set aside were there to fill, and that no policy allows once they are spent, is given up: who
 * promised a shop the points has to keep that.
 */
function writeOff(ledger: Ledger, before: Account, currency: string, reason: string): void {
  const { returns = {}, floor = {} } = ledger.plan.policy
  const beyond = (account: Account) =>
    account.debt - deepest(account, returns[currency] ?? 'balance', floor[currency] ?? Number.MAX_SAFE_INTEGER)
  const after = ledger.account(currency)
  const amount = Math.max(0, beyond(after)) - Math.max(0, beyond(before))
  if (amount <= 0) return
  const why = { currency, amount, at: ledger.now, reason, code: writtenOff }
  ledger.enter(enter(after, 'adjust', why, { availableAt: ledger.now, expiresAt: ledger.now }))
}

/** Gives a hold up. */
export function decideRelease(ledger: Ledger, command: Release): Decided {
  const open = openHolds(ledger, command.hold)
  if (!open.ok) return open
  const { reason, actor } = command
  for (const [currency, held] of open.value) {
    const why = { currency, at: ledger.now, reason, ...(actor && { actor }) }
    ledger.enter(release(ledger.account(currency), held, why, returnAt(ledger.plan, currency, ledger.now)))
  }
  return ok(ledger.events)
}

/** By currency what a hold still holds; refused where it is resolved, its time is over, or there never was one. */
function openHolds({ subject, account }: Ledger, key: string) {
  const open = Object.keys(subject.points).flatMap((currency) =>
    account(currency)
      .holds.filter((hold) => hold.key === key)
      .map((hold) => [currency, hold] as const),
  )
  if (open.length > 0) return ok(open)
  const wasHeld = subject.cited[key]?.transfers.some(({ kind }) => kind === 'hold')
  return deny(wasHeld ? 'hold_over' : 'unknown_hold')
}

export const notEnough = (currency: string, { asked, available }: { asked: number; available: number }) =>
  refuse('not_enough_points', { facts: { currency, asked, available } })
