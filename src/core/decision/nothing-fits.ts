import type { PlannedOffer } from '../program/plan.js'
import type { BestFit } from './best-fit.js'
import type { PassingFilter } from './offer-filter.js'
import type { Question } from './question.js'
import { homeOf, type View } from './view.js'

/** Asked once per question, and not before somebody wants to know. */
export function fitFound({ id, offer }: PlannedOffer, question: Question): BestFit | null {
  if (!offer.fits || !question.fit) return null
  question.fits ??= new Map()
  const known = question.fits.get(id)
  if (known !== undefined) return known
  const fresh = question.fit(id)
  question.fits.set(id, fresh)
  return fresh
}

/** Of an offer that `fits` nothing is given but what goes with what was seen, and that is at hand. */
export const nothingFits: PassingFilter = {
  concerns: ({ offer }) => offer.fits !== undefined,
  until: (_, view, planned, question) => (mayFit(view, planned, question) ? 0 : Number.POSITIVE_INFINITY),
  why: (_, _view, _planned, _until, { fit }) => ({
    code: 'nothing_fits',
    why: fit ? 'none_left_or_fitting' : 'no_model',
  }),
}

/** Where it is decided elsewhere, and where nothing was seen yet, that speaks against it already. */
const mayFit = (view: View, planned: PlannedOffer, question: Question): boolean =>
  question.elsewhere === true ||
  (question.fit !== undefined && !isSeen(view, planned)) ||
  fitFound(planned, question) !== null

function isSeen(view: View, planned: PlannedOffer): boolean {
  const { values } = homeOf(view, planned)
  return planned.uses.every((field) => Object.hasOwn(values, field))
}
