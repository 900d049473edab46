import { look, type View } from '../../core/decision/view.js'
import type { Plan } from '../../core/program/plan.js'
import type { SubjectCommand } from '../../core/subject/command.js'
import { decide } from '../../core/subject/decide.js'
import type { Event } from '../../core/subject/event.js'
import { remember } from '../../core/subject/remember.js'
import { nobody, type Subject } from '../../core/subject/subject.js'
import type { Clock } from '../../ports/clock.js'
import type { ClientEvents, Saving, Snapshot } from '../client.js'
import { createOutputs, type Outputs } from './outputs.js'

/** Everything that the page stands on. Each change replaces it. */
export interface Picture {
  readonly phase: Snapshot['phase']
  readonly subject: string | null
  /** By the server's last word. */
  readonly confirmed: Subject
  /** What the server has not answered, in order. */
  readonly unsent: readonly SubjectCommand[]
  /** Confirmed, and what is unsent as if the server had agreed. */
  readonly optimistic: Subject
  /** Receive and choose: what never leaves the device. */
  readonly local: Subject
  readonly storage: Saving['storage']
  readonly reason: string | undefined
  readonly connection: Saving['connection']
}

type Listeners = { readonly [E in keyof ClientEvents]: Set<(detail: ClientEvents[E]) => void> }

/** Holds the picture, and tells whoever listens that it changed. */
export interface Board {
  get(): Picture
  set(change: Partial<Picture>): void
  /** The picture as decisions read it; made once per change. */
  view(): View
  snapshot(): Snapshot
  readonly outputs: Outputs
  /** Resolves when everything known has been parsed. */
  parsed(): Promise<void>
  subscribe(listener: () => void): () => void
  on<E extends keyof ClientEvents>(event: E, listener: (detail: ClientEvents[E]) => void): () => void
  emit<E extends keyof ClientEvents>(event: E, detail: ClientEvents[E]): void
}

const blank: Picture = {
  phase: 'loading',
  subject: null,
  confirmed: nobody,
  unsent: [],
  optimistic: nobody,
  local: nobody,
  storage: 'durable',
  reason: undefined,
  connection: 'online',
}

export function createBoard(plan: Plan, clock: Clock): Board {
  let picture = blank
  let view: View | undefined
  let revision = 0
  let snapshot = pictured(blank, 0)
  let parsing: Promise<void> = Promise.resolve()
  const outputs = createOutputs(plan.program)
  const listeners: Listeners = {
    accepted: new Set(),
    settled: new Set(),
    'rolled-back': new Set(),
    changed: new Set(),
  }
  const board: Board = {
    outputs,
    get: () => picture,
    snapshot: () => snapshot,
    parsed: () => parsing,
    view() {
      view ??= look(plan, picture.optimistic, picture.local, clock())
      return view
    },
    set(change) {
      const before = picture
      picture = { ...picture, ...change }
      if (picture.optimistic !== before.optimistic || picture.local !== before.local) {
        view = undefined
        const late = outputs.learn([picture.optimistic, picture.local])
        if (late) parsing = late.then(publish)
      }
      publish()
    },
    subscribe: (listener) => board.on('changed', () => listener()),
    on(event, listener) {
      // Wrapped, so that one function subscribed twice is called twice and leaves one by one.
      const one: typeof listener = (detail) => listener(detail)
      listeners[event].add(one)
      return () => listeners[event].delete(one)
    },
    emit(event, detail) {
      for (const listener of [...listeners[event]])
        try {
          listener(detail)
        } catch (error) {
          // The page's own error is reported as such, and stops nothing here.
          queueMicrotask(() => {
            throw error
          })
        }
    },
  }
  function publish(): void {
    revision += 1
    snapshot = pictured(picture, revision)
    board.emit('changed', snapshot)
  }
  return board
}

function pictured({ phase, subject, storage, reason, connection, unsent }: Picture, revision: number): Snapshot {
  const saving = { storage, connection, unsent: unsent.length, ...(reason === undefined ? undefined : { reason }) }
  return { phase, subject, revision, saving }
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
