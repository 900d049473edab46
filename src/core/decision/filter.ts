import { askableFrom } from '../consent/asking.js'
import { repeatsFrom } from '../program/offer.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { isConsent } from '../program/purpose.js'
import { applies } from '../subject/conditions.js'
import { givenTo } from '../subject/given-to.js'
import { isHeld, type Subject } from '../subject/subject.js'
import { blockedFields, blockedUntil } from './blocked.js'
import { complaintFilter, displayFilters, quietFilter, restFilters } from './contact.js'
import { isEven } from './fairness/fairness-of.js'
import { momentFilter } from './moment.js'
import { nothingFits } from './nothing-fits.js'
import type { OfferFilter } from './offer-filter.js'
import { openAnswers } from './open-answers.js'
import { weighingOf } from './score.js'
import { silenceFilter } from './silence.js'
import { nearFilter, spanFilters } from './situation.js'
import { homeOf, type View } from './view.js'

const never = Number.POSITIVE_INFINITY
const barred = (is: boolean): number => (is ? never : 0)
/** A date where there is one: `Infinity` is no answer to "when?". */
const whenEnds = (until: number): { readonly until?: number } => (until === never ? {} : { until })

/** Everything that an offer has to get past, in the order in which reasons are told. */
export const filters: readonly OfferFilter[] = [
  {
    lasting: true,
    until: (_, { subject }) => barred(subject.erasedAt !== null),
    why: () => ({ code: 'erased' }),
  },
  {
    lasting: true,
    // Said to the server alone or on the device alone, it is meant of everything.
    until: (_, { subject, local }) => barred((subject.restrictedAt ?? local?.restrictedAt) !== undefined),
    why: () => ({ code: 'restricted' }),
  },
  {
    lasting: true,
    concerns: ({ incentive }, { program }) => incentive && program.minors !== undefined,
    until: (_, view, planned) => barred(homeOf(view, planned).age?.band === 'minor'),
    why: () => ({ code: 'not_for_minors' }),
  },
  complaintFilter,
  {
    lasting: true,
    until: (_, view, planned) => barred(Object.hasOwn(homeOf(view, planned).objected, planned.offer.for)),
    why: (_, _view, { offer }) => ({ code: 'objected', purpose: offer.for }),
  },
  {
    lasting: true,
    until: acceptedUntil,
    why: (_, _view, _planned, until) => ({ code: 'accepted', ...whenEnds(until) }),
  },
  ...restFilters,
  {
    concerns: ({ onDevice }) => onDevice,
    until: (_, _view, _planned, { elsewhere }) => barred(elsewhere === true),
    why: () => ({ code: 'device_only' }),
  },
  {
    concerns: ({ at }) => at !== undefined,
    until: (_, _view, { offer }, { touchpoint }) => barred(offer.at?.includes(touchpoint) !== true),
    why: (_, _view, { offer }) => ({ code: 'not_here', at: offer.at ?? [] }),
  },
  {
    lasting: true,
    concerns: ({ offer }) => offer.when !== undefined,
    until: (_, view, planned) => barred(!applies(planned.offer.when, homeOf(view, planned), view.local?.values)),
    why: (_, _view, { offer }) => ({ code: 'not_now', fields: Object.keys(offer.when ?? {}) }),
  },
  {
    lasting: true,
    concerns: ({ offer }) => offer.principle === 'receive',
    until: (_, view, planned) => barred(unseen(view, planned).length > 0),
    why: (_, view, planned) => ({ code: 'nothing_to_use', fields: unseen(view, planned) }),
  },
  {
    lasting: true,
    until: (plan, view, planned) => barred(isDone(plan, view, planned)),
    why: () => ({ code: 'known' }),
  },
  {
    lasting: true,
    until: blockedUntil,
    why: (plan, view, planned, until) => ({
      ...{ code: 'no_ground', fields: blockedFields(plan, view, planned) },
      ...whenEnds(until),
    }),
  },
  ...displayFilters,
  quietFilter,
  ...spanFilters,
  momentFilter,
  nearFilter,
  {
    lasting: true,
    concerns: ({ offer }) => offer.unevenBecause === undefined,
    until: (plan, view, planned) => barred(isUneven(plan, view, planned)),
    why: (plan, view, { rank }) => {
      const { worth, burden } = weighingOf(plan, view)
      return { code: 'uneven', worth: worth[rank] as number, burden: burden[rank] as number }
    },
  },
  silenceFilter,
  // The one that looks into a basket: where anything else speaks against an offer, it is not asked.
  nothingFits,
]

/** What is in force was weighed when it was agreed to. */
const isInForce = (view: View, planned: PlannedOffer): boolean => isHeld(homeOf(view, planned).offers[planned.id])

/** There is nothing left to ask, and nothing left to give. */
const isDone = (plan: Plan, view: View, planned: PlannedOffer): boolean =>
  (homeOf(view, planned).offers[planned.id]?.accepted ?? 0) > 0 &&
  !isInForce(view, planned) &&
  givenTo(planned, homeOf(view, planned), view.at).length === 0 &&
  openAnswers(plan, view, planned, view.at) === 0

function isUneven(plan: Plan, view: View, planned: PlannedOffer): boolean {
  const { worth, burden } = weighingOf(plan, view)
  return !isInForce(view, planned) && !isEven(worth[planned.rank], burden[planned.rank] as number)
}

const unseen = (view: View, planned: PlannedOffer): readonly string[] =>
  planned.uses.filter((field) => !Object.hasOwn(homeOf(view, planned).values, field))

/** Until it may be accepted anew; what it was about may be agreed to anew before. */
function acceptedUntil(plan: Plan, view: View, planned: PlannedOffer): number {
  const { id, offer, onDevice } = planned
  const subject = homeOf(view, planned)
  const before = subject.offers[id]
  if (before?.status !== 'accepted' || (onDevice && offer.principle === 'receive' && !offer.fits)) return 0
  const again = repeatsFrom(offer.repeats, before.at)
  return again === never ? renewsFrom(plan, subject, planned) : again
}

/** From when on something that was agreed to with an offer wants to be agreed to anew. */
function renewsFrom(plan: Plan, subject: Subject, { pairs }: PlannedOffer): number {
  const given = pairs.filter(({ purpose, field }) => {
    const ground = subject.grounds[purpose]?.[field]
    return isConsent(ground) && (ground?.status === 'granted' || ground?.status === 'expired')
  })
  return Math.min(never, ...given.map((pair) => askableFrom(plan, subject, pair)))
}
