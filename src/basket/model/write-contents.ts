import { sha256 } from '../../core/sha256.js'
import { type Head, hashLength, headAt, magic, placeWidth, version } from './layout.js'
import type { Quantised } from './quantised.js'

/** The bytes of a model, as `layout.ts` says. */
export function writeContents(head: Head, { counts, steps, targets, inSteps }: Quantised): Uint8Array<ArrayBuffer> {
  const headBytes = new TextEncoder().encode(JSON.stringify(head))
  const width = placeWidth(head.items.length)
  const rows = counts.length
  const length = headAt + headBytes.length + rows * 4 + targets.length * (width + 1) + hashLength
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  bytes.set(magic)
  view.setUint16(4, version, true)
  view.setUint32(6, length, true)
  view.setUint32(10, headBytes.length, true)
  bytes.set(headBytes, headAt)
  let at = headAt + headBytes.length
  for (const count of counts) at = put16(view, at, count)
  for (const step of steps) at = put16(view, at, step)
  for (const target of targets) at = width === 2 ? put16(view, at, target) : put32(view, at, target)
  bytes.set(inSteps, at)
  bytes.set(bytesOf(sha256(bytes.subarray(0, -hashLength))), length - hashLength)
  return bytes
}

const bytesOf = (hex: string): readonly number[] =>
  Array.from({ length: hashLength }, (_, nth) => Number.parseInt(hex.slice(nth * 2, nth * 2 + 2), 16))

function put16(view: DataView, at: number, value: number): number {
  view.setUint16(at, value, true)
  return at + 2
}

function put32(view: DataView, at: number, value: number): number {
  view.setUint32(at, value, true)
  return at + 4
}
