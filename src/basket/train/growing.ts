/** Whole numbers, four bytes each, that grow at the end. */
export interface Growing {
  push(value: number): void
  /** Forgets what was pushed after so many. */
  cut(length: number): void
  readonly length: number
  /** What was pushed so far; it is not told of what is pushed later. */
  values(): Uint32Array
}

/** A list of whole numbers below 2^32 that takes half the memory of an array. */
export function growing(): Growing {
  let room = new Uint32Array(1024)
  let length = 0
  return {
    push(value) {
      if (length === room.length) {
        const wider = new Uint32Array(room.length * 2)
        wider.set(room)
        room = wider
      }
      room[length++] = value
    },
    cut(to) {
      length = Math.min(length, to)
    },
    get length() {
      return length
    },
    values: () => room.subarray(0, length),
  }
}
