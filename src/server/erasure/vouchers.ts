import type { Plan } from '../../core/program/plan.js'
import type { Command } from '../../core/subject/command.js'
import { decide } from '../../core/subject/decide.js'
import { after } from '../../core/subject/evolve.js'
import type { Subject } from '../../core/subject/subject.js'
import { anyPlace } from '../calls/call-command.js'

/** What a balance makes in coupons that are good for whoever holds them, once its owner is erased. */
export interface Vouchers {
  readonly rewards: readonly { readonly reward: string; readonly says: string; readonly count: number }[]
  /** What is left and makes none: it ends. Whole points. */
  readonly left: readonly { readonly currency: string; readonly amount: number }[]
}

/** Nobody is given more paper than they can carry. */
const most = 100

/**
 * The rewards that a subject's points reach and that come as a coupon, the dearest first, as often as they reach: a
 * coupon is its bearer's by nature, and it is what the program sells already. Found by deciding it: stock and limits
 * count, as far as they were loaded.
 */
export function vouchersFor(plan: Plan, before: Subject, now: number): Vouchers & { readonly after: Subject } {
  const coupons = Object.entries(plan.program.rewards).filter(([, { gives }]) => gives.benefit === 'coupon')
  const dearest = coupons.sort(([, a], [, b]) => costOf(b.costs) - costOf(a.costs))
  const rewards: Vouchers['rewards'][number][] = []
  let subject = before
  let all = 0
  for (const [reward, { gives }] of dearest) {
    let count = 0
    for (; all < most; count++, all++) {
      const decided = decide(plan, subject, redeeming(plan, reward, all, now), now)
      if (!decided.ok) break
      subject = after(subject, decided)
    }
    if (count > 0) rewards.push({ reward, says: gives.says, count })
  }
  const left = Object.keys(plan.program.currencies).flatMap((currency) => {
    const amount = subject.points[currency]?.balance ?? 0
    return amount > 0 && plan.program.currencies[currency]?.kind === 'redeemable' ? [{ currency, amount }] : []
  })
  return { rewards, left, after: subject }
}

const costOf = (costs: { readonly [currency: string]: number | undefined }): number =>
  Object.values(costs).reduce<number>((sum, amount = 0) => sum + amount, 0)

const redeeming = (plan: Plan, reward: string, n: number, at: number): Command => ({
  ...{ type: 'redeem', id: `voucher ${n}`, subject: null, at, touchpoint: anyPlace(plan), seen: 0 },
  reward,
})
