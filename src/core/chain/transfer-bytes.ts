import type { Transfer } from '../points/transfer.js'
import { lengthOf, utf8, writeNumber, writeText } from './json-bytes.js'

interface Line {
  readonly kind: 'transfer'
  readonly subject: string
  readonly transfer: Transfer
}

/** The entry of a plain transfer, and where in it each value begins. It depends on how long the values are. */
interface Layout {
  readonly bytes: Uint8Array
  readonly subject: number
  readonly amount: number
  readonly at: number
  readonly balance: number
  readonly code: number
  readonly currency: number
  readonly key: number
  readonly kind: number
  readonly available: number
  readonly expires: number
  readonly seq: number
  /** The instants that stand in it. */
  readonly last: { at: number; available: number; expires: number }
}

const [uuid, instant, mostLayouts] = [36, 13, 4_096] as const

/**
 * Writes what most lines are, transfers with nothing but what an award or a simple spending has: the bytes that any
 * writer of RFC 8785 would write, for less. Of another line it says `undefined`.
 *
 * Only values are written: what stands between them is still there from the last entry whose values were as long.
 */
export function transferBytes(): (line: Line) => Uint8Array | undefined {
  const layouts = new Map<number, Layout>()
  return (line) => {
    if (!isPlain(line)) return undefined
    const { subject, transfer } = line
    const { amount, at, balanceAfter, code, currency, key, kind, seq, lot } = transfer
    const [amountLength, balanceLength, seqLength] = [lengthOf(amount), lengthOf(balanceAfter), lengthOf(seq)]
    const lengths =
      (((((amountLength * 17 + balanceLength) * 17 + seqLength) * 2 + (lot ? 1 : 0)) * 64 + currency.length) * 16 +
        kind.length) *
        64 +
      (code === undefined ? 0 : code.length + 1)
    let to = layouts.get(lengths)
    if (to === undefined) {
      if (layouts.size >= mostLayouts) return undefined
      to = layoutOf(transfer)
      layouts.set(lengths, to)
    }
    const { bytes } = to
    writeNumber(bytes, to.amount, amount, amountLength)
    writeInstant(bytes, to.at, at, to.last.at)
    to.last.at = at
    writeNumber(bytes, to.balance, balanceAfter, balanceLength)
    writeNumber(bytes, to.seq, seq, seqLength)
    if (lot) {
      writeInstant(bytes, to.available, lot.availableAt, to.last.available)
      writeInstant(bytes, to.expires, lot.expiresAt, to.last.expires)
      to.last.available = lot.availableAt
      to.last.expires = lot.expiresAt
    }
    const isWritten =
      writeText(bytes, to.subject, subject) &&
      writeText(bytes, to.key, key) &&
      writeText(bytes, to.currency, currency) &&
      writeText(bytes, to.kind, kind) &&
      (code === undefined || writeText(bytes, to.code, code))
    return isWritten ? bytes : undefined
  }
}

/** Instants that follow one another are alike: of most, the first eight digits stand there from the last one. */
function writeInstant(into: Uint8Array, at: number, number: number, last: number): void {
  if (number === last) return
  const high = Math.floor(number / 1e5)
  if (high === Math.floor(last / 1e5)) writeNumber(into, at + 8, number - high * 1e5, 5)
  else writeNumber(into, at, number, instant)
}

function isPlain(line: Line): boolean {
  const { subject, transfer } = line
  const { amount, at, balanceAfter, code, currency, key, kind, seq, lot, actor } = transfer
  const optional = (code === undefined ? 0 : 1) + (lot === undefined ? 0 : 1) + (actor === undefined ? 0 : 1)
  if (count(line) !== 3 || count(transfer) !== 8 + optional || transfer.reason === undefined) return false
  if (lot !== undefined && !(count(lot) === 2 && isInstant(lot.availableAt) && isInstant(lot.expiresAt))) return false
  if (!(isWhole(amount) && isWhole(balanceAfter) && isWhole(seq) && isInstant(at))) return false
  if (code !== undefined && code.length > 62) return false
  return subject.length === uuid && key.length === uuid && currency.length < 64 && kind.length < 16
}

/** How many names an object has. */
function count(part: object): number {
  let names = 0
  for (const _ in part) names++
  return names
}

const isWhole = (number: number): boolean => Number.isSafeInteger(number) && number >= 0

/** Thirteen digits: until the year 2286. */
const isInstant = (number: number): boolean => Number.isSafeInteger(number) && number >= 1e12 && number < 1e13

function layoutOf({ amount, balanceAfter, code, currency, kind, seq, lot }: Transfer): Layout {
  let text = '{"kind":"transfer","subject":"'
  /** Leaves room for a value of this length, and says where. */
  const room = (length: number): number => {
    text += ' '.repeat(length)
    return text.length - length
  }
  /** Goes on to where the next value begins. */
  const next = (between: string, length: number): number => {
    text += between
    return room(length)
  }
  const places = {
    subject: room(uuid),
    amount: next('","transfer":{"amount":', lengthOf(amount)),
    at: next(',"at":', instant),
    balance: next(',"balanceAfter":', lengthOf(balanceAfter)),
    code: code === undefined ? 0 : next(',"code":"', code.length),
    currency: next(`${code === undefined ? '' : '"'},"currency":"`, currency.length),
    key: next('","key":"', uuid),
    kind: next('","kind":"', kind.length),
    available: lot === undefined ? 0 : next('","lot":{"availableAt":', instant),
    expires: lot === undefined ? 0 : next(',"expiresAt":', instant),
    seq: next(`${lot === undefined ? '"' : '}'},"seq":`, lengthOf(seq)),
  }
  return { bytes: utf8(`${text}}}`), ...places, last: { at: 0, available: 0, expires: 0 } }
}
