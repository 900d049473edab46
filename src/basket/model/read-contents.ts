import { ok, type Result } from '../../core/result.js'
import { sha256 } from '../../core/sha256.js'
import type { Contents } from './contents.js'
import { factsOf, readHead } from './head.js'
import { hashLength, headAt, magic, mostBytes, placeWidth, version } from './layout.js'
import { type ModelRefusal, refuseModel } from './model-refusal.js'

type Read<Value> = Result<Value, ModelRefusal>

/**
 * What bytes say that come from anywhere. Nothing in them is believed: lengths and places are looked at before they are
 * used, and the rows have to fill what is there to the byte.
 */
export function readContents(bytes: Uint8Array): Read<Contents> {
  const frame = readFrame(bytes)
  if (!frame.ok) return frame
  const { view, checksum } = frame.value
  const rowsAt = headAt + view.getUint32(10, true)
  const rowsEnd = bytes.length - hashLength
  if (rowsAt > rowsEnd) return refuseModel('damaged', { what: 'head' })
  const head = readHead(bytes.subarray(headAt, rowsAt))
  if (typeof head === 'string') return refuseModel('damaged', { what: head })
  const { unit, items } = head
  const rows = readRows(new DataView(view.buffer, view.byteOffset + rowsAt, rowsEnd - rowsAt), items.length)
  if (!rows) return refuseModel('damaged', { what: 'rows' })
  return ok({ facts: factsOf(head), checksum, items: Object.freeze(items), unit, ...rows })
}

/** What stands around: that it is a model, whole and unchanged. */
function readFrame(bytes: Uint8Array): Read<{ readonly view: DataView; readonly checksum: string }> {
  const { length } = bytes
  if (length > mostBytes) return refuseModel('too_large', { bytes: length, most: mostBytes })
  if (length === 0 || magic.some((byte, at) => at < length && bytes[at] !== byte)) return refuseModel('not_a_model')
  if (length < headAt + hashLength) return refuseModel('truncated', { bytes: length })
  const view = new DataView(bytes.buffer, bytes.byteOffset, length)
  const written = view.getUint16(4, true)
  if (written !== version) return refuseModel('wrong_version', { version: written, reads: version })
  const whole = view.getUint32(6, true)
  if (whole > length) return refuseModel('truncated', { bytes: length, of: whole })
  const checksum = hexOf(bytes.subarray(length - hashLength))
  if (whole < length || sha256(bytes.subarray(0, -hashLength)) !== checksum)
    return refuseModel('damaged', { what: 'checksum' })
  return ok({ view, checksum })
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The rows of so many items; `undefined` where they are not as they have to be. */
function readRows(view: DataView, rows: number): Pick<Contents, 'starts' | 'targets' | 'weights'> | undefined {
  const width = placeWidth(rows)
  if (view.byteLength < rows * 4) return undefined
  const starts = new Uint32Array(rows + 1)
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row] as number) + view.getUint16(row * 2, true)
  const count = starts[rows] as number
  const targetsAt = rows * 4
  const weightsAt = targetsAt + count * width
  if (view.byteLength !== weightsAt + count) return undefined
  const targets = new Uint32Array(count)
  const weights = new Uint32Array(count)
  for (let row = 0; row < rows; row++) {
    const step = view.getUint16((rows + row) * 2, true)
    let least = 0
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
      const target = width === 2 ? view.getUint16(targetsAt + at * 2, true) : view.getUint32(targetsAt + at * 4, true)
      const weight = step * view.getUint8(weightsAt + at)
      if (target < least || target >= rows || weight === 0) return undefined
      least = target + 1
      targets[at] = target
      weights[at] = weight
    }
  }
  return { starts, targets, weights }
}
