import { silence } from '../consent/asking.js'
import { later } from '../duration.js'
import { repeatsFrom } from '../program/offer.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { answeredAt } from '../subject/displays.js'
import { isHeld, type OfferHistory, type Subject } from '../subject/subject.js'
import { type Context, minuteOf } from './context.js'
import { bindingOf, freeFrom } from './display-limits.js'
import type { LastingFilter, PassingFilter } from './offer-filter.js'
import type { Approachable, Question } from './question.js'
import type { RestReason } from './reason.js'
import type { View } from './view.js'

// How often people are approached. It bounds proposals alone: what somebody opens by themselves stays theirs to accept.

const never = Number.POSITIVE_INFINITY
const dayLong = 86_400_000

interface Rest {
  readonly until: number
  readonly because: RestReason
}

const awake: Rest = { until: 0, because: 'dismissed' }
const longer = (one: Rest, other: Rest): Rest => (other.until > one.until ? other : one)

/** What the server and what the device remember of an offer. */
const histories = ({ subject, local }: View, id: string): readonly OfferHistory[] =>
  [subject, local].flatMap((who: Subject | undefined) => who?.offers[id] ?? [])

/** Nothing is proposed to who waits for the answer to a complaint. */
export const complaintFilter: LastingFilter = {
  lasting: true,
  until: (_, { subject, local }) => ((subject.complainedAt ?? local?.complainedAt) === undefined ? 0 : never),
  why: () => ({ code: 'complained' }),
}

/**
 * How long an offer rests after a no: as its purpose says after a refusal, and after leaving it; shorter after a "not
 * now". An acceptance since then, wherever it was, ends the rest.
 */
function restAfterNo(plan: Plan, view: View, { id, offer, incentive }: PlannedOffer): Rest {
  const { afterDismissal = 'P1D' } = plan.program.contact ?? {}
  const all = histories(view, id)
  const accepted = Math.max(...all.map((one) => (isHeld(one) ? one.at : -never)))
  let rest = awake
  for (const { status, at, declinedAt, dismissedAt } of all) {
    if (dismissedAt !== undefined && dismissedAt >= accepted)
      rest = longer(rest, { until: later(dismissedAt, afterDismissal), because: 'dismissed' })
    // Said no to more than what was accepted once: each consent rests by itself.
    const isOnce = status === 'accepted' && repeatsFrom(offer.repeats, at) === never
    const because = status === 'left' ? 'left' : 'declined'
    if (declinedAt !== undefined && declinedAt >= accepted && !isOnce)
      rest = longer(rest, { until: later(declinedAt, silence(plan, offer.for, incentive)), because })
  }
  return rest
}

/** How long it rests after displays that nobody answered. An answer, wherever it was given, makes them start anew. */
function restAfterSilence(plan: Plan, view: View, id: string): Rest {
  const all = histories(view, id)
  const times = all.flatMap(({ ignored = [] }, n) => {
    const answered = Math.max(...all.map((other, m) => (m === n ? -never : answeredAt(other))))
    return ignored.filter((at) => at > answered && at <= view.at + dayLong)
  })
  const last = Math.max(...times)
  if (last === -never) return awake
  const { afterSilence, stopsAfter = 3, stopsFor = 'P90D' } = plan.program.contact ?? {}
  const silent: Rest = { until: afterSilence === undefined ? 0 : later(last, afterSilence), because: 'silence' }
  return times.length < stopsAfter ? silent : longer({ until: later(last, stopsFor), because: 'stopped' }, silent)
}

const filterOfRest = (restOf: (plan: Plan, view: View, planned: PlannedOffer) => Rest): LastingFilter => ({
  lasting: true,
  until: (plan, view, planned) => (isNew(view, planned.id) ? 0 : restOf(plan, view, planned).until),
  why: (plan, view, planned, until) => ({ code: 'at_rest', until, because: restOf(plan, view, planned).because }),
})

/** Offers that rest by what was done with them, or since nothing was. */
export const restFilters: readonly LastingFilter[] = [
  filterOfRest(restAfterNo),
  filterOfRest((plan, view, { id }) => (isUp(view, id) ? awake : restAfterSilence(plan, view, id))),
]

