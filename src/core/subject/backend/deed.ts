import { undoneOf } from '../../points/cited.js'
import { firstDayOf } from '../../points/deed-tier.js'
import { note, type Why } from '../../points/movement.js'
import { withDeed } from '../../points/tally.js'
import type { DeedDone, Transfer } from '../../points/transfer.js'
import { afterDeed, dayOf } from './deed-standing.js'
import { currencyOf, type Ledger } from './ledger.js'
import type { Undoing } from './take-back.js'

type Said = Pick<Why, 'reason' | 'actor' | 'giver' | 'undoes'>
type Totals = { readonly [deed: string]: number }

/** Counts a deed in every currency whose tiers look at it, unless it was revoked before it came. */
export function noteDeed(ledger: Ledger, deed: string, n: number, said: Said, totals: Totals | undefined): void {
  const { plan, subject, key, now } = ledger
  for (const [currency, { tiers }] of Object.entries(plan.program.currencies)) {
    if (tiers?.by !== 'deeds' || !tiers.steps.some(({ deeds }) => Object.hasOwn(deeds, deed))) continue
    if (undoneOf(subject.cited[key], currency) !== undefined) continue
    const day = dayOf(ledger, now)
    counted(ledger, currency, { name: deed, day, n, keptFrom: firstDayOf(tiers, day) }, said, totals)
  }
}

/** The deeds among lines that are undone count back, on the days on which they were done. */
export function undoDeeds(ledger: Ledger, { currency, amount: _, ...said }: Undoing, lines: readonly Transfer[]): void {
  for (const { deed, giver } of lines) {
    if (!deed) continue
    counted(ledger, currency, { ...deed, n: -deed.n }, { ...said, ...(giver !== undefined && { giver }) }, undefined)
  }
}

function counted(ledger: Ledger, currency: string, deed: DeedDone, said: Said, totals: Totals | undefined): void {
  const account = ledger.account(currency)
  const { tiers } = currencyOf(ledger.plan, currency)
  const deeds = withDeed(account.deeds, deed, said.giver)
  const tier = tiers?.by === 'deeds' ? afterDeed(ledger, tiers, { deeds, tier: account.tier }, totals) : undefined
  const why = { ...said, currency, amount: 0, at: ledger.now, code: `deed:${deed.name}` }
  ledger.enter({ ...note(account, 'deed', why), deed, ...(tier !== undefined && { tier }) })
}
