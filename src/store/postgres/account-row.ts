import type { Json } from '../../core/json.js'
import { record } from '../../core/json.js'
import type { Account } from '../../core/points/account.js'
import type { Hold } from '../../core/points/hold.js'
import type { Lot, Taken } from '../../core/points/lots.js'
import type { DeedsDone, Tallies } from '../../core/points/tally.js'
import type { TierHeld } from '../../core/points/tier.js'

/** An account as `load_v3` tells it. */
export type AccountRow = readonly [
  seq: number,
  balance: number,
  held: number,
  debt: number,
  status: Account['status'],
  tallies: Tallies | null,
  deeds: DeedsDone | null,
  tier: TierHeld | null,
  lots: readonly LotRow[] | null,
  holds: readonly HoldRow[] | null,
]

type LotRow = readonly [seq: number, amount: number, remaining: number, availableAt: number, expiresAt: number]
type HoldRow = readonly [key: string, amount: number, until: number, graceEnd: number, parts: Taken]

export const accountIn = (row: AccountRow): Account => {
  const [seq, balance, held, debt, status, tallies, deeds, tier, lots, holds] = row
  return {
    seq,
    balance,
    held,
    debt,
    lots: (lots ?? []).map(lotIn),
    holds: (holds ?? []).map(holdIn),
    tallies: record(tallies ?? {}),
    deeds: record(deeds ?? {}),
    tier,
    status,
  }
}

const lotIn = ([seq, amount, remaining, availableAt, expiresAt]: LotRow): Lot => ({
  seq,
  amount,
  remaining,
  availableAt,
  expiresAt,
})

const holdIn = ([key, amount, until, graceEnd, parts]: HoldRow): Hold => ({ key, amount, until, graceEnd, parts })

/** As `store_v3` takes it: what is as in any plain account is left out. */
export const accountRow = (
  step: number,
  currency: string,
  before: number,
  { seq, balance, held, debt, lots, tallies, deeds, tier, status }: Account,
): { [column: string]: Json | undefined } => ({
  step,
  currency,
  before,
  seq,
  balance,
  lots: lots.length,
  held: held > 0 ? held : undefined,
  debt: debt > 0 ? debt : undefined,
  status: status === 'open' ? undefined : status,
  tallies: textOf(tallies),
  deeds: textOf(deeds),
  tier: tier ? JSON.stringify(tier) : undefined,
  until: tier?.until,
})

const textOf = (of: { readonly [name: string]: unknown }): string | undefined =>
  Object.keys(of).length > 0 ? JSON.stringify(of) : undefined
