/** The lowest bit of a mask that has one. */
export const bit = (mask: number): number => 31 - Math.clz32(mask & -mask)

/** How many bits a mask has. */
export function bitsOf(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++
  return count
}

/** Sets of small numbers, 32 to a word. */
export const isIn = (set: Uint32Array, one: number): boolean => (((set[one >> 5] as number) >>> (one & 31)) & 1) === 1

/** A copy of a set with these in it. */
export function withAll(set: Uint32Array, adds: Int32Array): Uint32Array {
  const copy = set.slice()
  for (const one of adds) copy[one >> 5] = (copy[one >> 5] as number) | (1 << (one & 31))
  return copy
}
