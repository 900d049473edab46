import { bit, bitsOf, isIn, withAll } from './bits.js'
import { boundsOf, pointBoundsOf } from './bounds.js'
import { createHeap } from './heap.js'
import type { Item, Task } from './task.js'

export interface Found {
  readonly items: readonly Item[]
  readonly cost: number
}

/** Some items, not looked at closely yet: it costs at least `bound` to end from there. */
interface Sketch {
  readonly items: readonly Item[]
  readonly covered: number
  readonly owed: number
  readonly points: Float64Array
  readonly bound: number
  /** Of the currency `of`, that is being made up: items before this one were passed over. */
  readonly from: number
  readonly of: number
  /** What it goes on from; absent once it was looked at. */
  readonly after?: Node
}

/** The same, looked at: what it costs, and what each bit that is left costs at least. */
interface Node extends Sketch {
  readonly set: Uint32Array
  readonly cost: number
  readonly charges: Float64Array
}

/**
 * Covers what is needed at the least cost. Best first: of all partial covers the one that can end cheapest goes on, by
 * the lowest bit that it still owes, so that the first that is complete is the cheapest there is. Costs need not add up:
 * sets are compared as sets.
 *
 * @param isGood asked of each complete cover, the cheapest first; the search goes on where it says no
 * @returns `whole`: whether nothing was left out; without `found` then, there is nothing
 */
export function search(
  task: Task,
  isGood: (found: Found) => boolean,
): { readonly found: Found | undefined; readonly whole: boolean } {
  const items = worthTrying(task.items)
  const bounds = boundsOf(items, task.needs, task.least)
  const pointBounds = pointBoundsOf(items, task)
  const isPlain = task.missing.length === 0 && items.every(({ requires }) => requires === 0) && isOneEach(items)
  const seen = new Map<number, Node[]>()
  const open = createHeap<Sketch>(isBefore)
  const put = (sketch: Sketch) => {
    if (sketch.bound < task.below) open.push(sketch)
  }

  function looked(sketch: Sketch): Node {
    const { after, covered, owed, points, items: taken } = sketch
    const last = taken[taken.length - 1]
    const set = after && last ? withAll(after.set, last.adds) : task.given
    const cost = task.cost(set)
    const { sum, charges } = bounds.left(owed & ~covered, set)
    const bound = Math.max(sketch.bound, rounded(cost + Math.max(sum, pointBounds(set, points))))
    const { after: _, ...rest } = sketch
    return { ...rest, set, cost, charges, bound }
  }

  const take = (node: Node, item: Item, from: number, of: number): void => {
    if (node.items.some(({ offer }) => offer === item.offer)) return
    const [covered, owed] = [node.covered | item.covers, node.owed | item.requires]
    const more = bounds.after(node.charges, node.set, item, node.owed & ~covered)
    const bound = Math.max(node.bound, rounded(node.cost + more))
    if (bound >= task.below) return
    const points = node.points.map((sum, at) => sum + (item.points[at] as number))
    put({ items: [...node.items, item], covered, owed, points, bound, from, of, after: node })
  }

  const start = { items: [], covered: 0, owed: task.needs, points: task.missing.map(() => 0), from: 0, of: 0, bound: 0 }
  put(looked(start))
  for (let steps = 0; ; steps++) {
    const sketch = open.pop()
    if (!sketch) return { found: undefined, whole: true }
    if (steps >= task.most) return { found: undefined, whole: false }
    if (sketch.after) {
      put(looked(sketch))
      continue
    }
    const node = sketch as Node
    if (isPlain && isBeaten(seen, node)) continue
    const left = node.owed & ~node.covered
    if (left !== 0) {
      for (const item of bounds.byBit[bit(left)] as readonly Item[]) take(node, item, node.from, node.of)
      continue
    }
    const short = node.points.findIndex((sum, at) => sum < (task.missing[at] as number))
    if (short < 0) {
      const found = { items: node.items, cost: node.cost }
      if (isGood(found)) return { found, whole: true }
      continue
    }
    for (let at = node.of === short ? node.from : 0; at < items.length; at++) {
      const item = items[at] as Item
      if ((item.points[short] as number) > 0) take(node, item, at + 1, short)
    }
  }
}

/** Covers it by what brings most for what it adds at the least, one after the other: quick, and rarely the cheapest. */
export function greedy(task: Task): Found | undefined {
  const taken: Item[] = []
  let [covered, owed, set] = [0, task.needs, task.given]
  const points = new Float64Array(task.missing.length)
  for (;;) {
    const left = owed & ~covered
    const short = points.findIndex((sum, at) => sum < (task.missing[at] as number))
    if (left === 0 && short < 0) return { items: taken, cost: task.cost(set) }
    let best: Item | undefined
    let least = Number.POSITIVE_INFINITY
    for (const item of task.items) {
      const brings = left === 0 ? (item.points[short] as number) : bitsOf(item.covers & left)
      if (brings <= 0 || taken.some(({ offer }) => offer === item.offer)) continue
      // What adds nothing is not free: it has to be taken up.
      let price = 1e-6
      for (const one of item.adds) if (!isIn(set, one)) price += task.least[one] as number
      if (price / brings < least) [best, least] = [item, price / brings]
    }
    if (!best) return undefined
    taken.push(best)
    covered |= best.covers
    owed |= best.requires
    set = withAll(set, best.adds)
    for (let at = 0; at < points.length; at++) points[at] = (points[at] as number) + (best.points[at] as number)
  }
}

const isBefore = (a: Sketch, b: Sketch): boolean =>
  a.bound !== b.bound ? a.bound < b.bound : a.items.length < b.items.length

/** Sums of the same numbers in another order differ in their last digits. */
const rounded = (cost: number): number => Math.round(cost * 1e9) / 1e9

/**
 * Without those that another one beats in everything. One that could be shut out by another way of its own offer beats
 * nobody but ways of that offer. Points add up: who gives some is never beaten.
 */
function worthTrying(items: readonly Item[]): readonly Item[] {
  const ways = new Map<number, number>()
  for (const { offer } of items) ways.set(offer, (ways.get(offer) ?? 0) + 1)
  return items.filter((one, at) => {
    if (one.points.some((sum) => sum > 0)) return true
    const beats = (other: Item, before: number): boolean =>
      other !== one &&
      (one.covers & ~other.covers) === 0 &&
      (other.requires & ~one.requires) === 0 &&
      (one.offer === other.offer || ways.get(other.offer) === 1) &&
      isWithin(other.adds, one.adds) &&
      (before < at || !isSame(one, other))
    return one.covers !== 0 && !items.some(beats)
  })
}

const isSame = (a: Item, b: Item): boolean =>
  a.covers === b.covers && a.requires === b.requires && a.adds.length === b.adds.length

const isOneEach = (items: readonly Item[]): boolean => new Set(items.map(({ offer }) => offer)).size === items.length

/** Both ascending. */
function isWithin(part: Int32Array, whole: Int32Array): boolean {
  if (part.length > whole.length) return false
  let at = 0
  for (const one of part) {
    while (at < whole.length && (whole[at] as number) < one) at++
    if (whole[at] !== one) return false
  }
  return true
}

/** Whether the same was brought with fewer additions. */
function isBeaten(seen: Map<number, Node[]>, node: Node): boolean {
  const others = seen.get(node.covered)
  if (!others) {
    seen.set(node.covered, [node])
    return false
  }
  if (others.some(({ set }) => set.every((word, at) => (word & ~(node.set[at] as number)) === 0))) return true
  others.push(node)
  return false
}
