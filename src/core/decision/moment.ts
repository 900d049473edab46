import type { PlannedMoment } from '../program/moment.js'
import type { Pair } from '../program/pair.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { freshUntil } from '../subject/conditions.js'
import { inForce } from '../subject/consent.js'
import type { Subject } from '../subject/subject.js'
import { dateOf } from './context.js'
import type { PassingFilter } from './offer-filter.js'
import type { MomentStanding, Question } from './question.js'
import type { View } from './view.js'
import { type Dated, type Day, datedBy, dayOf, textOf, windowFrom } from './window.js'

/** An offer that belongs to a moment is made in its window alone, on the subject's own calendar. */
export const momentFilter: PassingFilter = {
  concerns: ({ moment }) => moment >= 0,
  until: (plan, view, { moment }, context) =>
    standings(plan, view, context)[moment] === 'open' ? 0 : Number.POSITIVE_INFINITY,
  why(plan, view, planned, _, context) {
    const moment = plan.moments[planned.moment] as PlannedMoment
    const { name, purpose } = moment
    const code = standings(plan, view, context)[planned.moment]
    if (code === 'taboo_unconfirmed') return { code, moment: name, purpose }
    const dated = told(plan, view, moment, context.now)
    if (code !== 'not_the_moment' || !dated) return { code: 'no_moment', moment: name }
    const window = windowFrom(dayOf(dateOf(context)), moment, dated)
    return { code, moment: name, ...(window && { opens: textOf(window.from) }) }
  },
}

/** Of all moments, once for all offers that are looked at together. */
function standings(plan: Plan, view: View, question: Question): readonly MomentStanding[] {
  question.standings ??= plan.moments.map((moment) =>
    standing(plan, view, moment, question.now, dayOf(dateOf(question))),
  )
  return question.standings
}

/** What is read for an offer that belongs to a moment, and for what. */
export function momentPair({ moments }: Plan, { moment }: PlannedOffer): Pair | undefined {
  const its = moments[moment]
  return its && { field: its.field, purpose: its.purpose }
}

/**
 * How a moment stands. A moment is a date that somebody told of themselves, is fresh and may be used for it. What was
 * inferred, imported or observed is none, and an old answer that arrives late is as old as when it was said.
 */
function standing(plan: Plan, view: View, moment: PlannedMoment, now: number, today: Day): MomentStanding {
  const dated = told(plan, view, moment, now)
  const isAllowed = () => folds(view).some((who) => may(plan, who, moment, now))
  if (!dated) return moment.taboo && !isAllowed() ? 'taboo_unconfirmed' : 'no_moment'
  const window = windowFrom(today, moment, dated)
  return window && window.from <= today ? 'open' : 'not_the_moment'
}

/** The date as either fold may tell it for this, the one that was said last. */
function told(plan: Plan, view: View, moment: PlannedMoment, now: number): Dated | undefined {
  const { field, yearly } = moment
  let [found, last]: [Dated | undefined, number] = [undefined, Number.NEGATIVE_INFINITY]
  for (const who of folds(view)) {
    const source = who.known[field]?.source
    if (source?.provenance !== 'declared' || source.givenAt < last || !may(plan, who, moment, now)) continue
    if (!(now < freshUntil(plan.program, who, field))) continue
    const dated = datedBy(who.values[field], yearly)
    if (dated) [found, last] = [dated, source.givenAt]
  }
  return found
}

const folds = ({ subject, local }: View): readonly Subject[] => (local ? [subject, local] : [subject])

/** A ground for this very use is in force; of a taboo moment, an explicit consent. */
const may = ({ program }: Plan, who: Subject, { field, purpose, taboo }: PlannedMoment, now: number): boolean =>
  inForce(program, who, field, purpose, now) && (!taboo || who.grounds[purpose]?.[field]?.basis === 'explicit-consent')
