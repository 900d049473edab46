import { type Ask, askOf } from '../program/ask.js'
import type { Program } from '../program/program.js'
import type { Basis } from '../program/purpose.js'
import { runs } from '../subject/consent.js'
import type { Act, Evidence } from '../subject/envelope.js'
import type { Event, SealedEvent } from '../subject/event.js'
import { remember } from '../subject/remember.js'
import type { Said } from '../subject/said.js'
import { type Ground, groundsOf, nobody, type Subject } from '../subject/subject.js'

/** One decided command of a subject's log, as far as records are made of it. A store's `LogLine` is one. */
export interface RecordedCommand {
  readonly subject: string
  /** The version of the subject that it made. */
  readonly version: number
  readonly command: string
  /** When it was recorded, epoch milliseconds. */
  readonly at: number
  readonly said: Said
  readonly events: readonly SealedEvent[]
}

/** What one command said of consents and other grounds: who, shown what, by what act, where, when. */
export interface ConsentRecord {
  /** The command's id, a UUID. */
  readonly id: string
  readonly subject: string
  /** The version is that of the notice which was shown; of what was said without one, the last that was shown before. */
  readonly program: { readonly id: string; readonly version: number }
  readonly offer?: string
  readonly touchpoint: string
  readonly act?: Act
  readonly notice?: Evidence['notice']
  /** When it was said, and when it was recorded; epoch milliseconds. */
  readonly givenAt: number
  readonly recordedAt: number
  readonly actor?: string
  readonly medium?: string
  readonly reference?: string
  /** SHA-256 of the printed notice that lay before them, as lower-case hex. */
  readonly printed?: string
  readonly entries: readonly ConsentEntry[]
}

/** What became of one field's use for one purpose. */
export interface ConsentEntry {
  readonly purpose: string
  readonly field: string
  readonly basis: Basis
  /** `unconfirmed` becomes `granted` once its identifier is confirmed; what was left is `withdrawn` as well. */
  readonly status: 'granted' | 'renewed' | 'refused' | 'unconfirmed' | 'withdrawn' | 'objected' | 'expired'
  readonly until?: number
  /** What was agreed to in substance (`termsOf`). */
  readonly terms?: string
}

/** A subject while its log is read again. */
interface Read {
  subject: Subject
  /** The program's version that it was last shown. */
  shown: number | undefined
  /** By pair, the record and entry that wait for an identifier to be confirmed. */
  readonly waits: Map<string, { readonly record: number; readonly entry: number }>
}

const keyOf = ({ purpose, field }: { readonly purpose: string; readonly field: string }) => `${purpose} ${field}`

/**
 * The records of consents and other grounds, one for each command that said something of them, in the order of the
 * lines: grants, refusals, withdrawals, objections, and what ended by itself. Names no value.
 *
 * @param program for what the log does not say: the basis of what was refused, the fields of what was objected to
 * @param lines   of one subject or several, of each from its first on and in order
 *
 * @example
 * const records = recordsOf(shop, lines)
 * const newsletter = records.flatMap(({ entries }) => entries).filter(({ purpose }) => purpose === 'newsletter')
 */
export function recordsOf(program: Program, lines: readonly RecordedCommand[]): readonly ConsentRecord[] {
  const all = new Map<string, Read>()
  const records: ConsentRecord[] = []
  for (const line of lines) {
    const read = all.get(line.subject) ?? { subject: nobody, shown: undefined, waits: new Map() }
    all.set(line.subject, read)
    read.shown = line.said.notice?.version ?? read.shown
    const before = read.subject
    const after = { ...line.events.map(asEvent).reduce(remember, before), version: line.version }
    read.subject = after
    confirm(records, read, line)
    const entries = entriesOf(program, line, before, after)
    if (entries.length === 0) continue
    for (const [entry, one] of entries.entries()) {
      if (one.status === 'unconfirmed') read.waits.set(keyOf(one), { record: records.length, entry })
      else read.waits.delete(keyOf(one))
    }
    records.push(recordOf(program, line, read.shown, entries))
  }
  return records
}

