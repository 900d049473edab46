import type { SubjectCommand } from '../../core/subject/command.js'
import { type SubjectJson, subjectOf } from '../../core/subject/state.js'
import { nobody, type Subject } from '../../core/subject/subject.js'
import type { LastingPart } from '../picture/local-part.js'
import type { Shelter } from '../storage/shelter.js'

/** The server's last word on a subject, as it stands in storage. */
export interface Home {
  /** New with each writing, so that a tab sees whether it has read this one. */
  readonly stamp: string
  /** The server's revision, and the tag by which to ask whether it still holds. */
  readonly rev: number
  readonly etag?: string
  readonly state: SubjectJson
  /** Keys of the outbox that this word answers: what is still there under them is only to be deleted. */
  readonly done: readonly string[]
}

/** What the device alone knows, as it stands in storage. */
export interface KeptLocal extends LastingPart {
  readonly stamp: string
}

/** Commands that were written in one step. */
export interface Entry {
  readonly key: string
  readonly commands: readonly SubjectCommand[]
}

/** Whose device this is now; stands in the place that needs no subject to be found. */
export interface Who {
  readonly id: string | null
  /** What was said as nobody is this person's: their first exchange was among it. */
  readonly adopts: boolean
  /** The browser's session has yet to be ended at the server. */
  readonly ending: boolean
}

export const outboxKey = 'outbox:'

/** A place in storage, read in one step. */
export interface Stored {
  readonly home: Home | undefined
  readonly local: KeptLocal | undefined
  /** In the order in which they were said. */
  readonly outbox: readonly Entry[]
  /** Keys of the outbox that are left over from a page that was closed in between. */
  readonly leftOver: readonly string[]
}

/** @returns `undefined` where the place cannot be read now */
export async function readPlace(place: Shelter): Promise<Stored | undefined> {
  const entries = await place.entries()
  if (!entries) return undefined
  const home = entries.get('home') as Home | undefined
  const done = new Set(home?.done)
  const outbox = [...entries]
    .filter(([key]) => key.startsWith(outboxKey))
    .map(([key, commands]): Entry => ({ key, commands: commands as readonly SubjectCommand[] }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  return {
    home,
    local: entries.get('local') as KeptLocal | undefined,
    outbox: outbox.filter(({ key }) => !done.has(key)),
    leftOver: outbox.filter(({ key }) => done.has(key)).map(({ key }) => key),
  }
}

export const whoIn = (kept: unknown): Who => (kept as Who | undefined) ?? { id: null, adopts: false, ending: false }

/** Brings along what was said as nobody: written in the new place before it leaves the old one. */
export async function bringAlong(door: Shelter, place: Shelter, id: string): Promise<void> {
  const [left, there] = [await readPlace(door), await readPlace(place)]
  if (!left || (left.outbox.length === 0 && !left.local)) return
  const moved = left.outbox.map(({ key, commands }) => [key, commands.map((one) => ({ ...one, subject: id }))] as const)
  await place.setMany([...moved, ...(left.local && !there?.local ? [['local', left.local] as const] : [])])
  await door.delMany([...left.outbox.map(({ key }) => key), ...left.leftOver, 'local', 'home'])
}

/** What cannot be read any more is asked of the server again. */
export function confirmedBy(home: Home | undefined): Subject {
  try {
    return home ? subjectOf(home.state) : nobody
  } catch {
    return nobody
  }
}
