import type { Json } from '../json.js'

/**
 * Writes RFC 8785: JSON without spaces, the names of each object sorted by their UTF-16 units, in UTF-8. What is
 * written is hashed and forgotten, so one buffer serves all.
 *
 * RFC 8785 has no text for half a surrogate pair: it is escaped as `JSON.stringify` does it, so that nothing that
 * somebody sends can bring a chain to a halt.
 */
export interface JsonBytes {
  begin(): void
  /** Writes what is JSON already, in ASCII. */
  raw(ascii: Uint8Array): void
  /** Writes a value. What is `undefined` in an object is left out. */
  value(value: Json): void
  /** Writes an object without the names that are left out of parts; of what is inside it nothing is left out. */
  part(value: { readonly [name: string]: Json }): void
  /** What was written since `begin`; gone with the next one. */
  end(): Uint8Array
}

/** What objects with the same names in the same order have in common, found name by name. */
interface Shape {
  readonly next: Map<string, Shape>
  /** In the order in which they are written; made when first needed. */
  members: readonly Member[] | undefined
}

interface Member {
  readonly name: string
  /** A comma, the name and a colon. */
  readonly head: Uint8Array
}

const shape = (): Shape => ({ next: new Map(), members: undefined })

/** Programs have a few hundred shapes. Whoever sends names of their own choice fills no memory with them. */
const mostShapes = 10_000

const membersOf = (names: readonly string[], leftOut: readonly string[]): readonly Member[] =>
  names
    .filter((name) => !leftOut.includes(name))
    .sort()
    .map((name) => ({ name, head: utf8(`,${JSON.stringify(name)}:`) }))

/** The members of an object by its names: sorted once per shape. */
function shapes(leftOut: readonly string[]): (names: readonly string[]) => readonly Member[] {
  const root = shape()
  let count = 0
  return (names) => {
    let one = root
    for (const name of names) {
      let next = one.next.get(name)
      if (next === undefined) {
        if (count >= mostShapes) return membersOf(names, leftOut)
        count++
        next = shape()
        one.next.set(name, next)
      }
      one = next
    }
    one.members ??= membersOf(names, leftOut)
    return one.members
  }
}

type Members = { readonly [name: string]: Json | undefined }

const [comma, bracket, bracketEnd, brace, braceEnd, quote, zero] = [0x2c, 0x5b, 0x5d, 0x7b, 0x7d, 0x22, 0x30] as const

/** 1 where a character stands for itself in JSON and is one byte. */
const plain = Uint8Array.from({ length: 65_536 }, (_, code) =>
  Number(code >= 0x20 && code < 0x7f && code !== quote && code !== 0x5c),
)

/** @param leftOut the names that parts are written without */
export function jsonBytes(leftOut: readonly string[] = []): JsonBytes {
  const whole = shapes([])
  const less = shapes(leftOut)
  let bytes = new Uint8Array(4_096)
  let at = 0

  /** Room for so many bytes more. */
  function room(more: number): void {
    if (at + more <= bytes.length) return
    const larger = new Uint8Array(Math.max(bytes.length * 2, at + more))
    larger.set(bytes)
    bytes = larger
  }

  function raw(ascii: Uint8Array): void {
    room(ascii.length)
    const into = bytes
    let to = at
    for (let n = 0; n < ascii.length; n++) into[to++] = ascii[n] as number
    at = to
  }

  function text(text: string): void {
    room(text.length + 2)
    bytes[at] = quote
    if (writeText(bytes, at + 1, text)) {
      at += text.length + 2
      bytes[at - 1] = quote
    } else raw(utf8(JSON.stringify(text)))
  }

  function number(number: number): void {
    if (Number.isSafeInteger(number) && number >= 0) {
      const length = lengthOf(number)
      room(length)
      writeNumber(bytes, at, number, length)
      at += length
    } else raw(utf8(JSON.stringify(number)))
  }

  /** Each member brings its comma; the first one's place is the opening mark's. */
  function close(start: number, open: number, end: number): void {
    room(2)
    if (at === start) at++
    bytes[start] = open
    bytes[at++] = end
  }

  function list(values: readonly Json[]): void {
    const start = at
    for (const one of values) {
      room(1)
      bytes[at++] = comma
      value(one)
    }
    close(start, bracket, bracketEnd)
  }

  function object(from: Members, membersOf: (names: readonly string[]) => readonly Member[]): void {
    const start = at
    for (const { name, head } of membersOf(Object.keys(from))) {
      const one = from[name]
      if (one === undefined) continue
      raw(head)
      value(one)
    }
    close(start, brace, braceEnd)
  }

  function value(any: Json): void {
    if (typeof any === 'string') text(any)
    else if (typeof any === 'number') number(any)
    else if (any === null) raw(words.null)
    else if (typeof any === 'boolean') raw(any ? words.true : words.false)
    else if (Array.isArray(any)) list(any)
    else object(any as Members, whole)
  }

  return {
    begin() {
      at = 0
    },
    raw,
    value,
    part: (members) => object(members, less),
    end: () => bytes.subarray(0, at),
  }
}

/** Writes the characters of a text, where all of them stand for themselves in JSON; else says `false`. */
export function writeText(into: Uint8Array, at: number, text: string): boolean {
  let to = at
  for (let n = 0; n < text.length; n++) {
    const code = text.charCodeAt(n)
    if (plain[code] !== 1) return false
    into[to++] = code
  }
  return true
}

/** Writes a safe integer from zero on, so many digits long. */
export function writeNumber(into: Uint8Array, at: number, number: number, length: number): void {
  // At most 16 digits: two parts that fit 32 bits.
  const high = number < 1e8 ? 0 : Math.floor(number / 1e8)
  const low = high === 0 ? length : 8
  if (high > 0) writeDigits(into, at, high, length - 8)
  writeDigits(into, at + length - low, number - high * 1e8, low)
}

/** Two at a time: dividing is what it costs. */
function writeDigits(into: Uint8Array, at: number, number: number, length: number): void {
  let rest = number | 0
  let to = at + length - 1
  for (; to > at; to -= 2) {
    const hundreds = (rest / 100) | 0
    const two = rest - hundreds * 100
    const tens = (two * 205) >> 11
    into[to] = zero + two - tens * 10
    into[to - 1] = zero + tens
    rest = hundreds
  }
  if (to === at) into[at] = zero + rest
}

/** How many digits a safe integer from zero on has. */
export function lengthOf(number: number): number {
  let length = 1
  for (let limit = 10; number >= limit; limit *= 10) length++
  return length
}

/** A text in UTF-8. The core has no encoder: it runs where there is none. */
export function utf8(text: string): Uint8Array {
  const bytes: number[] = []
  for (const char of text) {
    const code = char.codePointAt(0) as number
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
    else
      bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
  }
  return Uint8Array.from(bytes)
}

const words = { null: utf8('null'), true: utf8('true'), false: utf8('false') }
