import { recordOf } from '../../core/json.js'
import type { SubjectCommand } from '../../core/subject/command.js'
import { type SubjectJson, subjectOf } from '../../core/subject/state.js'
import { nobody, type Subject } from '../../core/subject/subject.js'
import type { LastingPart } from '../picture/local-part.js'
import type { Shelter } from '../storage/shelter.js'
import { type Draft, type Drafts, draftKey, isPast } from './drafts.js'
import { isOver, type Parked, parkedEntry, parkedKey } from './parked.js'

/** The server's last word on a subject, as it stands in storage. */
export interface Home {
  /** New with each writing, so that a tab sees whether it has read this one. */
  readonly stamp: string
  /** The server's revision, and the tag by which to ask whether it still holds. */
  readonly rev: number
  readonly etag?: string
  readonly state: SubjectJson
  /** By what somebody has just begun here. */
  readonly founding?: Founding
  /** Keys of the outbox that this word answers: what is still there under them is only to be deleted. */
  readonly done: readonly string[]
}

/** What the device alone knows, as it stands in storage. */
export interface KeptLocal extends LastingPart {
  readonly stamp: string
}

/** The program by which something was said: what was shown then is the evidence. */
export interface SaidUnder {
  readonly version: number
  readonly language?: string
}

/** Commands that were written in one step, as they stand in storage. */
export interface KeptEntry {
  readonly program: SaidUnder
  readonly commands: readonly SubjectCommand[]
  /** Who said it has left, as nobody, before it could be sent: a mark of their own. */
  readonly leftBy?: string
}

/**
 * By what somebody began here, as it was sent. Browsers write cookies to the disk half a minute late: killed before, they
 * know the person and have no session any more. The server finds both again by what founded them, and by nothing else.
 */
export interface Founding extends KeptEntry {
  /** Epoch milliseconds. */
  readonly at: number
}

export interface Entry extends KeptEntry {
  readonly key: string
}

/** Whose device this is now; stands in the place that needs no subject to be found. */
export interface Who {
  readonly id: string | null
  /** What was said as nobody is this person's: their first exchange was among it. */
  readonly adopts: boolean
  /** Since when they were here as nobody, where they adopt: it may have been another nobody than a page remembers. */
  readonly from?: number
  /** The browser's session has yet to be ended at the server. */
  readonly ending: boolean
  /** When somebody else was here last, epoch ms: of whoever it was, no page that was rendered before is believed. */
  readonly since: number
  /** Who was here before, as long as what they leave has not been cleared away; and whether what is unsent stays. */
  readonly after?: Leaving
}

export interface Leaving {
  readonly id: string | null
  readonly unsent: 'send' | 'drop'
}

export const isSamePerson = (a: Who, b: Who): boolean => a.id === b.id && a.since === b.since

/** The same, or what nobody has become by an exchange. */
export const isStillThem = (now: Who, before: Who): boolean =>
  isSamePerson(now, before) || (now.adopts && before.id === null && now.from === before.since)

/** Told apart, for what is said under one program travels together. */
export const isSameProgram = (a: SaidUnder, b: SaidUnder): boolean =>
  a.version === b.version && a.language === b.language

export const outboxKey = 'outbox:'

/** A place in storage, read in one step. */
export interface Stored {
  readonly home: Home | undefined
  readonly local: KeptLocal | undefined
  /** In the order in which they were said. */
  readonly outbox: readonly Entry[]
  /** What others said who have left: for the server alone. */
  readonly behind: readonly Entry[]
  readonly parked: readonly Parked[]
  readonly drafts: Drafts
  /** Keys of what is over, or was left over from a page that was closed in between. */
  readonly leftOver: readonly string[]
}

/** @returns `undefined` where the place cannot be read now */
export async function readPlace(place: Shelter, now: number): Promise<Stored | undefined> {
  const entries = await place.entries()
  if (!entries) return undefined
  const home = entries.get('home') as Home | undefined
  const done = new Set(home?.done)
  const under = <Value>(prefix: string, isLeftOver: (value: Value, key: string) => boolean) => {
    const all = [...entries].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1))
    const kept: (readonly [key: string, value: Value])[] = []
    for (const [key, value] of all as [string, Value][])
      if (isLeftOver(value, key)) leftOver.push(key)
      else kept.push([key, value])
    return kept
  }
  const leftOver: string[] = []
  const outbox = under<KeptEntry>(outboxKey, (_, key) => done.has(key))
  const parked = under<Parked>(parkedKey, (one) => isOver(one, now))
  const drafts = under<Draft>(draftKey, (one) => isPast(one, now))
  const said = outbox.map(([key, kept]) => ({ key, ...kept }))
  return {
    home,
    local: entries.get('local') as KeptLocal | undefined,
    outbox: said.filter(({ leftBy }) => leftBy === undefined),
    behind: said.filter(({ leftBy }) => leftBy !== undefined),
    parked: parked.map(([, one]) => one),
    drafts: recordOf(drafts.map(([key, draft]) => [key.slice(draftKey.length), draft])),
    leftOver,
  }
}

export const nobodyYet: Who = { id: null, adopts: false, ending: false, since: 0 }

export const whoIn = (kept: unknown): Who => (kept as Who | undefined) ?? nobodyYet

/** Brings along what was said as nobody: written in the new place before it leaves the old one. */
export async function bringAlong(door: Shelter, place: Shelter, id: string, now: number): Promise<void> {
  const left = await readPlace(door, now)
  if (!left) return
  const theirs = <Command extends SubjectCommand>(command: Command): Command => ({ ...command, subject: id })
  const moved: (readonly [key: string, value: unknown])[] = [
    ...left.outbox.map(({ key, ...kept }) => [key, { ...kept, commands: kept.commands.map(theirs) }] as const),
    ...left.parked.map((one) => parkedEntry({ ...one, command: theirs(one.command) })),
    ...Object.entries(left.drafts).map(([offer, draft]) => [draftKey + offer, draft] as const),
  ]
  if (moved.length === 0 && !left.local) return
  const there = left.local && (await readPlace(place, now))
  await place.setMany([...moved, ...(left.local && !there?.local ? [['local', left.local] as const] : [])])
  await door.delMany([...moved.map(([key]) => key), ...left.leftOver, 'local', 'home'])
}

/** What cannot be read any more is asked of the server again. */
export function confirmedBy(home: Home | undefined): Subject {
  try {
    return home ? subjectOf(home.state) : nobody
  } catch {
    return nobody
  }
}
