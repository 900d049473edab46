/** Chance that can be had again: the same seed throws the same. */
export interface Dice {
  /** From 0 up to, and not, 1. */
  next(): number
  between(least: number, most: number): number
  /** A whole number from 0 up to, and not, `end`. */
  below(end: number): number
  /** One of these names, each as often as its weight says. */
  weighted<Name extends string>(weights: { readonly [N in Name]: number }): Name
}

/** What `SEED` says, as for the property tests; `random` for another one with each run. */
export const seed = ((given: string): number => (given === 'random' ? Date.now() % 1_000_000 : Number(given)))(
  process.env.SEED ?? '20261121',
)

/** Mulberry32: short, and good enough to pick by. */
export function createDice(from: number): Dice {
  let state = from >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    below: (end) => Math.floor(next() * end),
    weighted(weights) {
      const entries = Object.entries<number>(weights)
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      const found = entries.find(([, weight]) => {
        left -= weight
        return left < 0
      })
      return (found ?? entries[0]!)[0] as never
    },
  }
}
