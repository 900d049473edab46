import { leave } from '../../points/movement.js'
import { tallyOf } from '../../points/tally.js'
import type { Transfer } from '../../points/transfer.js'
import type { Plan } from '../../program/plan.js'
import type { Reward } from '../../program/reward.js'
import { ok, type Result } from '../../result.js'
import type { Redeem } from '../command.js'
import type { Event } from '../event.js'
import type { Refusal } from '../refusal.js'
import { issue } from './coupon.js'
import { deny } from './deny.js'
import { notEnough } from './hold.js'
import { calendarOf, type Ledger } from './ledger.js'

type Decided = Result<readonly Event[], Refusal>

/** The counters of how many of a reward are gone, and of what that has cost, in hundredths of the money. */
export const stockCounter = (reward: string): string => `stock:${reward}`
export const budgetCounter = (reward: string): string => `budget:${reward}`

/** A reward for its costs: points, stock, budget, the member's limit and the coupon are one step. */
export function decideReward(ledger: Ledger, { reward: name }: Redeem): Decided {
  const { plan, now } = ledger
  const reward = plan.program.rewards[name] as Reward
  const drawn = draws(plan, name, reward)
  if (drawn.some(({ counter, amount, most }) => ledger.used(counter) + amount > most))
    return deny('sold_out', { reward: name })
  const costs = Object.entries(reward.costs)
  const limit = limited(ledger, name, reward)
  if (limit && tallyOf(ledger.account(limit.currency).tallies, limit.tally.name, now) >= limit.most)
    return deny('member_limit', { reward: name, most: limit.most })
  for (const [currency, amount = 0] of costs) {
    const account = ledger.account(currency)
    if (account.status === 'frozen') return deny('frozen', { currency })
    const tallies = limit?.currency === currency ? { tallies: [limit.tally] } : {}
    const why = { currency, amount, at: now, reason: `reward:${name}`, code: `reward:${name}`, ...tallies }
    const left = leave(account, 'redeem', why)
    if (!left.ok) return notEnough(currency, left.error)
    ledger.enter(left.value)
  }
  for (const draw of drawn) ledger.emit({ type: 'drawn', ...draw })
  if (reward.gives.benefit === 'coupon') {
    const calendar = calendarOf(plan)
    const validUntil = calendar.endOf(calendar.later(now, reward.validFor ?? 'P1Y'), 'day')
    issue(ledger, { reward: name }, validUntil)
  }
  return ok(ledger.events)
}

/** What one redemption draws from what all members share. */
function draws(plan: Plan, name: string, { stock, gives }: Reward) {
  const budget = plan.policy.budgets?.rewards?.[name]
  const cost = Math.round((gives.worth ?? 0) * 100)
  return [
    ...(stock === undefined ? [] : [{ counter: stockCounter(name), amount: 1, most: stock }]),
    ...(budget === undefined ? [] : [{ counter: budgetCounter(name), amount: cost, most: Math.round(budget * 100) }]),
  ]
}

/** The member's own limit: counted in the first currency that the reward costs. */
function limited({ plan, now }: Ledger, name: string, { limit, costs }: Reward) {
  const [currency] = Object.keys(costs)
  if (!limit || currency === undefined) return undefined
  const until = limit.per === 'ever' ? Number.MAX_SAFE_INTEGER : calendarOf(plan).endOf(now, limit.per)
  const tally = { name: `reward:${name}:${limit.per === 'ever' ? limit.per : until}`, n: 1, until }
  return { currency, tally, most: limit.most }
}

/** What a redemption drew is there again once it is undone. */
export function returnedStock(ledger: Ledger, spent: readonly Transfer[]): void {
  const code = spent[0]?.code
  const name = code?.startsWith('reward:') ? code.slice('reward:'.length) : undefined
  const reward = name === undefined ? undefined : ledger.plan.program.rewards[name]
  if (!reward || name === undefined) return
  for (const { counter, amount, most } of draws(ledger.plan, name, reward))
    if (amount > 0) ledger.emit({ type: 'drawn', counter, amount: -amount, most })
}
