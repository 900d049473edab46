import type { BestFit } from 'evenhanded/basket'
import { productOf } from './catalogue.js'

const named = (id: string): string => productOf(id)?.name ?? id

/** Why it was chosen, in words: what of the basket speaks for it. */
export function becauseOf({ because, by }: BestFit): string {
  if (by === 'popularity' || because.length === 0) return 'most people here take one along'
  return because.map(named).join(' and ')
}

/** As in “the wax”: what of the coupon's goods is meant. */
export const wordOf = (id: string): string => productOf(id)?.word ?? id

/** With names in the place of ids. */
export const inWords = (fit: BestFit): BestFit => ({
  ...fit,
  item: wordOf(fit.item),
  because: fit.because.map(named),
})
