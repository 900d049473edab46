import type { Plan } from '../program/plan.js'
import { barsOf } from './barriers.js'
import type { Context } from './context.js'
import { fitFound } from './nothing-fits.js'
import { openFields } from './open-answers.js'
import { asking } from './question.js'
import type { OfferReason } from './reason.js'
import type { View } from './view.js'

/** Why an offer is proposed, or why not. */
export interface OfferExplained {
  readonly proposed: boolean
  readonly reasons: readonly OfferReason[]
}

/** Whether an offer may be proposed: all that speaks against it, or what it asks. */
export function explainOffer(plan: Plan, view: View, id: string, context: Context): OfferExplained {
  const planned = plan.offer[id]
  if (!planned) return { proposed: false, reasons: [{ code: 'unknown_offer' }] }
  const question = asking(context)
  const bars = barsOf(plan, view, planned, question)
  if (bars.length > 0) return { proposed: false, reasons: bars }
  const fields = openFields(plan, view, planned, context.now)
  const asks: OfferReason = fields.length > 0 ? { code: 'asks', fields } : { code: 'asks_nothing_new' }
  const fit = fitFound(planned, question)
  return { proposed: true, reasons: fit ? [{ code: 'fits', fit }, asks] : [asks] }
}
