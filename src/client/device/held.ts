import type { Plan } from '../../core/program/plan.js'
import type { Initial, StateReply } from '../../core/subject/batch.js'
import type { SubjectCommand } from '../../core/subject/command.js'
import type { Subject } from '../../core/subject/subject.js'
import type { Clock } from '../../ports/clock.js'
import type { OpenStorage } from '../../ports/storage.js'
import type { NewId } from '../browser/new-id.js'
import { createTurns, type News } from '../browser/tabs.js'
import { type Board, foldOver, type Picture } from '../picture/board.js'
import { createPlaces, type Places } from '../storage/places.js'
import type { Shelter } from '../storage/shelter.js'
import {
  type Entry,
  type Founding,
  type Home,
  nobodyYet,
  outboxKey,
  readPlace,
  type SaidUnder,
  type Stored,
  type Who,
} from './home.js'
import { createWaiting, type Waiting } from './waiting.js'

/** What is held in memory of the person who is here: as storage had it when it was last read, and what is on its way there. */
export interface Held {
  who: Who
  /** The place that needs no subject to be found. */
  door: Shelter
  /** The place of who is here. */
  place: Shelter
  home: Home | undefined
  localStamp: string | undefined
  entries: readonly Entry[]
  /** What others said who have left. */
  behind: readonly Entry[]
  /** Said, and not written yet. */
  queue: readonly SubjectCommand[]
  writing: Promise<void> | undefined
  saving: Promise<void> | undefined
  /** The local part of who was here, while the page is put aside and shows nobody. */
  aside: Subject | undefined
  /** Something may have been deleted from outside. */
  isLost: boolean
  isClosed: boolean
  /** Ids of the answers that were told on this page. */
  readonly told: Set<string>
  readonly plan: Plan
  /** By which this page says things. */
  readonly own: SaidUnder
  readonly board: Board
  readonly clock: Clock
  readonly newId: NewId
  readonly tell: (news: News) => void
  /** What the page came with. */
  readonly initial: Initial | undefined
  /** Whoever was here before has only walked away: their session ends before anything is said in it. */
  readonly endsVisits: boolean
  /** Every step on storage waits for the one before it. */
  readonly inTurn: ReturnType<typeof createTurns>
  readonly opened: Places
  readonly waiting: Waiting
}

export interface HeldBy extends Pick<Held, 'plan' | 'board' | 'clock' | 'newId' | 'tell' | 'initial' | 'endsVisits'> {
  readonly open: OpenStorage
  /** Unique to the program. */
  readonly name: string
}

/** @param lost told that something may have been deleted from outside; says whether it may be written again */
export function createHeld({ open, name, ...given }: HeldBy, lost: () => boolean): Held {
  const { board } = given
  const { version, language } = given.plan.program
  const opened = createPlaces(open, name, {
    lost,
    trouble(reason) {
      if (reason !== board.get().reason) board.set({ storage: reason === undefined ? 'durable' : 'memory', reason })
    },
  })
  // At once: the browser looks for it while the rest of the client is made.
  void opened(null)
  return {
    ...given,
    who: nobodyYet,
    // There from the first turn on, which is `load`.
    ...({} as Pick<Held, 'door' | 'place'>),
    home: undefined,
    localStamp: undefined,
    entries: [],
    behind: [],
    queue: [],
    writing: undefined,
    saving: undefined,
    aside: undefined,
    isLost: false,
    isClosed: false,
    told: new Set(),
    own: { version, ...(language !== undefined && { language }) },
    inTurn: createTurns(),
    opened,
    waiting: createWaiting(),
  }
}

/** What storage holds of who is here; what is said from now on sorts after it, whatever the clock says. */
export async function readHere({ place, clock, newId }: Held): Promise<Stored | undefined> {
  const stored = await readPlace(place, clock())
  for (const { key } of [...(stored?.outbox ?? []), ...(stored?.behind ?? [])]) newId.after(key.slice(outboxKey.length))
  return stored
}

export function takeOutbox(held: Held, { outbox, behind }: Pick<Stored, 'outbox' | 'behind'> = nothing): void {
  held.entries = outbox
  // What others have left lies at the door.
  if (held.place === held.door) held.behind = behind
}

const nothing = { outbox: [], behind: [] }

/** @param done keys of the outbox that this word answers */
export function keepWord(
  held: Held,
  reply: StateReply,
  etag: string | undefined,
  done: readonly string[],
  founding?: Founding,
): void {
  const { rev, state } = reply
  held.home = state
    ? { stamp: held.newId(), rev, ...(etag && { etag }), ...(founding && { founding }), state, done }
    : undefined
}

/** Shows a change with everything unsent on top. */
export function show({ plan, board, entries, queue, behind, who, aside }: Held, change: Partial<Picture>): void {
  if (aside) return
  const unsent = [...entries.flatMap(({ commands }) => commands), ...queue]
  const confirmed = change.confirmed ?? board.get().confirmed
  const others = who.id === null ? behind.flatMap(({ commands }) => commands).length : 0
  board.set({ ...change, unsent, behind: others, optimistic: foldOver(plan, confirmed, unsent) })
}
