import type { SignedCoupon } from '../../core/points/signed-coupon.js'
import type { Result } from '../../core/result.js'
import { ok, refused } from '../../core/result.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { Saying } from '../say.js'
import type { Acting } from './acting.js'

/**
 * Takes the coupon of an acceptance out of the stock. What would be refused takes none; and none is handed out whose
 * basket, or its ground, is gone since it was shown.
 */
export async function takeCoupon(
  { board, say, bestFit, fitting }: Acting,
  saying: Saying & { readonly type: 'accept' },
): Promise<Result<SignedCoupon, Refusal>> {
  const { offer, coupon } = saying
  if (coupon === undefined || !fitting || !bestFit?.(offer)) return none
  const problem = say.refusedHere(saying)
  if (problem) return refused(problem)
  const { person } = board.get()
  const taken = await fitting.take(offer, coupon)
  if (taken) return board.get().person === person ? ok(taken) : lost(refusal('wrong_subject'), taken)
  // Whoever asks again looks at what is there now.
  board.set({})
  return none
}

const none = refused(refusal('none_left'))

/** It was taken for nobody: whoever knows its code can give it back. */
export const lost = (error: Refusal, { code }: SignedCoupon) => refused<Refusal>({ ...error, facts: { taken: code } })
