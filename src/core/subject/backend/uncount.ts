import type { Why } from '../../points/movement.js'
import { disqualified, periodOf } from '../../points/point-tier.js'
import type { Tallied, Transfer } from '../../points/transfer.js'
import { calendarOf, currencyOf, type Ledger } from './ledger.js'

/** What caps and tiers had counted, and count no more: tallies that go down, with the tier that rested on them. */
export function uncounted(
  { plan, now, account }: Ledger,
  currency: string,
  counted: readonly Tallied[],
): Pick<Why, 'tallies' | 'tier'> {
  const open = counted.filter(({ n, until }) => n > 0 && now < until)
  const [first, ...others] = open.filter(({ name }) => periodOf(name) !== undefined)
  const own = open.filter(({ name }) => periodOf(name) === undefined).map((tally) => ({ ...tally, n: -tally.n }))
  const end = first && periodOf(first.name)
  const { tiers } = currencyOf(plan, currency)
  if (end === undefined || tiers?.by !== 'points') return own.length > 0 ? { tallies: own } : {}
  const points = others.reduce((sum, { n }) => sum + n, first?.n ?? 0)
  const { tally, ...tier } = disqualified(tiers, account(currency), points, end, now, calendarOf(plan))
  return { tallies: [...own, tally], ...tier }
}

/** What a part of awards had counted: of several lines, the first are undone first. */
export function countedBy(awards: readonly Transfer[], from: number, amount: number): readonly Tallied[] {
  let start = 0
  return awards.flatMap(({ amount: own, tallies = [] }) => {
    const part = Math.max(0, Math.min(start + own, from + amount) - Math.max(start, from))
    start += own
    return tallies.map((tally) => ({ ...tally, n: Math.min(tally.n, part) }))
  })
}
