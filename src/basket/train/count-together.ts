import type { Gathered } from './gather.js'
import { growing } from './growing.js'

/** How often what was bought together: all that is ever kept of baskets. */
export interface Together {
  /** The most bought first, and among equals in the order of ids. */
  readonly items: readonly string[]
  readonly members: number
  readonly baskets: number
  /** Of each item, in how many baskets it is. */
  readonly bought: Uint32Array
  /** Of item `i` its pairs stand from `starts[i]` to `starts[i + 1]`; each pair stands with both of its items. */
  readonly starts: Uint32Array
  /** Places in `items`, going up. */
  readonly others: Uint32Array
  /** In how many baskets the two are together. */
  readonly times: Uint32Array
  /**
   * For pairs that are left out: how often two items are together, over the product of how often each was bought. One
   * figure for them all, so that what is left out is taken as chance would have it and not as never.
   */
  readonly chance: number
}

/** Which members' baskets count. */
export type Among = (member: number) => boolean

/**
 * Counts pairs, and keeps those that at least so many different members bought in one basket, and items likewise. It
 * goes item by item through the baskets that have it, so that no more than one row is ever held of what is not kept;
 * a member's baskets follow one another, so that one number an item tells whether that member was counted.
 *
 * @param minMembers  at least 1
 * @param among       which members count; all unless said
 * @param counted     hears of every item how many are done
 */
export function countTogether(
  gathered: Gathered,
  minMembers: number,
  among: Among = () => true,
  counted: (items: number, of: number) => void = () => undefined,
): Together {
  const { items, bought, members, baskets } = countItems(gathered, minMembers, among)
  const { from, held, owners } = keptOnly(gathered, items, among)
  const { first, having } = basketsByItem(from, held, bought)
  const size = items.length
  const [starts, others, times] = [new Uint32Array(size + 1), growing(), growing()]
  const chance = { times: 0, expected: 0 }
  const [together, people, last] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)]
  for (let item = 0; item < size; item++) {
    for (let at = first[item] as number; at < (first[item + 1] as number); at++) {
      const basket = having[at] as number
      const owner = (owners[basket] as number) + 1
      for (let place = from[basket] as number; place < (from[basket + 1] as number); place++) {
        const other = held[place] as number
        together[other] = (together[other] as number) + 1
        if (last[other] === owner) continue
        last[other] = owner
        people[other] = (people[other] as number) + 1
      }
    }
    for (let other = 0; other < size; other++) {
      if (other === item) continue
      if ((people[other] as number) >= minMembers) {
        others.push(other)
        times.push(together[other] as number)
      } else {
        chance.times += together[other] as number
        chance.expected += (bought[item] as number) * (bought[other] as number)
      }
    }
    starts[item + 1] = others.length
    together.fill(0)
    people.fill(0)
    last.fill(0)
    counted(item + 1, size)
  }
  const names = Array.from(items, (item) => gathered.items[item] as string)
  return {
    ...{ items: names, members, baskets, bought, starts },
    ...{ others: others.values(), times: times.values() },
    chance: chance.times / Math.max(chance.expected, 1),
  }
}

/** The items that enough members bought, the most bought first, and in how many baskets each of them is. */
function countItems(gathered: Gathered, minMembers: number, among: Among) {
  const size = gathered.items.length
  const [baskets, people, last] = [new Uint32Array(size), new Uint32Array(size), new Uint32Array(size)]
  let counted = 0
  const members = new Set<number>()
  for (const [basket, owner] of gathered.whose.entries()) {
    if (!among(owner)) continue
    counted++
    members.add(owner)
    for (let at = gathered.starts[basket] as number; at < (gathered.starts[basket + 1] as number); at++) {
      const item = gathered.bought[at] as number
      baskets[item] = (baskets[item] as number) + 1
      if (last[item] === owner + 1) continue
      last[item] = owner + 1
      people[item] = (people[item] as number) + 1
    }
  }
  const items = Uint32Array.from(people.keys())
    .filter((item) => (people[item] as number) >= minMembers)
    .sort((a, b) => (baskets[b] as number) - (baskets[a] as number) || a - b)
  return { items, bought: items.map((item) => baskets[item] as number), members: members.size, baskets: counted }
}

/** The baskets that count with the items that count, these by their rank. */
function keptOnly(gathered: Gathered, items: Uint32Array, among: Among) {
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
function basketsByItem(from: Uint32Array, held: Uint32Array, bought: Uint32Array) {
  const first = new Uint32Array(bought.length + 1)
  for (const [item, baskets] of bought.entries()) first[item + 1] = (first[item] as number) + baskets
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
