import type { PlannedMoment } from '../program/moment.js'
import type { Pair } from '../program/pair.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { freshUntil } from '../subject/conditions.js'
import { inForce } from '../subject/consent.js'
import type { Subject } from '../subject/subject.js'
import { type Context, dateOf } from './context.js'
import type { View } from './view.js'
import { type Dated, type Day, datedBy, dayOf, textOf, windowFrom } from './window.js'

/** Why an offer that belongs to a moment is not made. */
export type MomentProblem =
  /** Its date is not known, not fresh, not told by themselves, or may not be used for this. */
  | { readonly code: 'no_moment'; readonly moment: string }
  /** Nobody is approached about it without their explicit consent to that, confirmed where it has to be. */
  | { readonly code: 'taboo_unconfirmed'; readonly moment: string }
  /** `opens`: from which date of theirs on; absent where it is over for good. */
  | { readonly code: 'not_the_moment'; readonly moment: string; readonly opens?: string }

/** That it is the moment; else why not. */
const open = 0
const codes = [undefined, 'no_moment', 'taboo_unconfirmed', 'not_the_moment'] as const

/**
 * How each of the program's moments stands: 0 where it is the moment. Worked out once for all offers.
 *
 * A moment is a date that somebody told of themselves, is fresh and may be used for it. What was inferred, imported or
 * observed is none, and an old answer that arrives late is as old as when it was said.
 */
export function momentsNow(plan: Plan, view: View, context: Context): Uint8Array {
  const today = todayOf(plan, context)
  return Uint8Array.from(plan.moments, (moment) => standing(plan, view, moment, context.now, today))
}

export function momentProblem(
  plan: Plan,
  view: View,
  planned: PlannedOffer,
  context: Context,
): MomentProblem | undefined {
  const moment = plan.moments[planned.moment]
  if (!moment) return undefined
  const today = todayOf(plan, context)
  const code = codes[standing(plan, view, moment, context.now, today)]
  if (code !== 'not_the_moment') return code && { code, moment: moment.name }
  const window = windowFrom(today, moment, told(plan, view, moment, context.now) as Dated)
  return { code, moment: moment.name, ...(window && { opens: textOf(window.from) }) }
}

/** What is read for an offer that belongs to a moment, and for what. */
export function momentPair({ moments }: Plan, { moment }: PlannedOffer): Pair | undefined {
  const its = moments[moment]
  return its && { field: its.field, purpose: its.purpose }
}

/** A program without moments needs no calendar. */
const todayOf = ({ moments }: Plan, context: Context): Day => (moments.length > 0 ? dayOf(dateOf(context)) : Number.NaN)

function standing(plan: Plan, view: View, moment: PlannedMoment, now: number, today: Day): number {
  const dated = told(plan, view, moment, now)
  if (!dated) return moment.taboo && !folds(view).some((who) => may(plan, who, moment, now)) ? 2 : 1
  const window = windowFrom(today, moment, dated)
  return window && window.from <= today ? open : 3
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
