import { look, type View } from '../../core/decision/view.js'
import type { Plan } from '../../core/program/plan.js'
import type { SubjectCommand } from '../../core/subject/command.js'
import { decide } from '../../core/subject/decide.js'
import type { Event } from '../../core/subject/event.js'
import { remember } from '../../core/subject/remember.js'
import { nobody, type Subject } from '../../core/subject/subject.js'
import type { Clock } from '../../ports/clock.js'
import type { Drafts } from '../device/drafts.js'
import type { Parked } from '../device/parked.js'
import type { ClientEvents } from '../events.js'
import { type Snapshot, type Status, statusOf } from '../status.js'
import { createOutputs, type Outputs } from './outputs.js'

/** Everything that the page stands on. Each change replaces it. */
export interface Picture {
  /** `early`: what the page came with, before storage was read. It can be shown; nothing is said upon it. */
  readonly phase: 'loading' | 'early' | 'ready'
  readonly subject: string | null
  /** One more with everybody who comes: what was begun in the name of one is not said in the name of the next. */
  readonly person: number
  /** By the server's last word. */
  readonly confirmed: Subject
  /** What the server has not answered, in order. */
  readonly unsent: readonly SubjectCommand[]
  /** How much else waits to be sent, of people who have left. */
  readonly behind: number
  /** Confirmed, and what is unsent as if the server had agreed. */
  readonly optimistic: Subject
  /** Receive and choose: what never leaves the device. */
  readonly local: Subject
  /** What the server has refused, and nobody has seen to. */
  readonly parked: readonly Parked[]
  /** Answers to offers that are not accepted yet. */
  readonly drafts: Drafts
  readonly storage: Status['storage']
  readonly reason: string | undefined
  readonly connection: Status['connection']
  readonly nextTry: Status['nextTry']
}

type Listeners = { readonly [E in keyof ClientEvents]: Set<(detail: ClientEvents[E]) => void> }

/** Holds the picture, and tells whoever listens that it changed. */
export interface Board {
  get(): Picture
  set(change: Partial<Picture>): void
  /** The picture as decisions read it; made once per change, and anew when something in it has ended. */
  view(): View
  /** The offers whose display on this page was counted, to whoever is here. */
  displayed(): Set<string>
  snapshot(): Snapshot
  readonly outputs: Outputs
  /** Resolves when everything known has been parsed. */
  parsed(): Promise<void>
  /** Calls at once, and after each change: Svelte's store contract. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void
  on<E extends keyof ClientEvents>(event: E, listener: (detail: ClientEvents[E]) => void): () => void
  emit<E extends keyof ClientEvents>(event: E, detail: ClientEvents[E]): void
}

export const blank: Picture = {
  phase: 'loading',
  subject: null,
  person: 0,
  confirmed: nobody,
  unsent: [],
  behind: 0,
  optimistic: nobody,
  local: nobody,
  parked: [],
  drafts: {},
  storage: 'durable',
  reason: undefined,
  connection: 'online',
  nextTry: null,
}

export function createBoard(plan: Plan, clock: Clock, first = blank): Board {
  let picture = first
  let view: View | undefined
  let revision = 0
  let snapshot = pictured(first, 0)
  let parsing: Promise<void> = Promise.resolve()
  let shownTo = first.person
  let displayed = new Set<string>()
  const outputs = createOutputs(plan.program)
  const listeners: Listeners = {
    accepted: new Set(),
    begun: new Set(),
    declined: new Set(),
    dismissed: new Set(),
    shown: new Set(),
    appraised: new Set(),
    settled: new Set(),
    'rolled-back': new Set(),
    parked: new Set(),
  }
  const watching = new Set<(snapshot: Snapshot) => void>()

  const board: Board = {
    outputs,
    get: () => picture,
    snapshot: () => snapshot,
    parsed: () => parsing,
    view() {
      const now = clock()
      if (!view || now >= view.until) view = look(plan, picture.optimistic, picture.local, now, board.displayed())
      return view
    },
    displayed() {
      if (shownTo !== picture.person) {
        shownTo = picture.person
        displayed = new Set()
      }
      return displayed
    },
    set(change) {
      const before = picture
      picture = { ...picture, ...change }
      if (picture.optimistic !== before.optimistic || picture.local !== before.local) {
        view = undefined
        learn()
      }
      publish()
    },
    subscribe(listener) {
      const leave = joining(watching, listener)
      listener(snapshot)
      return leave
    },
    on: (event, listener) => joining(listeners[event], listener),
    emit: (event, detail) => tell(listeners[event], detail),
  }
  function learn(): void {
    const late = outputs.learn([picture.optimistic, picture.local])
    if (late) parsing = late.then(publish)
  }
  function publish(): void {
    revision += 1
    snapshot = pictured(picture, revision)
    tell(watching, snapshot)
  }
  learn()
  return board
}

type Listener<Detail> = (detail: Detail) => void

/** Wrapped, so that one function that joins twice is called twice and leaves one by one. */
function joining<Detail>(listeners: Set<Listener<Detail>>, listener: Listener<Detail>): () => void {
  const one: Listener<Detail> = (detail) => listener(detail)
  listeners.add(one)
  return () => listeners.delete(one)
}

function tell<Detail>(listeners: ReadonlySet<Listener<Detail>>, detail: Detail): void {
  for (const listener of [...listeners])
    try {
      listener(detail)
    } catch (error) {
      // The page's own error is reported as such, and stops nothing here.
      queueMicrotask(() => {
        throw error
      })
    }
}

export const pictured = (picture: Picture, revision: number): Snapshot => {
  const { subject, storage, reason, connection, nextTry } = picture
  const counts = { unsent: picture.unsent.length + picture.behind, parked: picture.parked.length }
  const phase = picture.phase === 'loading' ? 'loading' : 'ready'
  return { phase, subject, revision, status: statusOf({ storage, reason, connection, nextTry, ...counts }) }
}

/** Confirmed, then everything unsent on top. What is refused now stays unsent: the server has the last word. */
export const foldOver = (plan: Plan, confirmed: Subject, unsent: readonly SubjectCommand[]): Subject =>
  unsent.reduce((subject, command) => {
    const decided = decide(plan, subject, command, command.at)
    return applied(subject, decided.ok ? decided.value : [])
  }, confirmed)

/** The subject after a command, as the device expects it: it books nothing, and each command counts. */
export const applied = (subject: Subject, events: readonly Event[]): Subject => ({
  ...events.reduce(remember, subject),
  version: subject.version + 1,
})
