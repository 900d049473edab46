import type { KnownBasket } from './known-basket.js'
import { seeded, shuffled } from './seeded.js'

/**
 * Who is held out.
 *
 * - `random`: a share of the members, drawn by the seed. Everything that the others bought is learned from.
 * - `time`: the share of the members who came last. Learned from is what the others bought before the first of them
 *   came: no basket is guessed from one that was bought after it.
 */
export type SplitBy = 'random' | 'time'

export interface SplitOptions {
  readonly by: SplitBy
  /** The share of the members, between 0 and 1. */
  readonly holdOut: number
  readonly seed: number
}

/** Baskets to learn from, and those to measure by. No member stands on both sides. */
export interface Split {
  readonly learned: readonly KnownBasket[]
  /** Of members who are held out. */
  readonly members: readonly KnownBasket[]
  /** Of nobody known; by `time` those alone that were bought since the first held-out member came. */
  readonly anonymous: readonly KnownBasket[]
  readonly counts: {
    readonly learned: { readonly members: number; readonly baskets: number }
    readonly heldOut: { readonly members: number; readonly baskets: number }
  }
  /** By `time`: everything that is learned from was bought before. */
  readonly since?: number
}

/** At least one member on each side, wherever there are two: otherwise there is nothing to measure. */
export function splitBaskets(baskets: readonly KnownBasket[], { by, holdOut, seed }: SplitOptions): Split {
  const came = firstBaskets(baskets)
  const members = [...came.keys()].sort()
  const count = Math.min(Math.max(Math.round(members.length * holdOut), 1), members.length - 1)
  const ordered =
    by === 'random' ? shuffled(members, seeded(seed)) : members.sort((a, b) => instantOf(came, b) - instantOf(came, a))
  const heldOut = new Set(ordered.slice(0, Math.max(count, 0)))
  const since = by === 'time' ? earliest(came, heldOut) : undefined
  const isEarly = ({ instant }: KnownBasket): boolean => since === undefined || instant < since
  const isLate = ({ instant }: KnownBasket): boolean => since === undefined || instant >= since
  const learned = baskets.filter((one) => one.member !== '' && !heldOut.has(one.member) && isEarly(one))
  const ofMembers = baskets.filter(({ member }) => heldOut.has(member))
  return {
    learned,
    members: ofMembers,
    anonymous: baskets.filter((one) => one.member === '' && isLate(one)),
    counts: { learned: counted(learned), heldOut: counted(ofMembers) },
    ...(since !== undefined && { since }),
  }
}

function firstBaskets(baskets: readonly KnownBasket[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>()
  for (const { member, instant } of baskets)
    if (member !== '') first.set(member, Math.min(first.get(member) ?? instant, instant))
  return first
}

const earliest = (came: ReadonlyMap<string, number>, members: ReadonlySet<string>): number => {
  let first = Number.POSITIVE_INFINITY
  for (const member of members) first = Math.min(first, instantOf(came, member))
  return first
}

const instantOf = (came: ReadonlyMap<string, number>, member: string): number => came.get(member) as number

const counted = (baskets: readonly KnownBasket[]) => ({
  members: new Set(baskets.map(({ member }) => member)).size,
  baskets: baskets.length,
})
