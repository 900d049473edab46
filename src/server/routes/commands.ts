import * as z from 'zod'
import type { BatchReply } from '../../core/subject/batch.js'
import type { Answer } from '../../core/subject/outcome.js'
import { type Asked, hopeless } from '../calls/asked.js'
import { commit } from '../calls/commit.js'
import { whoseSession } from '../calls/whose.js'
import { type Desk, deskOf } from '../desk.js'
import { readJson } from '../device/body.js'
import { askedByDevice, isItem } from '../device/device-commands.js'
import { addressOf, isCrossSite } from '../device/origin.js'
import { isFresh, type Session, sessionOf } from '../device/session.js'
import { replyWith, stateReply } from '../device/state-reply.js'
import { problem } from '../problem.js'
import { enterDone } from '../rights/requests.js'
import { knowing, signalled } from '../signals/global-privacy-control.js'

const shape = z.strictObject({
  program: z.strictObject({ id: z.string(), version: z.int(), language: z.string().max(35).optional() }),
  commands: z.array(z.unknown()),
})

/** `POST /commands`: each command gets its own answer, and one that is bad never holds up the rest. */
export async function postCommands(desk: Desk, request: Request): Promise<Response> {
  if (isCrossSite(request, addressOf(request, desk.trustProxy))) return problem('cross_site')
  const body = await readJson(request, desk.limits.bytes)
  if (!body.ok) return problem(body.code)
  const read = shape.safeParse(body.value)
  if (!read.success) return problem('bad_request')
  const { program, commands } = read.data
  const own = deskOf(desk, program)
  if (!own) {
    const { id, version } = desk.plan.program
    return problem('program_version', { facts: { program: { id, version } } })
  }
  if (commands.length > desk.limits.commands)
    return problem('too_large', { detail: `At most ${desk.limits.commands} commands at once.` })
  if (!commands.every(isItem)) return problem('bad_request', { detail: 'Each command needs a UUID as its id.' })
  return answer(own, request, await Promise.all(commands.map((given) => askedByDevice(own, given))))
}

async function answer(desk: Desk, request: Request, sent: readonly Asked[]): Promise<Response> {
  const session = await sessionOf(desk, request)
  const asked = sent.map((one) => unlessStale(desk, session, one))
  const signal = signalled(desk, request, asked[0]?.id)
  const all = signal ? [signal, ...knowing(asked, signal)] : asked
  const [done] = await commit(desk, [{ ...whoseSession(desk, session, all), asked: all }])
  if (!done) throw new Error('a job has an outcome')
  const reply: BatchReply = {
    ...stateReply(desk, done.id, done.subject),
    results: done.answers.slice(all.length - asked.length).map((one) => one.answer),
  }
  await enterErasures(desk, asked, done.step?.subject, reply.results)
  return replyWith(desk, session, done.id, reply)
}

/** Erasing takes a fresh login, where the site says how fresh it is. It is not stored that it was missing. */
const unlessStale = (desk: Desk, session: Session, one: Asked): Asked =>
  one.command?.type === 'erase' && !isFresh(desk, session)
    ? { ...hopeless(one.id, 'fresh_login_needed', one.subject), hash: one.hash }
    : one

/** Who erases themselves has asked for it and had it: the register knows of both. A replay enters nothing again. */
async function enterErasures(
  desk: Desk,
  asked: readonly Asked[],
  subject: string | undefined,
  answers: readonly Answer[],
): Promise<void> {
  const erased = asked.find(({ command }, n) => command?.type === 'erase' && answers[n]?.ok)
  if (!erased || subject === undefined) return
  const id = desk.secrets.half(`request:erasure:${erased.id}`)
  await enterDone(desk, { id, kind: 'erasure', subject, answer: 'Erased.' })
}
