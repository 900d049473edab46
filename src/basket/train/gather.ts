import { EvenhandedError } from '../../core/error.js'
import { growing } from './growing.js'
import type { TrainingBasket } from './training-basket.js'

/** Baskets as numbers, and no member's name: what all counting is done on. */
export interface Gathered {
  /** Every item that was bought, in the order of ids. */
  readonly items: readonly string[]
  /** How many different members have a basket here. */
  readonly members: number
  /** How many baskets have something in them, and not too much. */
  readonly baskets: number
  /** The baskets of one member follow one another; of basket `b` the items stand from `starts[b]` to `starts[b + 1]`. */
  readonly starts: Uint32Array
  /** Places in `items`; none twice in a basket. */
  readonly bought: Uint32Array
  /** Of each basket, whose it is: numbers that go up, and say nothing else. */
  readonly whose: Uint32Array
  /** Of each member, a number from 0 to 9 that depends on the name alone: a tenth can be set apart by it. */
  readonly tenths: Uint8Array
}

/** What is not to be learned from. */
export type Without = readonly string[] | ((item: string) => boolean) | undefined

/**
 * What is longer is left out: nobody chose so much as one thing, and what it costs to learn from grows with the square.
 */
const longest = 500

/**
 * Reads baskets once, in whatever order they come, and keeps four bytes for each item in one. Nobody's basket (its
 * member is an empty text) is left out, and so is one of more than 500 different items.
 *
 * @param read  hears of every basket how many have been read
 * @throws EvenhandedError `bad_basket` where one is not as its type says, with its number from 0 on as the path
 */
export async function gather(
  baskets: Iterable<TrainingBasket> | AsyncIterable<TrainingBasket>,
  without?: Without,
  read: (baskets: number) => void = () => undefined,
): Promise<Gathered> {
  const book = openBook(without)
  let count = 0
  const take = (basket: TrainingBasket): void => {
    if (!isBasket(basket)) throw badBasket(count)
    if (basket.member !== '') book.add(basket)
    read(++count)
  }
  if (Symbol.asyncIterator in baskets) for await (const basket of baskets) take(basket)
  else for (const basket of baskets) take(basket)
  return book.close()
}

function isBasket(given: unknown): given is TrainingBasket {
  if (typeof given !== 'object' || given === null) return false
  const { member, items } = given as { readonly [name: string]: unknown }
  return typeof member === 'string' && Array.isArray(items) && items.every((item) => typeof item === 'string')
}

const badBasket = (number: number): EvenhandedError => {
  const message = `Basket ${number} is none: it needs a member’s name and a list of items, all texts.`
  const remedy = 'Give { member, items }.'
  return new EvenhandedError('bad_basket', message, [
    { code: 'bad_basket', path: `baskets[${number}]`, message, remedy },
  ])
}

interface Book {
  add(basket: TrainingBasket): void
  close(): Gathered
}

function openBook(without: Without): Book {
  const leftOut = leaving(without)
  const numbers = new Map<string, number>()
  const members = new Map<string, number>()
  const bought = growing()
  const ends = growing()
  const whose = growing()
  /** Of each item, the stamp of the last basket that had it: none counts twice in one. */
  const last: number[] = []
  let stamp = 0

  const numberOf = (item: string): number => {
    const known = numbers.get(item)
    if (known !== undefined) return known
    const number = leftOut(item) ? nobodys : last.push(0) - 1
    numbers.set(item, number)
    return number
  }

  return {
    add(basket) {
      const from = bought.length
      stamp++
      for (const item of basket.items) {
        const number = numberOf(item)
        if (number === nobodys || last[number] === stamp) continue
        last[number] = stamp
        bought.push(number)
      }
      if (bought.length - from > longest) bought.cut(from)
      if (bought.length === from) return
      ends.push(bought.length)
      const member = members.get(basket.member) ?? members.size
      if (member === members.size) members.set(basket.member, member)
      whose.push(member)
    },
    close() {
      const named = [...numbers].filter(([, number]) => number !== nobodys).sort(([a], [b]) => (a < b ? -1 : 1))
      const places = new Uint32Array(named.length)
      for (const [place, [, number]] of named.entries()) places[number] = place
      return {
        ...byMember(bought.values(), ends.values(), whose.values(), members.size, places),
        items: named.map(([item]) => item),
        members: members.size,
        baskets: ends.length,
        tenths: Uint8Array.from(members.keys(), tenthOf),
      }
    },
  }
}

/** What stands for an item that is left out. */
const nobodys = -1

function leaving(without: Without): (item: string) => boolean {
  if (typeof without === 'function') return without
  const list = new Set(without)
  return (item) => list.has(item)
}

/** Puts the baskets of one member behind one another, whatever the order they came in. */
function byMember(
  bought: Uint32Array,
  ends: Uint32Array,
  whose: Uint32Array,
  members: number,
  places: Uint32Array,
): Pick<Gathered, 'starts' | 'bought' | 'whose'> {
  const baskets = ends.length
  const next = new Uint32Array(members + 1)
  for (const member of whose) next[member + 1] = (next[member + 1] as number) + 1
  for (let member = 1; member <= members; member++) {
    next[member] = (next[member] as number) + (next[member - 1] as number)
  }
  const order = new Uint32Array(baskets)
  for (const [basket, member] of whose.entries()) {
    const place = next[member] as number
    order[place] = basket
    next[member] = place + 1
  }
  const sorted = {
    starts: new Uint32Array(baskets + 1),
    bought: new Uint32Array(bought.length),
    whose: new Uint32Array(baskets),
  }
  let filled = 0
  for (const [place, basket] of order.entries()) {
    const [from, to] = [basket === 0 ? 0 : (ends[basket - 1] as number), ends[basket] as number]
    for (let at = from; at < to; at++) sorted.bought[filled++] = places[bought[at] as number] as number
    sorted.starts[place + 1] = filled
    sorted.whose[place] = whose[basket] as number
  }
  return sorted
}

/** FNV-1a, spread once more: names that count up differ in their last digit alone. */
function tenthOf(member: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < member.length; at++) hash = Math.imul(hash ^ member.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % 10
}
