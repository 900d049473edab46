import type { Initial } from '../../core/subject/batch.js'
import { refusal } from '../../core/subject/refusal.js'
import { nobody, type Subject } from '../../core/subject/subject.js'
import { mixed, resumed } from '../picture/local-part.js'
import type { Settled } from '../settled.js'
import { type Held, keepWord, readHere, show, takeOutbox } from './held.js'
import { bringAlong, confirmedBy, isSamePerson, isStillThem, nobodyYet, readPlace, type Who, whoIn } from './home.js'
import { write } from './keeping.js'
import { cleared, type Unsent } from './leaving.js'
import { whoIsHere } from './lost.js'
import { known, report } from './reporting.js'
import { tell } from './telling.js'

/** Somebody else, now. Clocks differ: what this page came with was there before. */
export const newcomer = ({ clock, initial, who }: Held, id: string | null, more?: Partial<Who>): Who => ({
  ...nobodyYet,
  id,
  since: Math.max(clock(), initial?.at ?? 0),
  ...(more?.adopts && { from: who.since }),
  ...more,
})

/** Takes up what storage holds, or what the page came with: somebody else than was here, or a later word on who is. */
export async function load(held: Held): Promise<void> {
  held.door = await held.opened(null)
  held.place = held.door
  const { initial, door, clock } = held
  const { endsVisits } = held
  const kept = endsVisits ? { ...nobodyYet, ending: true } : await cleared(held, whoIn(await door.get('who')))
  held.who = kept
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

/** Somebody else is here from now on, also after a crash; of who was here stays what the server has yet to hear. */
export async function become(held: Held, next: Who, word?: Initial, unsent: Unsent = 'send'): Promise<void> {
  // What was said before belongs where it was said.
  await write(held)
  const after = { id: held.who.id, unsent }
  const moving = next.adopts ? next : { ...next, after }
  await held.door.setMany([['who', moving]])
  await enter(held, await cleared(held, moving), word)
}

/**
 * @param word the server's, which counts where it is later than what is kept
 * @param here what was observed on this page, where it is the same person's
 */
export async function enter(held: Held, next: Who, word?: Initial, here?: Subject): Promise<void> {
  await write(held)
  const areThey = isStillThem(next, held.who)
  if (!areThey) held.waiting.adopt()
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
  takeOutbox(held, stored)
  held.localStamp = stored?.local?.stamp
  const kept = stored?.local ? resumed(plan.program, stored.local, clock()) : nobody
  const mine = here ?? (next.adopts && areThey ? board.get().local : undefined)
  if (stored && stored.leftOver.length > 0) await place.delMany(stored.leftOver)
  const { parked = [], drafts = {} } = stored ?? {}
  const local = mine ? mixed(plan.program, kept, mine, clock()) : kept
  const { phase, subject, person: before } = board.get()
  // An early picture names whom the page was rendered for, or knows nobody.
  const isMeant = phase === 'early' ? subject === null || subject === next.id : areThey
  const person = isMeant ? before : before + 1
  // Also where nobody is shown for now.
  if (held.aside) board.set({ person })
  show(held, { person, subject: next.id, confirmed: confirmedBy(held.home), local, parked, drafts })
  if (held.home && isLater) await place.setMany([['home', held.home]])
}

/** @param unsent `send` keeps what the server has not heard, for the server alone */
export async function forget(
  held: Held,
  unsent: Unsent,
  ending: boolean,
  answers: readonly Settled[] = [],
): Promise<void> {
  const { waiting, who } = held
  const commands = known(held)
  const theirs = waiting.commands().filter(({ subject }) => subject === null || subject === who.id)
  await become(held, newcomer(held, null, { ending: ending || who.ending }), undefined, unsent)
  report(held, answers, commands)
  const error = refusal('no_subject')
  if (unsent === 'drop') for (const { id } of theirs) waiting.answer({ id, ok: false, error })
  tell(held, answers)
}

/** The page is put aside, and somebody else may sit here when it is seen again: it shows nobody until storage was read. */
export function putAside(held: Held): void {
  const { board } = held
  held.aside ??= board.get().local
  const empty = { confirmed: nobody, optimistic: nobody, local: nobody, unsent: [], behind: 0, parked: [], drafts: {} }
  board.set({ phase: 'loading', subject: null, ...empty })
}

/** The page is seen again. */
export async function takeUpAgain(held: Held): Promise<void> {
  const { who, aside } = held
  const now = (await whoIsHere(held)) ?? who
  held.aside = undefined
  await enter(held, now, undefined, isSamePerson(now, who) ? aside : undefined)
}
