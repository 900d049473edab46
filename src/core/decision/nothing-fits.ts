import type { PlannedOffer } from '../program/plan.js'
import type { BestFit } from './best-fit.js'
import type { PassingFilter } from './offer-filter.js'
import type { Question } from './question.js'

/** Asked once per question, and not before somebody wants to know. */
export function fitFound({ id, offer }: PlannedOffer, question: Question): BestFit | null {
  if (!offer.fits || !question.fit) return null
  question.fits ??= {}
  const { fits } = question
  if (fits[id] === undefined) fits[id] = question.fit(id)
  return fits[id]
}

/** Of an offer that `fits` nothing is given but what goes with what was seen, and is at hand. */
export const nothingFits: PassingFilter = {
  concerns: ({ offer }) => offer.fits !== undefined,
  // Elsewhere there is no basket to look into: that is said already.
  until: (_, _view, planned, question) =>
    question.elsewhere || fitFound(planned, question) ? 0 : Number.POSITIVE_INFINITY,
  why: (_, _view, _planned, _until, { fit }) => ({
    code: 'nothing_fits',
    why: fit ? 'none_left_or_fitting' : 'no_model',
  }),
}