/** The value of what was learned is not in the log, and no record needs it. */
const asEvent = (event: SealedEvent): Event => (event.type === 'learned' ? { ...event, value: null } : event)

/** What waited for an identifier waits no longer: its own record says so from now on. */
function confirm(records: ConsentRecord[], { waits }: Read, { events }: RecordedCommand): void {
  for (const event of events) {
    if (event.type !== 'effective') continue
    const place = waits.get(keyOf(event))
    const record = place && records[place.record]
    if (!record) continue
    const entries = record.entries.map((one, n) => (n === place.entry ? { ...one, status: 'granted' as const } : one))
    records[place.record] = { ...record, entries }
    waits.delete(keyOf(event))
  }
}

function recordOf(
  { id, version }: Program,
  line: RecordedCommand,
  shown: number | undefined,
  entries: readonly ConsentEntry[],
): ConsentRecord {
  const { type: _, ...said } = line.said
  const offer = line.events
    .map((event) => ('offer' in event ? event.offer : undefined))
    .find((one) => one !== undefined)
  return {
    id: line.command,
    subject: line.subject,
    program: { id, version: shown ?? version },
    ...(offer !== undefined && { offer }),
    ...said,
    recordedAt: line.at,
    entries,
  }
}

function entriesOf(program: Program, line: RecordedCommand, before: Subject, after: Subject): ConsentEntry[] {
  const found = new Map<string, ConsentEntry>()
  const say = (pair: { purpose: string; field: string }, status: ConsentEntry['status'], ground?: Ground) => {
    const { purpose, field } = pair
    const { until, terms } =
      status === 'granted' || status === 'renewed' || status === 'unconfirmed' ? (ground ?? {}) : {}
    const basis =
      ground?.basis ?? before.grounds[purpose]?.[field]?.basis ?? program.purposes[purpose]?.basis ?? 'consent'
    found.set(keyOf(pair), {
      ...{ purpose, field, basis, status },
      ...(until !== undefined && { until }),
      ...(terms !== undefined && { terms }),
    })
  }
  for (const event of line.events) {
    if (event.type === 'granted') {
      const was = runs(before.grounds[event.purpose]?.[event.field], line.at)
      say(event, was ? 'renewed' : 'granted', after.grounds[event.purpose]?.[event.field])
    } else if (event.type === 'unconfirmed') say(event, 'unconfirmed', after.grounds[event.purpose]?.[event.field])
    else if (event.type === 'refused' || event.type === 'withdrawn' || event.type === 'expired') say(event, event.type)
    else if (event.type === 'objected')
      for (const pair of objectedTo(program, before, event.purpose)) say(pair, 'objected')
    else if (event.type === 'left')
      for (const pair of endedBy(before, after)) if (!found.has(keyOf(pair))) say(pair, 'withdrawn')
  }
  return [...found.values()]
}

/** What rested on what was left, and on nothing else. */
const endedBy = (before: Subject, after: Subject) =>
  groundsOf(before).filter(
    ({ purpose, field, ground }) => ground.status === 'granted' && !after.grounds[purpose]?.[field],
  )

/** What stood for the purpose; where nothing did, what the program would ask for it. */
function objectedTo({ offers }: Program, before: Subject, purpose: string): { purpose: string; field: string }[] {
  const stood = Object.keys(before.grounds[purpose] ?? {})
  const asked = Object.values(offers).flatMap(({ for: own, asks = {}, asksOneOf = [], uses = {}, observes = {} }) => [
    ...[asks, ...asksOneOf].flatMap((group) => fieldsFor(group, own, purpose)),
    ...(own === purpose ? [...Object.keys(uses), ...Object.keys(observes)] : []),
  ])
  return [...new Set(stood.length > 0 ? stood : asked)].map((field) => ({ purpose, field }))
}

const fieldsFor = (asks: { readonly [field: string]: string | Ask }, own: string, purpose: string): string[] =>
  Object.entries(asks).flatMap(([field, ask]) => ((askOf(ask).for ?? own) === purpose ? [field] : []))
