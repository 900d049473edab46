import type { Json } from '../../core/json.js'
import type { Notice } from '../../core/program/notice.js'
import type { Give } from '../../core/subject/backend/backend-command.js'
import type { Command } from '../../core/subject/command.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import { overflows } from '../../core/subject/subject.js'
import type { Desk } from '../desk.js'
import type { Asked } from './asked.js'
import { noticeOf } from './attested.js'
import type { BackendCall } from './backend-call.js'
import { commandOf, type Unkeyed } from './call-command.js'
import { problemWithAnswers } from './check-answers.js'
import { crediting, endorsing, respectIn } from './halves.js'
import { idOf, type Met, metAs } from './met.js'
import { type Who, whoIs } from './reference.js'

/** A call, ready to be decided, with what it means for somebody else. */
export interface Prepared {
  readonly asked: Asked
  /** The giver's half, which comes first. */
  readonly before?: { readonly who: Who; readonly asked: Asked }
  /** Whom the second half concerns, which comes after. */
  readonly to?: Who
}

/**
 * Makes a backend's call ready. What makes it the same call again is its content alone: neither the moment nor the
 * version of the program.
 *
 * @param given a sound one
 * @throws EvenhandedError `bad_reference` where its giver or receiver is neither a subject's id nor a login
 */
export function prepared(desk: Desk, who: Who, given: BackendCall, met: Met, now: number): Prepared {
  const { key, ...call } = withAnswers.has(given.type) ? throughJson(given) : given
  const id = key === undefined ? crypto.randomUUID() : desk.secrets.call(key)
  const whom = otherOf(desk, call)
  const asked: Asked = {
    id,
    hash: desk.secrets.content(contentOf(call)),
    subject: null,
    command: commandOf(desk, id, call, whom && idOf(met, whom), now),
    whenNobody: who.login !== null && makers.has(call.type) ? 'founds' : 'refused',
    sender: 'backend',
    ...fromElsewhere(desk, call, key),
    ...(call.type === 'hold' && call.for !== undefined && { lasts: call.for }),
  }
  if (!whom) return { asked }
  return call.type === 'give' ? gift(desk, asked, whom, met) : onTheirWord(desk, who, asked, given, whom, met)
}

/** How many deeds there were on the site is another thing at each moment. */
function contentOf(call: Unkeyed): Json {
  if (call.type !== 'did') return call as unknown as Json
  const { totals: _, ...content } = call
  return content as unknown as Json
}

/** Answers as any store gives them back: without what is `undefined`. */
const throughJson = (call: BackendCall): BackendCall => JSON.parse(JSON.stringify(call)) as BackendCall

/** What may bring values, and has them read by their schemas. */
export const withAnswers: ReadonlySet<BackendCall['type']> = new Set([
  'accept',
  'rectify',
  'observe',
  'enrol',
  'attest',
])

/** Whoever imports without a key is answered by what stands: done again, it changes nothing. */
function fromElsewhere({ plan }: Desk, call: Unkeyed, key: string | undefined): Pick<Asked, 'fleeting' | 'shown'> {
  if (call.type !== 'enrol' && call.type !== 'attest') return {}
  const shown = call.type === 'attest' ? noticeOf(plan, call) : undefined
  return { ...(key === undefined && { fleeting: true as const }), ...(shown?.text && { shown: shown as Notice }) }
}

/** What makes a subject of a login that has none yet. */
const makers: ReadonlySet<BackendCall['type']> = new Set([
  'accept',
  'enrol',
  'attest',
  'award',
  'earn',
  'did',
  'suspend',
])

function otherOf(desk: Desk, call: Unkeyed): Who | undefined {
  if (call.type === 'give') return whoIs(desk, call.to)
  return (call.type === 'award' || call.type === 'did') && call.giver !== undefined
    ? whoIs(desk, call.giver)
    : undefined
}

function onTheirWord(desk: Desk, who: Who, asked: Asked, call: BackendCall, giver: Who, met: Met): Prepared {
  const own = giver.login === null ? asked : { ...asked, giverLogin: giver.login }
  const respect = respectIn(desk.plan, call)
  const receiver = idOf(met, who)
  // Nobody's own word is asked for: the award alone is refused.
  if (!respect || idOf(met, giver) === receiver) return { asked: own }
  return { asked: own, before: { who: giver, asked: endorsing(desk, own, respect, giver, receiver) } }
}

function gift(desk: Desk, asked: Asked, to: Who, met: Met): Prepared {
  const follows = (own: Command): Command => crediting(desk, own as Give)
  const problem = problemWithReceiver(asked.command as Give, to, met)
  return { asked: { ...asked, follows, ...(problem && { refusal: problem }) }, to }
}

/** Known before anything is taken: afterwards it could only be lost. */
function problemWithReceiver({ points }: Give, to: Who, met: Met): Refusal | undefined {
  const loaded = metAs(met, to)
  if (to.login === null && (loaded?.id ?? null) === null) return refusal('no_subject')
  if (!loaded) return undefined
  if (loaded.subject.erasedAt !== null) return refusal('erased')
  const credits = Object.entries(points)
    .filter(([, amount]) => Number.isSafeInteger(amount))
    .map(([currency, amount]) => ({ currency, amount }))
  return overflows(loaded.subject, credits) ? refusal('bad_amount') : undefined
}

/** The same, with the answers read by their schemas. */
export async function checked(desk: Desk, one: Prepared): Promise<Prepared> {
  const { command } = one.asked
  const answers =
    command?.type === 'accept' || command?.type === 'enrol' || command?.type === 'attest'
      ? (command.answers ?? {})
      : command?.type === 'rectify' || command?.type === 'record'
        ? { [command.field]: command.value }
        : undefined
  const problem = answers && (await problemWithAnswers(desk, answers))
  return problem ? { ...one, asked: { ...one.asked, refusal: problem } } : one
}
