import { askableFrom } from '../consent/asking.js'
import { fieldsIn, isAmong, type Pair, pairsOf } from '../program/pair.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../program/plan.js'
import { isConsent } from '../program/purpose.js'
import type { Accept } from './command.js'
import { applies, freshUntil } from './conditions.js'
import { inForce } from './consent.js'
import { isAnsweredBy } from './steps.js'
import type { Subject } from './subject.js'

/** One acceptance while it is being decided. */
export interface Case {
  readonly plan: Plan
  readonly subject: Subject
  readonly command: Accept
  readonly planned: PlannedOffer
  readonly now: number
  /** Accepted before and still in force: only what is missing is added, and nothing is given twice. */
  readonly supplement: boolean
  /** Known and fresh now, or answered with this command. */
  readonly isThere: (field: string) => boolean
  /** The asks whose condition holds. */
  readonly due: readonly PlannedAsk[]
  /** The first group of alternatives that is complete. */
  readonly chosen: readonly PlannedAsk[]
  /** Only a step of a long ask: it answers some of what the offer needs, and not all. */
  readonly begins: boolean
  /** The asks that this acceptance answers, alternatives included. */
  readonly answered: readonly PlannedAsk[]
  readonly ticked: readonly Pair[]
  /** Invitations among what was ticked; their fields may be given with them. */
  readonly boxes: readonly Pair[]
}

export const isAnswered = (command: Accept, field: string): boolean => Object.hasOwn(command.answers, field)

/** What an acceptance comes to, before anything of it is judged. */
export function caseOf(
  plan: Plan,
  subject: Subject,
  command: Accept,
  planned: PlannedOffer,
  now: number,
  supplement: boolean,
): Case {
  const isThere = (field: string) => isAnswered(command, field) || now < freshUntil(plan.program, subject, field)
  const due = planned.asks.filter((ask) => applies(ask.when, subject, command.answers))
  const chosen = planned.alternatives.find((group) => group.every((ask) => ask.optional || isThere(ask.field))) ?? []
  // A supplement is about what it answers: it renews no consent that it does not speak of.
  const renewed = (ask: PlannedAsk) => supplement && wantsRenewal(plan, subject, ask, now) && isThere(ask.field)
  const ticked = pairsOf(command.consents)
  const boxes = ticked.filter(({ purpose }) => Object.hasOwn(planned.offer.invites ?? {}, purpose))
  const given = { plan, subject, command, planned, now, supplement, isThere, due, chosen, ticked, boxes }
  const step = planned.offer.steps && !supplement && isIncomplete(given) ? stepTaken(given) : []
  const begins = step.length > 0
  const answered = begins
    ? step
    : [...due, ...chosen].filter(
        (ask) => (!ask.optional && (!supplement || renewed(ask))) || isAnswered(command, ask.field),
      )
  return { ...given, begins, answered }
}

type Given = Omit<Case, 'begins' | 'answered'>

/** The fields that the offer needs, and that are not there. */
export function lacking({ planned, due, chosen, isThere }: Given): readonly string[] {
  const group = chosen.length === 0 ? (planned.alternatives[0] ?? []) : []
  return [...fieldsIn(due.filter(isRequired)).filter((field) => !isThere(field)), ...fieldsIn(group.filter(isRequired))]
}

/** Something that it needs is not there, or waits for a yes of its own. */
const isIncomplete = (given: Given): boolean =>
  lacking(given).length > 0 ||
  given.due.some(
    (ask) =>
      !ask.optional && isUnticked(given.plan, given.ticked, ask) && isOpen(given.plan, given.subject, ask, given.now),
  )

/** What an acceptance answers that does not answer all; nothing where it brings nothing new. */
function stepTaken({ plan, subject, command, planned, due, ticked, isThere, now }: Given): readonly PlannedAsk[] {
  const isAgreed = (ask: PlannedAsk) => isAmong(ticked, ask) && isThere(ask.field)
  const taken = [...due, ...planned.alternatives.flat()].filter(
    (ask) => isAnswered(command, ask.field) || isAgreed(ask),
  )
  return taken.some((ask) => isOpen(plan, subject, ask, now)) ? taken : []
}

/** Whether a step answers something that the offer needs: what is only welcome is told for nothing (law 3). */
export function bringsNeeded({ plan, subject, planned, due, chosen, answered, now }: Case): boolean {
  const alternatives = chosen.length > 0 ? chosen : planned.alternatives.flat()
  const needed = [...due, ...alternatives].filter(isRequired)
  return answered.some((ask) => needed.includes(ask) && isOpen(plan, subject, ask, now))
}

/** Not known any more or not yet; or its consent, where it takes one of its own, is not in force. */
export const isOpen = (plan: Plan, subject: Subject, ask: PlannedAsk, now: number): boolean =>
  freshUntil(plan.program, subject, ask.field) <= now ||
  ((ask.optional || plan.program.purposes[ask.purpose]?.basis === 'explicit-consent') &&
    !inForce(plan.program, subject, ask.field, ask.purpose, now))

/** A consent that was given, and has run out or is about to, or says less than what is asked today. */
export function wantsRenewal(plan: Plan, subject: Subject, pair: Pair, now: number): boolean {
  const { status, basis } = subject.grounds[pair.purpose]?.[pair.field] ?? {}
  const was = status === 'granted' || status === 'expired'
  return was && isConsent(basis && { basis }) && askableFrom(plan, subject, pair) <= now
}

const isRequired = (ask: PlannedAsk): boolean => !ask.optional

/** Explicit consent is never read into an answer. */
export const isUnticked = (plan: Plan, ticked: readonly Pair[], pair: Pair): boolean =>
  plan.program.purposes[pair.purpose]?.basis === 'explicit-consent' && !isAmong(ticked, pair)

/** The asks whose points are due: those answered now, and those that were answered in earlier steps. */
export function paidNow({ subject, command, planned, due, answered }: Case): readonly PlannedAsk[] {
  const isBegun = subject.offers[planned.id]?.status === 'begun'
  const earlier = isBegun ? [...due, ...planned.alternatives.flat()] : []
  const all = [
    ...answered.filter(({ field }) => isAnswered(command, field)),
    ...earlier.filter((ask) => !isAnswered(command, ask.field) && isAnsweredBy(subject, planned.id, ask)),
  ]
  return all.filter(({ points, field }) => points && !Object.hasOwn(subject.paid, field))
}
