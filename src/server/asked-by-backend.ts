import { EvenhandedError } from '../core/error.js'
import { type Json, record } from '../core/json.js'
import type { Command, Evidence } from '../core/subject/command.js'
import type { Asked } from './asked.js'
import type { BackendCall, By, Reference } from './backend-call.js'
import { problemWithAnswers } from './check-answers.js'
import { isClean } from './clean-json.js'
import type { Desk } from './desk.js'
import { isUuid } from './uuid.js'
import type { Who } from './whose.js'

/**
 * @throws EvenhandedError `bad_reference` where it is neither a subject's id nor a login
 */
export function whoIs({ secrets }: Desk, reference: Reference): Who {
  if (typeof reference === 'string' && isUuid(reference)) return { id: reference, login: null }
  const login = typeof reference === 'object' ? reference.login : undefined
  if (typeof login !== 'string' || login === '')
    throw new EvenhandedError('bad_reference', 'A subject is named by its id, a UUID, or by { login }.')
  return { id: secrets.memberOf(login), login: secrets.login(login) }
}

/**
 * A backend's call, ready to be decided. What makes it the same call again is its content alone: neither the
 * moment nor the version of the program.
 *
 * @throws EvenhandedError `bad_call` where it holds what no store keeps, as NUL, NaN or half a millisecond;
 *   `bad_reference` where its giver is neither a subject's id nor a login
 */
export function askedByBackend(desk: Desk, who: Who, given: BackendCall, now: number): Asked {
  const instants = [
    given.type === 'award' ? given.availableAt : undefined,
    'by' in given ? given.by.givenAt : undefined,
  ]
  if (!isClean(given) || !instants.every((at) => at === undefined || isInstant(at)))
    throw new EvenhandedError('bad_call', `This ${given.type} holds what can’t be stored.`)
  const { key, ...call } = given.type === 'accept' || given.type === 'rectify' ? throughJson(given) : given
  const id = key === undefined ? crypto.randomUUID() : desk.secrets.call(key)
  const giver = call.type === 'award' && call.giver !== undefined ? whoIs(desk, call.giver) : undefined
  return {
    id,
    hash: desk.secrets.content(call as unknown as Json),
    subject: null,
    command: commandOf(desk, id, call, now),
    whenNobody: who.login !== null && makers.has(call.type) ? 'founds' : 'refused',
    ...(giver && giver.login !== null && { giverLogin: giver.login }),
  }
}

/** Whole milliseconds, to the end of the year 9999: there is a date for it, and for it and a currency's span. */
const isInstant = (at: unknown): boolean => Number.isInteger(at) && Math.abs(at as number) <= 253_402_300_799_999

/** Answers as any store gives them back: without what is `undefined`. */
const throughJson = (call: BackendCall): BackendCall => JSON.parse(JSON.stringify(call)) as BackendCall

const makers = new Set(['accept', 'enrol', 'award'])

/** The same, with the answers read by their schemas. */
export async function checked(desk: Desk, asked: Asked): Promise<Asked> {
  const { command } = asked
  const answers =
    command?.type === 'accept'
      ? command.answers
      : command?.type === 'rectify'
        ? { [command.field]: command.value }
        : undefined
  const refusal = answers && (await problemWithAnswers(desk, answers))
  return refusal ? { ...asked, refusal } : asked
}

/** A call without its key. */
type Unkeyed = BackendCall extends infer Call ? (Call extends unknown ? Omit<Call, 'key'> : never) : never

function commandOf(desk: Desk, id: string, call: Unkeyed, now: number): Command {
  const by = 'by' in call ? call.by : {}
  // The backend knows all that is stored: its word lifts what was withdrawn before.
  const envelope = { id, subject: null, at: by.givenAt ?? now, touchpoint: placeOf(desk, call), seen: latest }
  if (call.type === 'accept') {
    const { type, offer, answers, consents } = call
    const evidence = evidenceOf(desk, offer, 'staff', by)
    return {
      ...envelope,
      type,
      offer,
      answers: record(answers as Answers),
      consents: record(consents as Consents),
      evidence,
    }
  }
  if (call.type === 'enrol') {
    const { type, offer } = call
    return { ...envelope, type, offer, evidence: evidenceOf(desk, offer, 'import', by) }
  }
  if (call.type === 'award' && typeof call.giver === 'object') {
    const { giver: _, ...award } = call
    return { ...envelope, ...award } as Command
  }
  return { ...envelope, ...call } as Command
}

type Answers = { readonly [field: string]: Json }
type Consents = { readonly [purpose: string]: readonly string[] }

const latest = Number.MAX_SAFE_INTEGER

/** Where it was said: where the offer is made, unless the caller knows better. */
function placeOf({ plan }: Desk, call: Unkeyed): string {
  if ('by' in call && call.by.touchpoint !== undefined) return call.by.touchpoint
  const offer = 'offer' in call && Object.hasOwn(plan.offer, call.offer) ? plan.offer[call.offer]?.offer : undefined
  return offer?.at?.[0] ?? (Object.keys(plan.program.touchpoints)[0] as string)
}

/** The notice is the program's own: what staff read out, and what stands on the form. */
function evidenceOf({ plan }: Desk, offer: string, act: 'staff' | 'import', by: By): Evidence {
  const none = { hash: '', version: plan.program.version, language: plan.program.language ?? 'en' }
  const { hash, version, language } = Object.hasOwn(plan.offer, offer) ? plan.notice(offer) : none
  return {
    act,
    notice: { hash, version, language },
    ...(by.actor !== undefined && { actor: by.actor }),
    ...(by.medium !== undefined && { medium: by.medium }),
    ...(by.evidence !== undefined && { reference: by.evidence }),
  }
}
