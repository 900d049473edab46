import type { Plan } from '../../core/program/plan.js'
import type { Initial, StateReply } from '../../core/subject/batch.js'
import type { SubjectCommand } from '../../core/subject/command.js'
import { refusal } from '../../core/subject/refusal.js'
import { nobody } from '../../core/subject/subject.js'
import type { Clock } from '../../ports/clock.js'
import type { OpenStorage } from '../../ports/storage.js'
import { createTurns, type News } from '../browser/tabs.js'
import { commandEvent } from '../events.js'
import { type Board, foldOver, type Picture } from '../picture/board.js'
import { lasting, mixed, resumed } from '../picture/local-part.js'
import type { Keeper } from '../say.js'
import type { Settled } from '../settled.js'
import { createPlaces } from '../storage/places.js'
import type { Shelter } from '../storage/shelter.js'
import { type Draft, draftKey, draftLives } from './drafts.js'
import {
  bringAlong,
  confirmedBy,
  type Entry,
  type Home,
  isSameProgram,
  nobodyYet,
  outboxKey,
  readPlace,
  type SaidUnder,
  type Stored,
  type Who,
  whoIn,
} from './home.js'
import { idsOf, without } from './outbox.js'
import { type Parked, parkedEntry, parkedKey, toPark } from './parked.js'
import { createWaiting } from './waiting.js'

/**
 * What this device holds of one person: the server's last word, the local part and the outbox, in storage and
 * in the picture. Every step on storage waits for the one before it.
 */
export interface Device extends Keeper {
  who(): Who
  /** Takes up what storage holds. */
  load(): Promise<void>
  /** The next commands to send, in order, those of other tabs as well; and whose they are. */
  next(most: number): Promise<Sending>
  /** The tag of the server's last word. */
  etag(): string | undefined
  /** Takes the server's answers, and its word where it gave one. */
  take(sent: Sending, answers: readonly Settled[], reply: StateReply | undefined): Promise<void>
  /** Takes the server's word alone; another person than the one at home moves in. */
  takeState(reply: StateReply, etag: string | undefined): Promise<void>
  /** The server knows nobody here: what came from it goes, what it has not heard stays. */
  withhold(): Promise<void>
  moveIn(id: string | null): Promise<void>
  /** Forgets the person; `send` keeps what the server has not heard, in that person's own place. */
  forget(unsent: 'send' | 'drop', ending: boolean, answers?: readonly Settled[]): Promise<void>
  /** The session at the server has ended. */
  ended(): Promise<void>
  hear(news: News): void
  /** Keeps what is answered of an offer so far; `undefined` forgets it. */
  draft(offer: string, answers: Draft['answers'] | undefined): Promise<void>
  /** Takes a refused command off the list: somebody has seen to it. */
  unpark(id: string): Promise<Parked | undefined>
}

/** Commands on their way. */
export interface Sending {
  readonly commands: readonly SubjectCommand[]
  /** By which they were said, all of them. */
  readonly program: SaidUnder
  readonly subject: string | null
  /** The server's word that was known when they were sent. */
  readonly stamp: string | undefined
}

