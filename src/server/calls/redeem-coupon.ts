import { deny } from '../../core/subject/backend/deny.js'
import { redeemSigned } from '../coupons/redeem-signed.js'
import { readSignedCode } from '../coupons/signed-code.js'
import type { Desk } from '../desk.js'
import { readCode } from '../secrets/coupon-code.js'
import { answersOf } from './answer-calls.js'
import { askedByServer } from './asked-by-server.js'
import type { BackendAnswer } from './backend-call.js'
import { bad } from './call-shape.js'
import { isClean } from './clean-json.js'
import { commit, type Done, load } from './commit.js'
import { type Reference, type Who, whoIs } from './reference.js'
import { whoseCoupon } from './whose.js'

/** How a coupon is handed in. */
export interface RedeemCouponOptions {
  /**
   * An opaque reference in the scope of the coupon's owner, as in `till:3/8812`: the same key again is answered as at
   * first. Those that were signed in advance have no owner and one scope: another of them takes another key.
   */
  readonly key: string
  /** An opaque reference, as in `order:4712`. */
  readonly reason: string
  /**
   * Who hands it in, where that is known: then somebody else's coupon is refused. Anybody unless said. One that was signed
   * in advance is nobody's: this is neither looked at nor kept.
   */
  readonly by?: Reference
  /** Who took it, as in `till:3`. */
  readonly actor?: string
}

/** Whoever holds the code holds the coupon: its owner is found by it, and the step is theirs; if it has one. */
export async function redeemCoupon(desk: Desk, text: string, options: RedeemCouponOptions): Promise<BackendAnswer> {
  const { key, reason, by, actor } = options
  if (typeof key !== 'string' || typeof reason !== 'string') throw bad('use', 'says no key, or no reason')
  if (!isClean({ reason, actor })) throw bad('use', 'holds what can’t be stored')
  const signed = readSignedCode(text)
  if (signed !== undefined) return redeemSigned(desk, signed, options)
  const coupon = readCode(text)
  if (coupon === undefined) return nothing
  const whom = by === undefined ? undefined : whoIs(desk, by)
  const person = whom && (await ownIdOf(desk, whom))
  const more = { ...(person !== undefined && { by: person }), ...(actor !== undefined && { actor }) }
  const asked = [askedByServer(desk, desk.secrets.call(key), { type: 'use', coupon, reason, ...more })]
  const [done] = await commit(desk, [{ ...whoseCoupon(desk, coupon, asked), asked }])
  const { answers, step, id } = done as Done
  const [answer] = answersOf({ answers, subject: step?.subject ?? id })
  return answer?.ok === false && answer.error.code === 'no_subject' ? nothing : (answer as BackendAnswer)
}

async function ownIdOf(desk: Desk, { id, login }: Who): Promise<string> {
  if (login === null) return id
  const [loaded] = await load(desk, [{ subject: id, login, commands: [] }])
  return loaded?.id ?? id
}

const nothing: BackendAnswer = { ...deny('unknown_coupon'), known: false }
