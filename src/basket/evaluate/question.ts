import type { KnownBasket } from './known-basket.js'
import { seeded } from './seeded.js'

/** A basket with one item taken out: which was it? */
export interface Question {
  readonly basket: readonly string[]
  readonly hidden: string
}

export interface Asked {
  /** How many different items a basket has, the hidden one included. */
  readonly least: number
  readonly most: number
  readonly seed: number
  /** How many questions are made of each basket. */
  readonly draws: number
}

/**
 * The questions that baskets make. Each hides one item, drawn by the seed from all of the basket, those that nobody
 * bought before included: what can't be known is not found, and counts as such.
 */
export function questionsOf(baskets: readonly KnownBasket[], { least, most, seed, draws }: Asked): readonly Question[] {
  const random = seeded(seed)
  return baskets.flatMap(({ items: bought }) => {
    const items = [...new Set(bought)].sort()
    if (items.length < least || items.length > most) return []
    return Array.from({ length: draws }, () => {
      const hidden = items[Math.floor(random() * items.length)] as string
      return { basket: items.filter((item) => item !== hidden), hidden }
    })
  })
}
