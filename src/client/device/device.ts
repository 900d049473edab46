import type { StateReply } from '../../core/subject/batch.js'
import type { News } from '../browser/tabs.js'
import type { Keeper } from '../say.js'
import type { Settled } from '../settled.js'
import { next, restate, take, takeState, toSend, withhold } from './answers.js'
import type { Draft } from './drafts.js'
import { founding } from './founding.js'
import { createHeld, type Held, type HeldBy } from './held.js'
import type { Home, SaidUnder, Who } from './home.js'
import { keepCommand, keepDraft, keepLocal } from './keeping.js'
import type { Sending } from './outbox.js'
import type { Parked } from './parked.js'
import { become, forget, load, newcomer, putAside, takeUpAgain } from './people.js'
import { hear, reread } from './rereading.js'
import { tell } from './telling.js'
import { unpark } from './unpark.js'

/**
 * What this device holds of one person: the server's last word, the local part and the outbox, in storage and
 * in the picture. Every step on storage waits for the one before it.
 */
export interface Device extends Keeper {
  /** By which this page says things. */
  readonly own: SaidUnder
  who(): Who
  /** Takes up what storage holds. */
  load(): Promise<void>
  /** Takes up what other tabs have written since. */
  reread(): Promise<void>
  /** The next commands to send, in order, those of other tabs as well; and whose they are. */
  next(most: number): Promise<Sending>
  /** The same from memory, at once, with what is not written yet: there is no time to ask anybody. */
  last(most: number): Sending
  /** The server's last word; nothing where it has not spoken. */
  word(): Partial<Home>
  /** What brings a lost session back, soon after it began. */
  founding(): Sending | undefined
  /** Takes the server's answers, and its word where it gave one. */
  take(sent: Sending, answers: readonly Settled[], reply: StateReply | undefined): Promise<void>
  /** Takes the server's word alone; another person than the one at home moves in. `stamp`: of the word known when it was asked. */
  takeState(reply: StateReply, etag: string | undefined, stamp: string | undefined): Promise<void>
  /** The server knows nobody here: what came from it goes, what it has not heard stays. */
  withhold(): Promise<void>
  /** The server does not take the version by which these were said. */
  restate(sent: Sending): Promise<void>
  moveIn(id: string | null): Promise<void>
  /** Forgets the person; `send` keeps what the server has not heard, in that person's own place. */
  forget(unsent: 'send' | 'drop', ending: boolean, answers?: readonly Settled[]): Promise<void>
  /** The session at the server has ended. */
  ended(): Promise<void>
  /** Takes up what another tab tells. */
  hear(news: News): Promise<void>
  /** The page shows nobody, until it takes up again what storage holds by then. */
  putAside(): void
  takeUpAgain(): Promise<void>
  /**
   * Keeps what is answered of an offer so far; `undefined` forgets it.
   *
   * @param person in whose name: by the time that it is written somebody else may be here
   * @returns `false` where nothing was written, for that reason
   */
  draft(offer: string, answers: Draft['answers'] | undefined, person: number): Promise<boolean>
  /** Takes a refused command off the list: somebody has seen to it. */
  unpark(id: string): Promise<Parked | undefined>
  /** What is deleted from outside stays so. */
  close(): void
}

export function createDevice(given: HeldBy): Device {
  const held: Held = createHeld(given, () => {
    held.isLost = true
    if (!held.isClosed) void held.inTurn(() => reread(held))
    return !held.isClosed
  })
  const { inTurn } = held
  return {
    own: held.own,
    who: () => held.who,
    word: () => held.home ?? {},
    founding: () => founding(held),
    last: (most) => toSend(held, most, held.queue),
    command: (command) => keepCommand(held, command),
    local: () => keepLocal(held),
    putAside: () => putAside(held),
    load: () => inTurn(() => load(held)),
    reread: () => inTurn(() => reread(held)),
    takeUpAgain: () => inTurn(() => takeUpAgain(held)),
    hear: (news) => inTurn(() => hear(held, news)),
    next: (most) => inTurn(() => next(held, most)),
    take: (sent, answers, reply) => inTurn(() => take(held, sent, answers, reply)),
    takeState: (reply, etag, stamp) => inTurn(() => takeState(held, reply, etag, stamp)),
    withhold: () => inTurn(() => withhold(held)),
    restate: (sent) => inTurn(() => restate(held, sent)),
    moveIn: (id) =>
      inTurn(async () => {
        await reread(held)
        await become(held, newcomer(held, id))
        tell(held)
      }),
    forget: (unsent, ending, answers) => inTurn(() => reread(held).then(() => forget(held, unsent, ending, answers))),
    draft: (offer, answers, person) => inTurn(() => keepDraft(held, offer, answers, person)),
    unpark: (id) => inTurn(() => unpark(held, id)),
    close() {
      held.isClosed = true
    },
    ended: () =>
      inTurn(async () => {
        held.who = { ...held.who, ending: false }
        await held.door.setMany([['who', held.who]])
      }),
  }
}
