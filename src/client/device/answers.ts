import type { StateReply } from '../../core/subject/batch.js'
import type { SubjectCommand } from '../../core/subject/command.js'
import { refusal } from '../../core/subject/refusal.js'
import { nobody } from '../../core/subject/subject.js'
import type { Settled } from '../settled.js'
import { carried, foundedBy } from './founding.js'
import { type Held, keepWord, show } from './held.js'
import { confirmedBy, type Entry, isSameProgram, type KeptEntry } from './home.js'
import { type Sending, without } from './outbox.js'
import { added, parkedEntry, toPark } from './parked.js'
import { become, enter, newcomer } from './people.js'
import { known, report } from './reporting.js'
import { reread } from './rereading.js'
import { tell } from './telling.js'

/** The next commands to send: first those of people who have left, each in a session of their own, while nobody is here. */
export async function next(held: Held, most: number): Promise<Sending> {
  await reread(held)
  const { behind, who, door } = held
  const [first] = behind
  if (!first?.leftBy || who.id !== null) return toSend(held, most)
  // Known before it begins: nobody else may say anything in it.
  held.who = { ...who, ending: true }
  await door.setMany([['who', held.who]])
  const theirs = behind.filter((entry) => entry.leftBy === first.leftBy && isSameProgram(entry.program, first.program))
  const commands = theirs.flatMap((entry) => entry.commands).slice(0, most)
  return { commands, program: first.program, subject: null, stamp: undefined, leftBy: first.leftBy }
}

async function takeBehind(held: Held, { commands }: Sending, answers: readonly Settled[]): Promise<void> {
  const { left, gone, rewritten } = without(held.behind, answers)
  held.behind = left
  await held.door.setMany(rewritten)
  await held.door.delMany(gone)
  show(held, {})
  report(held, answers, known(held, commands))
  tell(held, answers)
}

/** What is to be sent, in order: as many as were said under one program. */
export function toSend(held: Held, most: number, queue: readonly SubjectCommand[] = []): Sending {
  const { entries, own, waiting, who, home } = held
  const kept = new Set([...entries.flatMap(({ commands }) => commands), ...held.queue].map(({ id }) => id))
  // Another tab sent it and its answer did not come here: asked again, the server says the same.
  const lost = waiting.commands().filter(({ id, subject }) => !kept.has(id) && subject === who.id)
  const all: readonly KeptEntry[] = [{ program: own, commands: lost }, ...entries, { program: own, commands: queue }]
  const filled = all.filter(({ commands }) => commands.length > 0)
  const { program = own } = filled[0] ?? {}
  const end = filled.findIndex((entry) => !isSameProgram(entry.program, program))
  const commands = (end < 0 ? filled : filled.slice(0, end)).flatMap((entry) => entry.commands).slice(0, most)
  return { commands, program, subject: who.id, since: who.since, stamp: home?.stamp }
}

/** Takes the server's answers, and its word where it gave one. */
export async function take(
  held: Held,
  sent: Sending,
  answers: readonly Settled[],
  reply: StateReply | undefined,
): Promise<void> {
  if (sent.leftBy !== undefined) return takeBehind(held, sent, answers)
  // What this page knew, and not what others have already taken off.
  const commands = known(held, sent.commands)
  await reread(held)
  // Somebody else is at home meanwhile: what these commands came to is asked again when their owner returns.
  const { board, place, door, clock, who } = held
  if (sent.subject !== who.id || sent.since !== who.since) {
    // Who left before their first exchange was answered was given a session all the same: nobody else may have it.
    if (who.id === null && reply && reply.subject !== null) {
      held.who = { ...who, ending: true }
      await door.setMany([['who', held.who]])
    }
    return report(held, answers, commands)
  }
  const parked = toPark(commands, answers, clock())
  const { left, gone, rewritten } = without(held.entries, answers)
  const kept = [...rewritten, ...parked.map(parkedEntry)]
  held.entries = left
  if (reply && reply.subject !== held.who.id) {
    const next = newcomer(held, reply.subject, { adopts: held.who.id === null })
    keepWord(held, reply, undefined, [], foundedBy(held, sent, answers))
    if (held.home) await (await held.opened(reply.subject)).setMany([['home', held.home]])
    await door.setMany([['who', next]])
    await place.setMany(kept)
    await place.delMany(gone)
    await enter(held, next)
  } else {
    if (reply && !isOlder(held, reply, sent.stamp)) keepWord(held, reply, undefined, gone, carried(held, sent))
    else if (held.home) held.home = { ...held.home, stamp: held.newId(), done: gone }
    await place.setMany([...(held.home ? [['home', held.home] as const] : []), ...kept])
    await place.delMany(gone)
    show(held, { confirmed: confirmedBy(held.home), parked: added(board.get().parked, parked) })
  }
  await board.parsed()
  report(held, answers, commands)
  tell(held, answers, held.home && [held.home.stamp])
}

/** Without locks, another tab may have had a later word since this was asked. A server that was set back is believed. */
const isOlder = ({ home }: Held, { rev }: StateReply, stamp: string | undefined): boolean =>
  home !== undefined && home.stamp !== stamp && rev < home.rev

/** Takes the server's word alone; another person than the one at home moves in. */
export async function takeState(
  held: Held,
  reply: StateReply,
  etag: string | undefined,
  stamp: string | undefined,
): Promise<void> {
  await reread(held)
  if (reply.subject !== held.who.id) await become(held, newcomer(held, reply.subject))
  else if (isOlder(held, reply, stamp)) return
  keepWord(held, reply, etag, [], carried(held))
  if (held.home) await held.place.setMany([['home', held.home]])
  show(held, { confirmed: confirmedBy(held.home) })
  await held.board.parsed()
  tell(held, [], held.home && [held.home.stamp])
}

/** The server knows nobody here: what came from it goes, what it has not heard stays. */
export async function withhold(held: Held): Promise<void> {
  held.home = undefined
  await held.place.delMany(['home'])
  show(held, { confirmed: nobody })
  tell(held)
}

/**
 * The server does not take the version of the program by which these were said. Who leaves does so by whatever version;
 * who agreed has read a notice that is over, and has to be asked anew.
 */
export async function restate(held: Held, sent: Sending): Promise<void> {
  await reread(held)
  const here = sent.leftBy === undefined ? 'entries' : 'behind'
  const isOfIt = ({ program }: Entry) => isSameProgram(program, sent.program)
  const commands = held[here].filter(isOfIt).flatMap((entry) => entry.commands)
  const agreed = commands.filter(({ type }) => type === 'accept' || type === 'decline')
  const error = refusal('wrong_notice')
  const answers = agreed.map(({ id }) => ({ id, ok: false, error }) as const)
  if (answers.length > 0)
    await take(held, { ...sent, subject: held.who.id, since: held.who.since, commands: agreed }, answers, undefined)
  const { own } = held
  const restated = held[here].filter(isOfIt).map((entry) => ({ ...entry, program: own }))
  held[here] = held[here].map((entry) => restated.find(({ key }) => key === entry.key) ?? entry)
  const place = here === 'entries' ? held.place : held.door
  await place.setMany(restated.map(({ key, ...kept }) => [key, kept]))
}
