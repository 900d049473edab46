import type { Json } from '../../core/json.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../core/program/plan.js'
import { applies, freshUntil } from '../../core/subject/conditions.js'
import type { Subject } from '../../core/subject/subject.js'

type Answers = { readonly [field: string]: Json }

/**
 * The answers with which an acceptance travels: those given, and of what the other fold alone knows only
 * what this offer needs. An optional ask travels only when it is given: leaving it out has to mean no.
 *
 * @param who  the fold that the offer is decided on
 * @param other the fold that may know more
 */
export function withKnown(
  plan: Plan,
  planned: PlannedOffer,
  given: { readonly answers: Answers; readonly consents: { readonly [purpose: string]: readonly string[] } },
  [who, other]: readonly [who: Subject, other: Subject],
  now: number,
): Answers {
  const answers: { [field: string]: Json } = { ...given.answers }
  const knows = (subject: Subject, field: string) => freshUntil(plan.program, subject, field) > now
  const fetch = (field: string) => {
    const value = other.values[field]
    if (!Object.hasOwn(answers, field) && !knows(who, field) && knows(other, field) && value !== undefined)
      answers[field] = value
  }
  const there = (field: string) => Object.hasOwn(answers, field) || knows(who, field) || knows(other, field)
  const group = planned.alternatives.find((asks) => asks.every((ask) => ask.optional || there(ask.field)))
  const fetchAll = () => {
    for (const ask of planned.asks) if (!ask.optional && !ask.when) fetch(ask.field)
    for (const ask of planned.asks) if (!ask.optional && ask.when && applies(ask.when, who, answers)) fetch(ask.field)
    for (const ask of group ?? []) if (!ask.optional) fetch(ask.field)
  }
  const all = { ...other.values, ...answers }
  const lacks = (ask: PlannedAsk) => !ask.optional && applies(ask.when, who, all) && !there(ask.field)
  // A step takes along what it answers; the rest of what is known travels when the offer is accepted.
  const isStep = planned.offer.steps && (planned.asks.some(lacks) || (planned.alternatives.length > 0 && !group))
  if (!isStep) fetchAll()
  // What will be recorded the site's own backend says: what this page has seen of it stays here.
  for (const [purpose, fields] of planned.invites)
    for (const field of given.consents[purpose] ?? [])
      if (fields.includes(field) && !planned.observes.includes(field)) fetch(field)
  return answers
}
