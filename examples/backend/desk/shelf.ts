import { grains } from '../../loyalty-desk/amounts.js'
import { lastDay } from '../../loyalty-desk/days.js'
import type { Said } from '../../loyalty-desk/said.js'
import type { Desk } from './open-desk.js'
import { rewardName, sum, why } from './words.js'

interface Wanted {
  /** Of the redemption: the same again brings the same code. */
  readonly key: string
  readonly reward: 'coffee' | 'loaf'
}

/** What grains convert into. The codes are written down here, so that a member finds them again. */
export const shelf = ({ server, clock, journal }: Desk) => ({
  async redeem(subject: string, { key, reward }: Wanted): Promise<Said> {
    const bought = await server.subject(subject).redeem(reward, { key: `redeem:${key}` })
    if (!bought.ok) return { why: why(bought.error) }
    const { coupon } = bought.outcome
    if (!coupon) return { why: 'No code came with it. Please ask at the counter.' }
    await journal.keep(subject, { ...coupon, reward, key, state: 'issued', at: clock.now() })
    return { told: `${rewardName(reward)} is yours: show its code by ${lastDay(coupon.validUntil)}.` }
  },

  /** What was not used yet comes back: its grains, and the stock. */
  async giveBack(subject: string, { code }: { readonly code: string }): Promise<Said> {
    const coupon = await journal.coupon(subject, code)
    if (!coupon) return { why: 'There is no such code.' }
    const { key, reward } = coupon
    const of = `redeem:${key}`
    const back = await server.subject(subject).reverse({ of, reason: `reward:${reward}`, key: `back:${key}` })
    if (!back.ok) return { why: why(back.error) }
    await journal.ended(code, 'void')
    return { told: `${rewardName(reward)} is given back: ${grains(sum(back.outcome, 'amount'))} are yours again.` }
  },
})
