import type { ModelFacts } from './trained-model.js'

/**
 * A model as bytes, all numbers little-endian:
 *
 * | what | bytes |
 * | --- | --- |
 * | `EHBM` | 4 |
 * | version of this layout | 2 |
 * | length of all this | 4 |
 * | length of the head | 4 |
 * | head: `Head` as JSON in UTF-8 | |
 * | of each item, how many it speaks for | 2 |
 * | of each item, the step of its weights in units | 2 |
 * | of each neighbour, item by item, its place among the items, rising | 2; 4 above 65,536 items |
 * | of each neighbour its weight in steps, 1 to 255 | 1 |
 * | SHA-256 of everything before | 32 |
 *
 * So ten neighbours of an item take 34 bytes.
 */
export const magic = [0x45, 0x48, 0x42, 0x4d] as const
export const version = 1
export const headAt = 14
export const hashLength = 32

/** What any step, and any row's count, is at most. */
export const most16 = 0xffff
/** What any weight is at most, in steps of its row. */
export const mostSteps = 255
/** A model of a million items has some 60 MB. */
export const mostBytes = 2 ** 27

/** The bytes that a place among so many items takes. */
export const placeWidth = (items: number): 2 | 4 => (items > most16 + 1 ? 4 : 2)

export interface Head extends ModelFacts {
  /** What one unit of weight is worth. */
  readonly unit: number
  readonly items: readonly string[]
}
