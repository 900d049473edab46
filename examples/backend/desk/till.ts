import { figure, francs, grains } from '../../loyalty-desk/amounts.js'
import { onMinute, wholeDay } from '../../loyalty-desk/days.js'
import type { Said } from '../../loyalty-desk/said.js'
import type { Desk } from './open-desk.js'
import { rewardName, sum, why } from './words.js'

/** A receipt or an order. */
interface Numbered {
  readonly number: number
}

const actor = 'till:1'
const day = 86_400_000
/** How long an order waits. */
const waits = 2 * day

/** The bakery's side of the counter: each of these is a call of the backend's on the ledger. */
export const till = ({ server, clock, journal }: Desk) => ({
  async ring(subject: string, purchase: { readonly key: string; readonly cents: number }): Promise<Said> {
    // The receipt bears the name: that is a use, and the member sees it.
    if (!(await server.subject(subject).read('firstName', 'club', { for: 'receipt' })))
      return { why: 'Only members collect.' }
    const { number: receipt, cents } = await journal.ring(subject, { ...purchase, at: clock.now() })
    const reason = `receipt:${receipt}`
    const earned = await server.subject(subject).earn('purchase', { amount: cents, reason, key: reason, actor })
    if (!earned.ok) return { why: why(earned.error) }
    const withheld = sum(earned.outcome, 'withheld')
    const kept = withheld > 0 ? ` ${grains(withheld)} above the day’s limit did not count.` : ''
    const amount = sum(earned.outcome, 'amount')
    if (amount === 0) return { told: `${francs(cents)} on receipt ${receipt}, and no grain.${kept}` }
    return { told: `${francs(cents)} on receipt ${receipt}: ${grains(amount)}, to spend in three days.${kept}` }
  },

  async takeBack(subject: string, { number: receipt }: Numbered): Promise<Said> {
    const reason = `return:${receipt}`
    const of = `receipt:${receipt}`
    const taken = await server.subject(subject).reverse({ of, reason, key: reason, actor })
    if (!taken.ok) return { why: why(taken.error) }
    await journal.returned(subject, receipt)
    const owes = sum(taken.outcome, 'owes')
    const owed = owes > 0 ? `, of which ${figure(owes)} were spent and are owed now` : ''
    return { told: `Receipt ${receipt} is returned: ${grains(sum(taken.outcome, 'amount'))} go back${owed}.` }
  },

  async setAside(subject: string, { key, amount }: { readonly key: string; readonly amount: number }): Promise<Said> {
    const { number, until } = await journal.order(subject, { key, grains: amount, until: clock.now() + waits })
    const reason = `order:${number}`
    const held = await server.subject(subject).hold({ points: { grain: amount }, until, reason, key: reason, actor })
    if (held.ok) return { told: `${grains(amount)} wait for order ${number}, to ${onMinute(until)}.` }
    await journal.settle(subject, number, 'refused')
    return { why: why(held.error) }
  },

  async handOver(subject: string, { number: order }: Numbered): Promise<Said> {
    const hold = `order:${order}`
    const paid = await server.subject(subject).capture({ hold, reason: hold, key: `${hold}:fetched`, actor })
    if (!paid.ok) return { why: why(paid.error) }
    await journal.settle(subject, order, 'fetched')
    return { told: `Order ${order} is handed over for ${grains(sum(paid.outcome, 'amount'))}.` }
  },

  async letGo(subject: string, { number: order }: Numbered): Promise<Said> {
    const hold = `order:${order}`
    const free = await server.subject(subject).release({ hold, reason: hold, key: `${hold}:let-go`, actor })
    if (!free.ok) return { why: why(free.error) }
    await journal.settle(subject, order, 'let go')
    return { told: `Order ${order} is let go; its grains are free again.` }
  },

  /** Whoever holds the code may hand it in. */
  async handIn({ code, key }: { readonly code: string; readonly key: string }): Promise<Said> {
    const used = await server.redeemCoupon(code, { key: `coupon:${key}`, reason: 'till:1', actor })
    if (!used.ok) return { why: why(used.error) }
    const coupon = used.outcome.coupon
    if (coupon?.reward === undefined) return { why: 'The till did not say what this is for.' }
    await journal.ended(coupon.code, 'redeemed')
    return { told: `Handed in: ${rewardName(coupon.reward).toLowerCase()}. The code is used up.` }
  },

  /** Time in the demo, and what it brings about: points that end, orders nobody fetched, tiers, reminders. */
  async pass({ days }: { readonly days: number }): Promise<Said> {
    await clock.pass(days)
    const { expired, released, tiers, notices } = await server.dueWork()
    const booked = [
      told(expired, 'account with grains that ended', 'accounts with grains that ended'),
      told(released, 'order that nobody fetched', 'orders that nobody fetched'),
      told(tiers, 'tier that came to its end', 'tiers that came to their end'),
      told(notices, 'reminder', 'reminders'),
    ].filter((one) => one !== '')
    const work = booked.length > 0 ? `booked ${booked.join(', ')}` : 'found nothing to book'
    return { told: `It is ${wholeDay(clock.now())} here. Due work ${work}.` }
  },

  async confirm(subject: string): Promise<Said> {
    const member = server.subject(subject)
    // A real mail carries a signed link with the address that it was sent to.
    const email = await member.read('email', 'club')
    const confirmed = email ? await member.confirm('email', email) : undefined
    return confirmed?.ok ? { told: 'The address is confirmed.' } : { why: 'There is nothing to confirm.' }
  },
})

const told = (n: number, one: string, many: string): string => (n === 0 ? '' : `${n} ${n === 1 ? one : many}`)
