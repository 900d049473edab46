import type { Initial } from '../../core/subject/batch.js'
import { refusal } from '../../core/subject/refusal.js'
import { nobody, type Subject } from '../../core/subject/subject.js'
import { mixed, resumed } from '../picture/local-part.js'
import type { Settled } from '../settled.js'
import { type Held, keepWord, readHere, show } from './held.js'
import { bringAlong, confirmedBy, nobodyYet, outboxKey, readPlace, type Who, whoIn } from './home.js'
import { write } from './keeping.js'
import { known, report } from './reporting.js'
import { tell } from './telling.js'

/** Somebody else, now. Clocks differ: what this page came with was there before. */
export const newcomer = ({ clock, initial }: Held, id: string | null, more?: Partial<Who>): Who => ({
  ...nobodyYet,
  id,
  since: Math.max(clock(), initial?.at ?? 0),
  ...more,
})

/** Takes up what storage holds, or what the page came with: somebody else than was here, or a later word on who is. */
export async function load(held: Held): Promise<void> {
  held.door = await held.opened(null)
  held.place = held.door
  const { initial, door, clock } = held
  const kept = whoIn(await door.get('who'))
  const { subject = null } = initial ?? {}
  // Signing out comes before whatever was rendered earlier, and before what a session says that has yet to end.
  const isBelieved = subject === kept.id || (subject !== null && !kept.ending && kept.since <= (initial?.at ?? 0))
  if (!initial || !isBelieved) return enter(held, kept)
  if (subject === kept.id) return enter(held, kept, initial)
  // What was said as nobody is for whoever has the session, as it would be if it were sent now.
  const adopts = kept.id === null && ((await readPlace(door, clock()))?.outbox.length ?? 0) > 0
  await become(held, newcomer(held, subject, { adopts }), initial)
  tell(held)
}

/** Somebody else is here from now on, also after a crash. */
export async function become(held: Held, next: Who, word?: Initial): Promise<void> {
  await held.door.setMany([['who', next]])
  await enter(held, next, word)
}

/**
 * @param word the server's, which counts where it is later than what is kept
 * @param here what was observed on this page, where it is the same person's
 */
export async function enter(held: Held, next: Who, word?: Initial, here?: Subject): Promise<void> {
  // What was said before belongs where it was said.
  await write(held)
  held.who = next
  held.place = next.id === null ? held.door : await held.opened(next.id)
  const { place, clock, plan, board } = held
  if (next.id !== null && next.adopts) {
    held.waiting.adopt(next.id)
    await bringAlong(held.door, place, next.id, clock())
  }
  const stored = await readHere(held)
  held.home = stored?.home
  const isLater = word !== undefined && word.rev > (held.home?.rev ?? -1)
  if (isLater) keepWord(held, word, word.etag, held.home?.done ?? [])
  held.entries = stored?.outbox ?? []
  held.localStamp = stored?.local?.stamp
  const kept = stored?.local ? resumed(plan.program, stored.local, clock()) : nobody
  const mine = here ?? (next.adopts ? board.get().local : undefined)
  if (stored && stored.leftOver.length > 0) await place.delMany(stored.leftOver)
  const { parked = [], drafts = {} } = stored ?? {}
  const local = mine ? mixed(plan.program, kept, mine) : kept
  show(held, { subject: next.id, confirmed: confirmedBy(held.home), local, parked, drafts })
  if (held.home && isLater) await place.setMany([['home', held.home]])
}

/** @param unsent `send` keeps what the server has not heard, in that person's own place */
export async function forget(
  held: Held,
  unsent: 'send' | 'drop',
  ending: boolean,
  answers: readonly Settled[] = [],
): Promise<void> {
  await write(held)
  const { place, door, waiting } = held
  const commands = known(held)
  const isKept = (key: string) => unsent === 'send' && key.startsWith(outboxKey)
  const next = newcomer(held, null, { ending })
  await door.setMany([['who', next]])
  for (const one of new Set([place, door])) {
    const keys = [...((await one.entries())?.keys() ?? [])]
    await one.delMany(keys.filter((key) => key !== 'who' && !isKept(key)))
  }
  await enter(held, next)
  report(held, answers, commands)
  if (unsent === 'drop') {
    const error = refusal('no_subject')
    for (const { id } of waiting.commands()) waiting.answer({ id, ok: false, error })
  }
  tell(held, answers)
}

/** The page is put aside, and somebody else may sit here when it is seen again: it shows nobody until storage was read. */
export function putAside(held: Held): void {
  const { board } = held
  held.aside ??= board.get().local
  const empty = { confirmed: nobody, optimistic: nobody, local: nobody, unsent: [], parked: [], drafts: {} }
  board.set({ phase: 'loading', subject: null, ...empty })
}

/** The page is seen again. */
export async function takeUpAgain(held: Held): Promise<void> {
  const { who, aside } = held
  const now = whoIn(await held.door.get('who'))
  held.aside = undefined
  await enter(held, now, undefined, now.id === who.id && now.since === who.since ? aside : undefined)
}
