import { EvenhandedError } from '../../core/error.js'
import { type Json, record } from '../../core/json.js'
import type { Command } from '../../core/subject/command.js'
import type { Evidence, OnBehalf } from '../../core/subject/envelope.js'
import type { Desk } from '../desk.js'
import { isUuid } from '../secrets/uuid.js'
import { attested } from './attested.js'
import type { BackendCall, By } from './backend-call.js'
import type { Earlier } from './ledger-call.js'

/** A call without its key. */
export type Unkeyed = BackendCall extends infer Call ? (Call extends unknown ? Omit<Call, 'key'> : never) : never

/**
 * The command that a call is.
 *
 * @param whom the subject that it names beside its own, as a giver
 */
export function commandOf(desk: Desk, id: string, call: Unkeyed, whom: string | undefined, now: number): Command {
  const by = byOf(call) ?? {}
  // The backend knows all that is stored: its word lifts what was withdrawn before.
  const envelope = { id, subject: null, at: by.givenAt ?? now, touchpoint: placeOf(desk, call), seen: latest }
  switch (call.type) {
    case 'accept': {
      const { type, offer } = call
      const answers = record(call.answers as { readonly [field: string]: Json })
      const consents = record(call.consents as { readonly [purpose: string]: readonly string[] })
      return { ...envelope, type, offer, answers, consents, evidence: evidenceOf(desk, offer, 'staff', by) }
    }
    case 'decline': {
      const { type, offer } = call
      return { ...envelope, type, offer, evidence: evidenceOf(desk, offer, 'staff', by) }
    }
    case 'enrol': {
      const { type, offer, answers } = call
      const evidence = evidenceOf(desk, offer, 'import', by)
      return { ...envelope, type, offer, evidence, ...(answers && { answers: record(answers) }) } as Command
    }
    case 'attest':
      return { ...envelope, ...attested(desk, call, whoActed(by)) }
    case 'award':
    case 'did': {
      const { giver: _, ...rest } = call
      return { ...envelope, ...rest, ...(whom !== undefined && { giver: whom }) } as Command
    }
    case 'give':
      return { ...envelope, ...call, to: whom } as Command
    case 'observe': {
      const { field, value, reason } = call
      const seen = whoActed({ ...(reason !== undefined && { evidence: reason }), ...by })
      const onBehalf = Object.keys(seen).length > 0 ? { onBehalf: seen } : {}
      return { ...envelope, type: 'record', field, value: value as Json, ...onBehalf }
    }
    case 'reverse': {
      const { of, ...rest } = call
      return { ...envelope, ...rest, ...(of !== undefined && { of: earlier(desk, of) }) } as Command
    }
    case 'capture':
    case 'release':
      return { ...envelope, ...call, hold: desk.secrets.call(call.hold) } as Command
    case 'hold': {
      // One that lasts for a while ends when the decision says.
      const { for: _, until = 0, ...rest } = call
      return { ...envelope, ...rest, until } as Command
    }
    default: {
      const { by: _, ...rest } = call as typeof call & { readonly by?: By }
      return { ...envelope, ...rest, ...(byOf(call) && { onBehalf: whoActed(by) }) } as Command
    }
  }
}

/** Who spoke for the subject, where the call says so. */
export const byOf = (call: Unkeyed): By | undefined => ('by' in call ? call.by : undefined)

const latest = Number.MAX_SAFE_INTEGER

/**
 * The id of an earlier command.
 *
 * @throws EvenhandedError `bad_reference` where it is neither a key nor an id
 */
export function earlier({ secrets }: Desk, of: Earlier): string {
  if (typeof of === 'string') return secrets.call(of)
  if (isUuid(of?.id)) return of.id
  throw new EvenhandedError('bad_reference', 'What is undone is named by its key, or by { id } where a device sent it.')
}

/** Where it was said: where the offer is made, unless the caller knows better. */
function placeOf({ plan }: Desk, call: Unkeyed): string {
  const touchpoint = byOf(call)?.touchpoint
  if (touchpoint !== undefined) return touchpoint
  const offer = 'offer' in call && Object.hasOwn(plan.offer, call.offer) ? plan.offer[call.offer]?.offer : undefined
  return offer?.at?.[0] ?? anyPlace(plan)
}

/** What is said nowhere in particular. */
export const anyPlace = ({ program }: Desk['plan']): string => Object.keys(program.touchpoints)[0] as string

/** The notice is the program's own: what staff read out, and what stands on the form. */
function evidenceOf({ plan }: Desk, offer: string, act: 'staff' | 'import', by: By): Evidence {
  const none = { hash: '', version: plan.program.version, language: plan.program.language ?? 'en' }
  const { hash, version, language } = Object.hasOwn(plan.offer, offer) ? plan.notice(offer) : none
  return {
    act,
    notice: { hash, version, language },
    ...whoActed(by),
  }
}

const whoActed = ({ actor, medium, evidence, printed }: By): OnBehalf => ({
  ...(actor !== undefined && { actor }),
  ...(medium !== undefined && { medium }),
  ...(evidence !== undefined && { reference: evidence }),
  ...(printed !== undefined && { printed }),
})
