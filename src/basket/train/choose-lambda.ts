import type { Weights } from '../model/weights.js'
import { countTogether } from './count-together.js'
import { easeOfEach } from './ease.js'
import type { Gathered } from './gather.js'
import { keepStrongest } from './keep-strongest.js'
import { mostOften } from './most-often.js'

/** What is tried; the first where several do as well, or nothing can be tried. */
const candidates = [30, 10, 100, 3, 300, 1] as const

/** How many items of a basket are hidden at most, one after the other: a long basket is still one. */
const mostHidden = 30

/** Less is what adding and taking away leaves of nothing. */
const smallest = 1e-9

/** A suggestion counts where a page would still show it. */
const seen = 10

/**
 * Chooses λ by what a model finds of baskets that it was not learned from: those of a tenth of the members, by their
 * names, so that the order of baskets changes nothing. Each of their items is hidden in turn.
 *
 * @param progress  hears how many steps are done
 */
export function chooseLambda(
  gathered: Gathered,
  { minMembers, neighbours }: { readonly minMembers: number; readonly neighbours: number },
  progress: (done: number, of: number) => void = () => undefined,
): number {
  const apart = (member: number): boolean => gathered.tenths[member] === 0
  const together = countTogether(gathered, minMembers, { mostOften, among: (member) => !apart(member) })
  const tried = easeOfEach(together, candidates, { solved: (items, of) => progress(items, of + candidates.length) })
  const places = new Map(together.items.map((item, place) => [item, place]))
  const ranks = Int32Array.from(gathered.items, (item) => places.get(item) ?? -1)
  const held = basketsOf(gathered, apart, ranks)
  let best = { lambda: candidates[0] as number, found: 0 }
  for (const [which, speaking] of tried.entries()) {
    const found = findings(keepStrongest(together.items, speaking, neighbours), held)
    // More by more than what a sum depends on the order that baskets came in.
    if (found > best.found + smallest) best = { lambda: candidates[which] as number, found }
    progress(together.items.length + which + 1, together.items.length + candidates.length)
  }
  return best.lambda
}

/** The baskets of some members, as places among the items that were learned, going up. */
function basketsOf(gathered: Gathered, of: (member: number) => boolean, ranks: Int32Array): readonly Int32Array[] {
  const baskets: Int32Array[] = []
  for (const [basket, owner] of gathered.whose.entries()) {
    if (!of(owner)) continue
    const bought = gathered.bought.subarray(gathered.starts[basket], gathered.starts[basket + 1])
    const known = Int32Array.from(bought, (item) => ranks[item] as number).filter((rank) => rank >= 0)
    if (known.length > 1) baskets.push(known.sort())
  }
  return baskets
}

/** How often what was hidden stood among the first, every basket counting alike. */
function findings(model: Weights, baskets: readonly Int32Array[]): number {
  const scores = new Float64Array(model.rows)
  let sum = 0
  for (const basket of baskets) {
    for (const item of basket) add(model, item, scores, 1)
    const suggested = suggestedBy(model, basket)
    const step = Math.ceil(basket.length / mostHidden)
    let [hidden, found] = [0, 0]
    for (let at = 0; at < basket.length; at += step) {
      const item = basket[at] as number
      add(model, item, scores, -1)
      if (isSeen(item, suggested, scores)) found++
      add(model, item, scores, 1)
      hidden++
    }
    sum += found / hidden
    scores.fill(0)
  }
  return sum
}

/** What a basket speaks for and does not hold, each once. */
function suggestedBy({ starts, targets }: Weights, basket: Int32Array): readonly number[] {
  const suggested = new Set<number>()
  for (const item of basket)
    for (const target of targets.subarray(starts[item], starts[item + 1])) suggested.add(target)
  for (const item of basket) suggested.delete(item)
  return [...suggested]
}

/** Whether a hidden item stands among the first by the rest of its basket. */
function isSeen(hidden: number, suggested: readonly number[], scores: Float64Array): boolean {
  const score = scores[hidden] as number
  if (score < smallest) return false
  let before = 0
  for (const other of suggested) if ((scores[other] as number) > score && ++before === seen) return false
  return true
}

function add({ starts, targets, weights }: Weights, item: number, scores: Float64Array, sign: 1 | -1): void {
  for (let at = starts[item] as number; at < (starts[item + 1] as number); at++) {
    const target = targets[at] as number
    scores[target] = (scores[target] as number) + sign * (weights[at] as number)
  }
}
