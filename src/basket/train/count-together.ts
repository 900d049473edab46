import type { Gathered } from './gather.js'
import { growing } from './growing.js'
import { tallyOf } from './tally.js'

/** How often what was bought together: all that is ever kept of baskets. */
export interface Together {
  /** The most bought first, and among equals in the order of ids. */
  readonly items: readonly string[]
  readonly members: number
  readonly baskets: number
  /** Of each item, in how many baskets it is, as far as they count. */
  readonly bought: Uint32Array
  /** Of item `i` its pairs stand from `starts[i]` to `starts[i + 1]`; each pair stands with both of its items. */
  readonly starts: Uint32Array
  /** Places in `items`, going up. */
  readonly others: Uint32Array
  /** In how many baskets the two are together, as far as they count. */
  readonly times: Uint32Array
  /**
   * For pairs that are left out: how often two items are together, over the product of how often each was bought. One
   * figure for them all, so that what is left out is taken as chance would have it and not as never.
   */
  readonly chance: number
}

/** Which members' baskets count, and how. */
export interface Counting {
  /** All members unless said. */
  readonly among?: (member: number) => boolean
  /** How many baskets of one member count for one item, and for one pair; all of them unless said. */
  readonly mostOften?: number
  /** Hears how many items are done. */
  readonly counted?: (items: number, of: number) => void
}

/**
 * Counts pairs, and keeps those that at least so many different members bought in one basket, and items likewise. It
 * goes item by item through the baskets that have it, so that no more than one row is ever held of what is not kept;
 * a member's baskets follow one another, so that one number an item tells whether that member was counted.
 *
 * @param minMembers  at least 1
 */
export function countTogether(gathered: Gathered, minMembers: number, counting: Counting = {}): Together {
  const { among = () => true, mostOften = Number.POSITIVE_INFINITY, counted = () => undefined } = counting
  const { items, bought, members, baskets } = countItems(gathered, minMembers, { among, mostOften })
  const { from, held, owners } = keptOnly(gathered, items, among)
  const { first, having } = basketsByItem(from, held, items.length)
  const size = items.length
  const [starts, others, times] = [new Uint32Array(size + 1), growing(), growing()]
  const chance = { times: 0, expected: 0 }
  const tally = tallyOf(size, mostOften)
  for (let item = 0; item < size; item++) {
    for (let at = first[item] as number; at < (first[item + 1] as number); at++) {
      const basket = having[at] as number
      const owner = owners[basket] as number
      for (let place = from[basket] as number; place < (from[basket + 1] as number); place++) {
        tally.add(held[place] as number, owner)
      }
    }
    for (let other = 0; other < size; other++) {
      if (other === item) continue
      const together = tally.times[other] as number
      if ((tally.members[other] as number) >= minMembers) {
        others.push(other)
        times.push(together)
      } else {
        chance.times += together
        chance.expected += (bought[item] as number) * (bought[other] as number)
      }
    }
    starts[item + 1] = others.length
    tally.clear()
    counted(item + 1, size)
  }
  const names = Array.from(items, (item) => gathered.items[item] as string)
  return {
    ...{ items: names, members, baskets, bought, starts },
    ...{ others: others.values(), times: times.values() },
    chance: chance.times / Math.max(chance.expected, 1),
  }
}

/** The items that enough members bought, the most bought first, and how often each of them was. */
function countItems(gathered: Gathered, minMembers: number, counting: Required<Omit<Counting, 'counted'>>) {
  const tally = tallyOf(gathered.items.length, counting.mostOften)
  const members = new Set<number>()
  let baskets = 0
  for (const [basket, owner] of gathered.whose.entries()) {
    if (!counting.among(owner)) continue
    baskets++
    members.add(owner)
    for (let at = gathered.starts[basket] as number; at < (gathered.starts[basket + 1] as number); at++) {
      tally.add(gathered.bought[at] as number, owner)
    }
  }
  const timesOf = (item: number): number => tally.times[item] as number
  const items = Uint32Array.from(tally.members.keys())
    .filter((item) => (tally.members[item] as number) >= minMembers)
    .sort((a, b) => timesOf(b) - timesOf(a) || a - b)
  return { items, bought: items.map(timesOf), members: members.size, baskets }
}

/** The baskets that count with the items that count, these by their rank. */
function keptOnly(gathered: Gathered, items: Uint32Array, among: (member: number) => boolean) {
  const ranks = new Int32Array(gathered.items.length).fill(-1)
  for (const [rank, item] of items.entries()) ranks[item] = rank
  const held = new Uint32Array(gathered.bought.length)
  const from = new Uint32Array(gathered.baskets + 1)
  let filled = 0
  for (const [basket, owner] of gathered.whose.entries()) {
    if (among(owner)) {
      for (let at = gathered.starts[basket] as number; at < (gathered.starts[basket + 1] as number); at++) {
        const rank = ranks[gathered.bought[at] as number] as number
        if (rank >= 0) held[filled++] = rank
      }
    }
    from[basket + 1] = filled
  }
  return { from, held: held.subarray(0, filled), owners: gathered.whose }
}

/** Of each item the baskets that have it, in their order. */
function basketsByItem(from: Uint32Array, held: Uint32Array, items: number) {
  const first = new Uint32Array(items + 1)
  for (const item of held) first[item + 1] = (first[item + 1] as number) + 1
  for (let item = 0; item < items; item++) first[item + 1] = (first[item + 1] as number) + (first[item] as number)
  const next = first.slice()
  const having = new Uint32Array(held.length)
  for (let basket = 0; basket + 1 < from.length; basket++) {
    for (let at = from[basket] as number; at < (from[basket + 1] as number); at++) {
      const item = held[at] as number
      const place = next[item] as number
      having[place] = basket
      next[item] = place + 1
    }
  }
  return { first, having }
}
