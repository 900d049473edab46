import { createHash } from 'node:crypto'
import { headAt, placeWidth } from '../../../src/basket/model/layout.js'

/** Closes bytes as training does, whatever they say: a lie with its length and checksum in order. */
export function sealed(unsealed: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(unsealed.length + 32)
  bytes.set(unsealed)
  new DataView(bytes.buffer).setUint32(6, bytes.length, true)
  bytes.set(createHash('sha256').update(bytes.subarray(0, -32)).digest(), bytes.length - 32)
  return bytes
}

/** A model's bytes by its parts, each to be lied about. */
export interface Parts {
  head: string | Uint8Array
  counts: number[]
  steps: number[]
  targets: number[]
  weights: number[]
}

export const written = (
  { head, counts, steps, targets, weights }: Parts,
  width = placeWidth(counts.length),
): Uint8Array => {
  const headBytes = typeof head === 'string' ? Buffer.from(head) : head
  const bytes = Buffer.alloc(
    headAt + headBytes.length + (counts.length + steps.length) * 2 + targets.length * width + weights.length,
  )
  bytes.write('EHBM', 'latin1')
  bytes.writeUInt16LE(1, 4)
  bytes.writeUInt32LE(headBytes.length, 10)
  bytes.set(headBytes, headAt)
  let at = headAt + headBytes.length
  for (const value of [...counts, ...steps]) at = bytes.writeUInt16LE(value, at)
  for (const target of targets) at = bytes.writeUIntLE(target, at, width)
  bytes.set(weights, at)
  return sealed(bytes)
}
