import type { Json } from '../json.js'
import type { Transfer } from '../points/transfer.js'
import type { SealedEvent } from '../subject/event.js'
import type { Said } from '../subject/said.js'
import type { Hash } from './block.js'
import { type JsonBytes, jsonBytes, utf8 } from './json-bytes.js'
import { transferBytes } from './transfer-bytes.js'

/** A line of a subject's log, as the chain sees it. */
export interface ChainedLog {
  readonly kind: 'log'
  readonly subject: string
  readonly version: number
  readonly command: string
  readonly at: number
  readonly said: Said
  readonly events: readonly SealedEvent[]
}

/** A line of the ledger, as the chain sees it. */
export interface ChainedTransfer {
  readonly kind: 'transfer'
  readonly subject: string
  readonly transfer: Transfer
}

/** What is chained: one decided command, or one transfer. */
export type ChainedLine = ChainedLog | ChainedTransfer

/** A site's own words: references that may have to go one day. */
const words = ['reason', 'actor', 'reference'] as const

/**
 * What is hashed of a line: all of it but a site's own words (`reason`, `actor`, `reference`). Values stand in it as
 * salted commitments alone; a key that a site gave only as the id that a secret makes of it; what was asked and
 * answered under that id is no part of a line.
 */
export function entryOf(line: ChainedLine): Json {
  if (line.kind === 'transfer') return { ...line, transfer: withoutWords(line.transfer) } as unknown as Json
  return { ...line, said: withoutWords(line.said), events: line.events.map(eventEntry) } as unknown as Json
}

const eventEntry = (event: SealedEvent): object =>
  event.type === 'booked' ? { ...event, transfer: withoutWords(event.transfer) } : withoutWords(event)

const withoutWords = (part: object): object =>
  Object.fromEntries(Object.entries(part).filter(([name]) => !(words as readonly string[]).includes(name)))

/**
 * Writes entries as RFC 8785, one after the other: what one call returns is gone with the next.
 *
 * @example
 * const bytes = entryBytes()
 * const hashes = lines.map((line) => sha256(bytes(line)))
 */
export function entryBytes(): (line: ChainedLine) => Uint8Array {
  const json = jsonBytes(words)
  const plain = transferBytes()
  return (line) => {
    const written = line.kind === 'transfer' ? plain(line) : undefined
    if (written) return written
    json.begin()
    if (line.kind !== 'log' || !plainLog(json, line)) json.value(entryOf(line))
    return json.end()
  }
}

/** The hash that the chain has of a line. */
export function entryHash(hash: Hash): (line: ChainedLine) => string {
  const bytes = entryBytes()
  return (line) => hash(bytes(line))
}

const log = {
  at: utf8('{"at":'),
  command: utf8(',"command":'),
  events: utf8(',"events":['),
  comma: utf8(','),
  said: utf8('],"kind":"log","said":'),
  subject: utf8(',"subject":'),
  version: utf8(',"version":'),
  end: utf8('}'),
}

type Part = { readonly [name: string]: Json }

/** The same bytes, without making what is written first: of a line of the log that books nothing. */
function plainLog(json: JsonBytes, line: ChainedLog): boolean {
  if (Object.keys(line).length !== 7 || line.events.some(({ type }) => type === 'booked')) return false
  json.raw(log.at)
  json.value(line.at)
  json.raw(log.command)
  json.value(line.command)
  json.raw(log.events)
  for (let n = 0; n < line.events.length; n++) {
    if (n > 0) json.raw(log.comma)
    json.part(line.events[n] as unknown as Part)
  }
  json.raw(log.said)
  json.part(line.said as unknown as Part)
  json.raw(log.subject)
  json.value(line.subject)
  json.raw(log.version)
  json.value(line.version)
  json.raw(log.end)
  return true
}
