/** Draws numbers, the same for the same seed: mulberry32 by Tommy Ettinger. */
export interface Draw {
  /** From 0 to below 1. */
  readonly next: () => number
  /** A whole number from 1 to `most`. */
  readonly upTo: (most: number) => number
  readonly pick: <Item>(of: readonly Item[]) => Item
}

export function seeded(seed: number): Draw {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    upTo: (most) => 1 + Math.floor(next() * most),
    pick: <Item>(of: readonly Item[]) => of[Math.floor(next() * of.length)] as Item,
  }
}

/** The seed of this run: the same in each, unless SEED says another number, or `random`. */
export const seedOfRun = (): number => {
  const { SEED = '20261121' } = process.env
  return SEED === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(SEED)
}
