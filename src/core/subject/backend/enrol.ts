import { fieldsIn, type Pair } from '../../program/pair.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../program/plan.js'
import { ok, type Result } from '../../result.js'
import { grant } from '../accept.js'
import { applies } from '../conditions.js'
import type { Event } from '../event.js'
import { about, type Refusal, refuse } from '../refusal.js'
import { remember } from '../remember.js'
import type { Subject } from '../subject.js'
import type { Enrol } from './backend-command.js'
import { deny } from './deny.js'
import { imported, ungrounded } from './imported.js'

/**
 * A member of old: the contract's ground for what the offer needs and records, and no consent to anything. Values come
 * along where a ground holds them, the contract's or one from before; who is a member already gets what is not known
 * yet. Who left is not brought back.
 */
export function decideEnrol(
  plan: Plan,
  subject: Subject,
  command: Enrol,
  now: number,
): Result<readonly Event[], Refusal> {
  const { offer, answers = {} } = command
  const planned = plan.offer[offer]
  if (!planned) return refuse('unknown_offer')
  const basis = plan.program.purposes[planned.offer.for]?.basis
  if (basis !== 'contract') return refuse('wrong_exit', { facts: { basis: basis ?? null } })
  const strange = Object.keys(answers).filter((field) => !Object.hasOwn(plan.fieldIndex, field))
  if (strange.length > 0) return refuse('unknown_field', about(strange))
  const status = subject.offers[offer]?.status
  if (status === 'left') return deny('left_before')
  const joining: readonly Event[] =
    status === 'accepted'
      ? []
      : [
          { type: 'accepted', offer, at: now },
          ...needed(planned, subject, answers).map((pair) => grant(plan, command, pair, now)),
        ]
  const values = imported(joining.reduce(remember, subject), command, now)
  if (joining.length + values.length === 0)
    return refuse('already_accepted', { facts: { ungrounded: ungrounded(subject, command, []) } })
  return ok([...joining, ...values])
}

/** What the contract needs: the required asks, the alternative that is complete, and what it records. */
function needed({ offer, asks, alternatives }: PlannedOffer, subject: Subject, answers: Answers): readonly Pair[] {
  const own = ({ optional, purpose }: PlannedAsk) => !optional && purpose === offer.for
  const isAnswered = ({ field }: PlannedAsk) => Object.hasOwn(answers, field)
  const due = asks.filter((ask) => ask.when === undefined || (isAnswered(ask) && applies(ask.when, subject, answers)))
  const chosen = alternatives.find((group) => group.every((ask) => ask.optional || isAnswered(ask))) ?? []
  const fields = new Set([...fieldsIn([...due, ...chosen].filter(own)), ...Object.keys(offer.observes ?? {})])
  return [...fields].map((field) => ({ purpose: offer.for, field }))
}

type Answers = NonNullable<Enrol['answers']>
