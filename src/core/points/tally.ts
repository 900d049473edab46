import { record } from '../json.js'
import type { DeedDone, Tallied } from './transfer.js'

/** What caps, limits and tiers count, each until its period is over and nobody looks at it any more. */
export type Tallies = { readonly [name: string]: { readonly n: number; readonly until: number } }

/** The tallies after more was added; those whose time is over are dropped. */
export function tallied(before: Tallies, more: readonly Tallied[], now: number): Tallies {
  const after = record<Tallies[string]>()
  for (const [name, tally] of Object.entries(before)) if (now < tally.until) after[name] = tally
  for (const { name, n, until } of more) after[name] = { n: (after[name]?.n ?? 0) + n, until }
  return after
}

/** How much a tally holds at `now`. */
export function tallyOf(tallies: Tallies, name: string, now: number): number {
  const tally = Object.hasOwn(tallies, name) ? tallies[name] : undefined
  return tally && now < tally.until ? tally.n : 0
}

/** How often a deed was done by day, with those on whose word, and how often ever. */
export interface DoneBy {
  readonly ever: number
  /** Days are counted from 1970, on the programme's calendar. A day on which all was undone again is none. */
  readonly days: readonly Day[]
}

type Day = readonly [day: number, n: number, givers: readonly string[]]

export type DeedsDone = { readonly [deed: string]: DoneBy }

/** So many givers of one deed are known of a day: no tier asks for more, and a popular member's account stays small. */
const mostGivers = 100

/** The deeds after one more, or some less; days that no tier looks at any more are dropped. */
export function withDeed(before: DeedsDone, deed: DeedDone, giver: string | undefined): DeedsDone {
  const { name, day, n, keptFrom } = deed
  const { ever, days } = (Object.hasOwn(before, name) && before[name]) || { ever: 0, days: [] }
  const kept = days.filter(([one]) => one >= keptFrom)
  const all = n < 0 ? less(kept, day, -n, giver) : more(kept, day, n, giver)
  return record({ ...before, [name]: { ever: Math.max(0, ever + n), days: all } })
}

function more(days: readonly Day[], day: number, n: number, giver: string | undefined): readonly Day[] {
  const [, count = 0, givers = []] = days.find(([one]) => one === day) ?? []
  const isNew = giver !== undefined && !givers.includes(giver) && givers.length < mostGivers
  const today: Day = [day, count + n, isNew ? [...givers, giver] : givers]
  return [...days.filter(([one]) => one !== day), today].sort(([a], [b]) => a - b)
}

/**
 * What is undone goes from its day, else from the latest before it, and first from where its giver stands: who took
 * their word back on a day gave nothing on it.
 */
function less(days: readonly Day[], day: number, n: number, giver: string | undefined): readonly Day[] {
  const isTheirs = ([, , givers]: Day) => giver !== undefined && givers.includes(giver)
  const order = days
    .filter(([one]) => one <= day)
    .sort((a, b) => Number(isTheirs(b)) - Number(isTheirs(a)) || b[0] - a[0])
  let open = n
  const after = new Map<Day, Day>()
  for (const one of order) {
    const [its, count, givers] = one
    const gone = Math.min(count, open)
    open -= gone
    if (gone > 0) after.set(one, [its, count - gone, givers.filter((other) => other !== giver)])
  }
  return days.map((one) => after.get(one) ?? one).filter(([, count]) => count > 0)
}