const isNew = ({ subject, local }: View, id: string): boolean => !subject.offers[id] && !local?.offers[id]

/** To go on showing what this page has put up is no new display. */
const isUp = ({ displayed }: View, id: string): boolean => displayed?.has(id) === true

const offerLimits = ({ program }: Plan, { offer }: PlannedOffer) => offer.displays ?? program.contact?.perOffer

/** Offers that were displayed as often as they may be, by themselves, on this channel, or among all. */
export const displayFilters: readonly (LastingFilter | PassingFilter)[] = [
  {
    lasting: true,
    concerns: (planned, plan) => offerLimits(plan, planned) !== undefined,
    until: (plan, view, planned) =>
      isNew(view, planned.id) || isUp(view, planned.id)
        ? 0
        : freeFrom(offerLimits(plan, planned) ?? {}, view, planned.id),
    why: (plan, view, planned, until) => ({
      ...{ code: 'shown_too_often', until },
      limit: { of: 'offer', per: bindingOf(offerLimits(plan, planned) ?? {}, view, planned.id) },
    }),
  },
  {
    overall: true,
    concerns: (_, { approach }) => Object.values(approach).some(({ displays }) => displays),
    until: (plan, view, { id }, context) => (isUp(view, id) ? 0 : approachHere(plan, view, context).channel),
    why(plan, view, _, until, { touchpoint }) {
      const { displays = {}, channel } = plan.approach[touchpoint] ?? {}
      return {
        code: 'shown_too_often',
        until,
        limit: { of: 'channel', per: bindingOf(displays, view, undefined, channel) },
      }
    },
  },
  {
    overall: true,
    concerns: (_, { program }) => program.contact?.displays !== undefined,
    until: (plan, view, { id }, context) => (isUp(view, id) ? 0 : approachHere(plan, view, context).all),
    why: ({ program }, view, _, until) => ({
      ...{ code: 'shown_too_often', until },
      limit: { of: 'all', per: bindingOf(program.contact?.displays ?? {}, view) },
    }),
  },
]

/** Whoever sleeps is left alone, by the clock on their own wall. */
export const quietFilter: PassingFilter = {
  overall: true,
  concerns: (_, { approach }) => Object.values(approach).some(({ quiet }) => quiet),
  until: (plan, _view, _planned, context) => quietUntil(plan, context),
  why: (_plan, _view, _planned, until) => ({ code: 'quiet_hours', until }),
}

/** Until when the subject's quiet hours last that it is in the midst of; 0 outside of them. */
export function quietUntil({ approach }: Plan, context: Context): number {
  const quiet = approach[context.touchpoint]?.quiet
  if (!quiet) return 0
  const { from, until } = quiet
  const minute = minuteOf(context)
  const isQuiet = from < until ? minute >= from && minute < until : minute >= from || minute < until
  return isQuiet ? (Math.floor(context.now / 60_000) + ((until - minute + 1440) % 1440)) * 60_000 : 0
}

const known = new WeakMap<View, Map<string, Approachable>>()

/** Worked out once for each view and touchpoint: it hangs on no moment. */
function approachable(plan: Plan, view: View, touchpoint: string): Approachable {
  const here = known.get(view) ?? new Map<string, Approachable>()
  const before = here.get(touchpoint)
  if (before) return before
  const { displays, channel } = plan.approach[touchpoint] ?? {}
  const { displays: overall } = plan.program.contact ?? {}
  const fresh = {
    channel: displays ? freeFrom(displays, view, undefined, channel) : 0,
    all: overall ? freeFrom(overall, view) : 0,
  }
  known.set(view, here.set(touchpoint, fresh))
  return fresh
}

function approachHere(plan: Plan, view: View, question: Question): Approachable {
  question.approach ??= approachable(plan, view, question.touchpoint)
  return question.approach
}

/**
 * From when on anything at all may be proposed here, as far as limits and quiet hours go; what this page shows already
 * needs no limit's leave.
 */
export function approachFrom(plan: Plan, view: View, context: Question): number {
  const quiet = quietUntil(plan, context)
  if (view.displayed && view.displayed.size > 0) return quiet
  const { channel, all } = approachHere(plan, view, context)
  return Math.max(quiet, channel, all)
}
