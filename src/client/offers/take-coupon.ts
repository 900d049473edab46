import type { SignedCoupon } from '../../core/points/signed-coupon.js'
import type { PlannedOffer } from '../../core/program/plan.js'
import type { Result } from '../../core/result.js'
import { ok, refused } from '../../core/result.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { Saying } from '../say.js'
import type { Acting } from './acting.js'
import { basketOf } from './fit.js'

/**
 * Takes the coupon of an acceptance out of the stock. What would be refused takes none. Where the basket has changed so
 * that another one fits by now, none is taken; where its ground ended while the code was on its way, none is handed out.
 */
export async function takeCoupon(
  { plan, board, say, clock, bestFit, fitting }: Acting,
  planned: PlannedOffer,
  saying: Saying & { readonly type: 'accept' },
): Promise<Result<SignedCoupon, Refusal>> {
  const { offer, coupon } = saying
  if (coupon === undefined || !fitting || bestFit?.(offer)?.coupon !== coupon) return none
  const problem = say.refusedHere(saying)
  if (problem) return refused(problem)
  const { person } = board.get()
  const taken = await fitting.take(offer, coupon)
  const after = board.get()
  if (taken && after.person !== person) return lost(refusal('wrong_subject'), taken)
  if (taken && basketOf(plan, after.local, planned, clock()) === undefined) return lost(none.error, taken)
  if (taken) return ok(taken)
  // Whoever asks again looks at what is there now.
  board.set({})
  return none
}

const none = refused(refusal('none_left'))

/** It was taken for nobody: whoever knows its code can give it back. */
export const lost = (error: Refusal, { code }: SignedCoupon) => refused<Refusal>({ ...error, facts: { taken: code } })
