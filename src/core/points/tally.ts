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
  /** Days are counted from 1970, on the programme's calendar. */
  readonly days: readonly (readonly [day: number, n: number, givers: readonly string[]])[]
}

export type DeedsDone = { readonly [deed: string]: DoneBy }

/** The deeds after one more; days that no tier looks at any more are dropped. */
export function withDeed(before: DeedsDone, deed: DeedDone, giver: string | undefined): DeedsDone {
  const { name, day, n, keptFrom } = deed
  const { ever, days } = before[name] ?? { ever: 0, days: [] }
  const kept = days.filter(([one]) => one >= keptFrom && one !== day)
  const [, count = 0, givers = []] = days.find(([one]) => one === day) ?? []
  const by = giver === undefined || givers.includes(giver) ? givers : [...givers, giver]
  const today = [day, Math.max(0, count + n), by] as const
  const all = [...kept, today].sort(([a], [b]) => a - b)
  return record({ ...before, [name]: { ever: Math.max(0, ever + n), days: all } })
}
