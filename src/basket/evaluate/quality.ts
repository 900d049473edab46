import type { Question } from './question.js'

/** Items that may go with a basket, the best first, at most `deepest`. What is in the basket is not among them. */
export type Ranking = (basket: readonly string[]) => readonly string[]

/** How deep a ranking is looked at. */
export const deepest = 100

/** How often the hidden item is found. */
export interface Quality {
  /** The share of questions whose item is the first of the ranking. */
  readonly r1: number
  /** … among the first five. */
  readonly r5: number
  /** … among the first ten. */
  readonly r10: number
  /** The mean of 1 over the place at which it is found; 0 where it is not among the first hundred. */
  readonly mrr: number
  /** How many questions were asked; without any, all figures are 0. */
  readonly n: number
}

/** @param onTop gets every item that stood among the first ten of an answer */
export function qualityOf(
  questions: readonly Question[],
  ranking: Ranking,
  onTop: (item: string) => void = () => undefined,
): Quality {
  const places = questions.map(({ basket, hidden }) => {
    const ranked = ranking(basket)
    for (const item of ranked.slice(0, 10)) onTop(item)
    const at = ranked.indexOf(hidden)
    return at < 0 || at >= deepest ? Number.POSITIVE_INFINITY : at + 1
  })
  const mean = (of: (place: number) => number): number =>
    places.reduce((sum, place) => sum + of(place), 0) / Math.max(places.length, 1)
  const within = (top: number): number => mean((place) => (place <= top ? 1 : 0))
  return { r1: within(1), r5: within(5), r10: within(10), mrr: mean((place) => 1 / place), n: places.length }
}