export function createDevice(given: {
  readonly plan: Plan
  readonly board: Board
  readonly clock: Clock
  readonly newId: () => string
  readonly open: OpenStorage
  readonly name: string
  readonly tell: (news: News) => void
  /** What the page came with. */
  readonly initial: Initial | undefined
}): Device {
  const { plan, board, clock, newId, tell, initial } = given
  const { program } = plan
  const own: SaidUnder = {
    version: program.version,
    ...(program.language !== undefined && { language: program.language }),
  }
  const inTurn = createTurns()
  const waiting = createWaiting()
  const opened = createPlaces(given.open, given.name, (reason) => {
    if (reason !== board.get().reason) board.set({ storage: reason === undefined ? 'durable' : 'memory', reason })
  })
  let who = nobodyYet
  let door: Shelter
  let place: Shelter
  let home: Home | undefined
  let localStamp: string | undefined
  let entries: readonly Entry[] = []
  let queue: readonly SubjectCommand[] = []
  let writing: Promise<void> | undefined
  let saving: Promise<void> | undefined

  function show(change: Partial<Picture>): void {
    const unsent = [...entries.flatMap(({ commands }) => commands), ...queue]
    const confirmed = change.confirmed ?? board.get().confirmed
    board.set({ ...change, unsent, optimistic: foldOver(plan, confirmed, unsent) })
  }

  /** Group commit: whatever was said while the last write was under way becomes one value. */
  async function write(): Promise<void> {
    writing = undefined
    if (queue.length === 0) return
    const key = outboxKey + newId()
    const kept = { program: own, commands: queue }
    entries = [...entries, { key, ...kept }]
    queue = []
    await place.setMany([[key, kept]])
  }

  async function writeLocal(): Promise<void> {
    saving = undefined
    localStamp = newId()
    await place.setMany([['local', { ...lasting(program, board.get().local), stamp: localStamp }]])
  }

  async function reread(): Promise<void> {
    const atDoor = await door.entries()
    const now = whoIn(atDoor?.get('who'))
    if (atDoor && now.id !== who.id) return enter(now)
    if (atDoor) who = now
    const stored = await readPlace(place, clock())
    if (stored) takeUp(stored)
  }

  /** Another tab may have written; where it has not, nothing changes and nobody is told. */
  function takeUp(stored: Stored): void {
    const isNewLocal = stored.local?.stamp !== localStamp && saving === undefined
    const { local: here, parked, drafts } = board.get()
    const isSame =
      stored.home?.stamp === home?.stamp &&
      idsOf(stored.outbox) === idsOf(entries) &&
      stored.parked.length === parked.length &&
      JSON.stringify(stored.drafts) === JSON.stringify(drafts)
    if (isSame && !isNewLocal) return
    home = stored.home
    entries = stored.outbox
    const local = stored.local ? mixed(program, resumed(program, stored.local, clock()), here) : nobody
    if (isNewLocal) localStamp = stored.local?.stamp
    const { parked: refused, drafts: begun } = stored
    show({ confirmed: confirmedBy(home), parked: refused, drafts: begun, ...(isNewLocal && { local }) })
  }

  /** Somebody else, now. Clocks differ: what this page came with was there before. */
  const newcomer = (id: string | null, more?: Partial<Who>): Who => ({
    ...nobodyYet,
    id,
    since: Math.max(clock(), initial?.at ?? 0),
    ...more,
  })

  /** Somebody else is here from now on, also after a crash. */
  async function become(next: Who, word?: Initial): Promise<void> {
    await door.setMany([['who', next]])
    await enter(next, word)
  }

  /** The page may have come with somebody else than was here, or with a later word on who is. */
  async function enterFirst(kept: Who): Promise<void> {
    const { subject = null } = initial ?? {}
    // Signing out comes before whatever was rendered earlier, and before what a session says that has yet to end.
    const isBelieved = subject === kept.id || (subject !== null && !kept.ending && kept.since <= (initial?.at ?? 0))
    if (!initial || !isBelieved) return enter(kept)
    if (subject === kept.id) return enter(kept, initial)
    // What was said as nobody is for whoever has the session, as it would be if it were sent now.
    const waits = async () => ((await readPlace(door, clock()))?.outbox.length ?? 0) > 0
    const adopts = kept.id === null && (await waits())
    await become(newcomer(subject, { adopts }), initial)
    tell({ answers: [] })
  }

  /** @param word the server's, which counts where it is later than what is kept */
  async function enter(next: Who, word?: Initial): Promise<void> {
    // What was said before belongs where it was said.
    await write()
    who = next
    place = next.id === null ? door : await opened(next.id)
    if (next.id !== null && next.adopts) {
      waiting.adopt(next.id)
      await bringAlong(door, place, next.id, clock())
    }
    const stored = await readPlace(place, clock())
    home = stored?.home
    const isLater = word !== undefined && word.rev > (home?.rev ?? -1)
    if (isLater) keepWord(word, word.etag, home?.done ?? [])
    entries = stored?.outbox ?? []
    localStamp = stored?.local?.stamp
    const kept = stored?.local ? resumed(program, stored.local, clock()) : nobody
    const local = next.adopts ? mixed(program, kept, board.get().local) : kept
    if (stored && stored.leftOver.length > 0) await place.delMany(stored.leftOver)
    const { parked = [], drafts = {} } = stored ?? {}
    show({ subject: next.id, confirmed: confirmedBy(home), local, parked, drafts })
    if (home && isLater) await place.setMany([['home', home]])
  }

  /** Every command that this page knows of, by its id. */
  const known = (sent: readonly SubjectCommand[] = []): ReadonlyMap<string, SubjectCommand> =>
    new Map([...waiting.commands(), ...board.get().unsent, ...sent].map((command) => [command.id, command]))

  function report(answers: readonly Settled[], commands: ReadonlyMap<string, SubjectCommand>): void {
    const parked = new Set(board.get().parked.map(({ command }) => command.id))
    for (const answer of answers) {
      const command = commands.get(answer.id)
      waiting.answer(answer)
      if (!command) continue
      const event = commandEvent(command, answer)
      board.emit('settled', event)
      if (event.code) board.emit('rolled-back', event)
      if (parked.has(answer.id)) board.emit('parked', event)
    }
  }

  function keepWord(reply: StateReply, etag: string | undefined, done: readonly string[]): void {
    home = reply.state ? { stamp: newId(), rev: reply.rev, ...(etag && { etag }), state: reply.state, done } : undefined
  }

  async function forgetAll(unsent: 'send' | 'drop', ending: boolean, answers: readonly Settled[]): Promise<void> {
    await write()
    const commands = known()
    const isKept = (key: string) => unsent === 'send' && key.startsWith(outboxKey)
    const next = newcomer(null, { ending })
    await door.setMany([['who', next]])
    for (const one of new Set([place, door])) {
      const keys = [...((await one.entries())?.keys() ?? [])]
      await one.delMany(keys.filter((key) => key !== 'who' && !isKept(key)))
    }
    await enter(next)
    report(answers, commands)
    if (unsent === 'drop') {
      const error = refusal('no_subject')
      for (const { id } of waiting.commands()) waiting.answer({ id, ok: false, error })
    }
    tell({ answers })
  }

  return {
    who: () => who,
    etag: () => home?.etag,
    load: () =>
      inTurn(async () => {
        door = await opened(null)
        place = door
        await enterFirst(whoIn(await door.get('who')))
      }),
    command(command) {
      queue = [...queue, command]
      writing ??= inTurn(write).then(() => tell({ answers: [] }))
      return { kept: writing, settled: waiting.add(command) }
    },
    local() {
      saving ??= inTurn(writeLocal).then(() => tell({ answers: [] }))
      return saving
    },
    next: (most) =>
      inTurn(async () => {
        await reread()
        const kept = new Set([...entries.flatMap(({ commands }) => commands), ...queue].map(({ id }) => id))
        // Another tab sent it and its answer did not come here: asked again, the server says the same.
        const lost = waiting.commands().filter(({ id, subject }) => !kept.has(id) && subject === who.id)
        const all = [...(lost.length > 0 ? [{ program: own, commands: lost }] : []), ...entries]
        const { program: under = own } = all[0] ?? {}
        const end = all.findIndex(({ program: other }) => !isSameProgram(other, under))
        const commands = (end < 0 ? all : all.slice(0, end)).flatMap((entry) => entry.commands).slice(0, most)
        return { commands, program: under, subject: who.id, stamp: home?.stamp }
      }),
    take: (sent, answers, reply) =>
      inTurn(async () => {
        // Somebody else is at home meanwhile: what these commands came to is asked again when their owner returns.
        const commands = known(sent.commands)
        if (sent.subject !== who.id) return report(answers, commands)
        const parked = toPark(commands, answers, clock())
        const { left, gone, rewritten } = without(entries, answers)
        entries = left
        if (reply && reply.subject !== who.id) {
          const next = newcomer(reply.subject, { adopts: who.id === null })
          keepWord(reply, undefined, [])
          if (home) await (await opened(reply.subject)).setMany([['home', home]])
          await door.setMany([['who', next]])
          await place.setMany([...rewritten, ...parked.map(parkedEntry)])
          await place.delMany(gone)
          await enter(next)
        } else {
          // Without locks, another tab may have had a later word in between.
          const isStale = home !== undefined && home.stamp !== sent.stamp && (reply?.rev ?? 0) < home.rev
          if (reply && !isStale) keepWord(reply, undefined, gone)
          else if (home) home = { ...home, stamp: newId(), done: gone }
          await place.setMany([...(home ? [['home', home] as const] : []), ...rewritten, ...parked.map(parkedEntry)])
          await place.delMany(gone)
          show({ confirmed: confirmedBy(home), parked: [...board.get().parked, ...parked] })
        }
        await board.parsed()
        report(answers, commands)
        tell({ answers })
      }),
    takeState: (reply, etag) =>
      inTurn(async () => {
        if (reply.subject !== who.id) {
          await become(newcomer(reply.subject))
        }
        keepWord(reply, etag, [])
        if (home) await place.setMany([['home', home]])
        show({ confirmed: confirmedBy(home) })
        await board.parsed()
        tell({ answers: [] })
      }),
    withhold: () =>
      inTurn(async () => {
        home = undefined
        await place.delMany(['home'])
        show({ confirmed: nobody })
      }),
    moveIn: (id) =>
      inTurn(async () => {
        await become(newcomer(id))
        tell({ answers: [] })
      }),
    forget: (unsent, ending, answers = []) => inTurn(() => forgetAll(unsent, ending, answers)),
    ended: () =>
      inTurn(async () => {
        who = { ...who, ending: false }
        await door.setMany([['who', who]])
      }),
    hear: ({ answers }) => {
      const commands = known()
      void inTurn(reread).then(() =>
        report(
          answers.filter(({ id }) => commands.has(id)),
          commands,
        ),
      )
    },
    draft: (offer, answers) =>
      inTurn(async () => {
        const { [offer]: _, ...others } = board.get().drafts
        const draft = answers && { answers, until: clock() + draftLives }
        board.set({ drafts: draft ? { ...others, [offer]: draft } : others })
        if (draft) await place.setMany([[draftKey + offer, draft]])
        else await place.delMany([draftKey + offer])
        tell({ answers: [] })
      }),
    unpark: (id) =>
      inTurn(async () => {
        await reread()
        const { parked } = board.get()
        const found = parked.find(({ command }) => command.id === id)
        if (!found) return undefined
        await place.delMany([parkedKey + id])
        board.set({ parked: parked.filter((one) => one !== found) })
        tell({ answers: [] })
        return found
      }),
  }
}
