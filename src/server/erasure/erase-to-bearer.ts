import type { Coupon } from '../../core/points/coupon.js'
import { nobody } from '../../core/subject/subject.js'
import { answerCalls } from '../calls/answer-calls.js'
import type { BackendAnswer, BackendCall, EraseCall } from '../calls/backend-call.js'
import { load, trying } from '../calls/load.js'
import type { Who } from '../calls/reference.js'
import type { Desk } from '../desk.js'
import { vouchersFor } from './vouchers.js'

/** What came of an erasure, with the coupons that are left to whoever holds them. */
export type EraseAnswer = BackendAnswer & { readonly vouchers?: readonly Coupon[] }

/**
 * Spends what the balance reaches on coupons and erases, as one step: the coupons are issued before their owner goes, and
 * stay good.
 */
export async function eraseToBearer(desk: Desk, who: Who, call: EraseCall): Promise<EraseAnswer> {
  const named = { subject: who.id, commands: [], ...(who.login !== null && { login: who.login }) }
  const [loaded] = await load(desk, [named])
  const now = desk.clock?.() ?? loaded?.now ?? Date.now()
  const { rewards } = vouchersFor(desk.plan, loaded?.subject ?? nobody, now)
  const own = call.key ?? crypto.randomUUID()
  const redeems = rewards
    .flatMap(({ reward, count }) => Array.from({ length: count }, () => reward))
    .map((reward, n): BackendCall => ({ type: 'redeem', reward, key: `${own}:voucher:${n + 1}` }))
  const [answers] = await answerCalls(desk, [{ who, calls: [...redeems, { ...call, bearer: true }] }])
  const answer = answers?.at(-1) as BackendAnswer
  const id = loaded?.id ?? null
  if (!answer.ok || id === null) return answer
  const coupons = await trying(() => desk.store.coupons(desk.tenant, id))
  return { ...answer, vouchers: coupons.filter(({ state, validUntil }) => state === 'issued' && validUntil > now) }
}
