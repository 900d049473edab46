/**
 * Numbers from 0 up to 1 that look random and are the same for the same seed, on every machine: `mulberry32`, by
 * Tommy Ettinger. It chooses examples, and is nothing to keep a secret with.
 */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A list in another order, each with the same chance. */
export function shuffled<One>(list: readonly One[], random: () => number): One[] {
  const all = [...list]
  for (let last = all.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[all[last], all[other]] = [all[other] as One, all[last] as One]
  }
  return all
}
