import { ok, type Result } from '../../result.js'
import type { Award, Did, Earn } from '../command.js'
import type { Event } from '../event.js'
import { type Refusal, refuse } from '../refusal.js'
import { amountsOf } from './amounts.js'
import { campaigned } from './campaign.js'
import { capped, credit } from './credit.js'
import { noteDeed } from './deed.js'
import { deny } from './deny.js'
import { calendarOf, currencyOf, type Ledger } from './ledger.js'
import { respect } from './respect.js'

type Decided = Result<readonly Event[], Refusal>

/** Points on the backend's word. */
export function decideAward(ledger: Ledger, command: Award): Decided {
  const { plan } = ledger
  const amounts = amountsOf(plan, command.points, 0)
  if (!amounts.ok) return amounts
  const { giver, partner, reason, actor, availableAt, qualifies = false } = command
  if (giver !== undefined && giver === command.subject) return deny('self_award')
  if (partner !== undefined && !Object.hasOwn(plan.program.partners, partner)) return deny('unknown_partner')
  const own = partner === undefined ? undefined : plan.program.partners[partner]?.currency
  for (const [currency, amount] of amounts.value) {
    if (own !== undefined && currency !== own) return refuse('unknown_currency', { facts: { currency } })
    const most = plan.policy.maxAward?.[currency]
    if (most !== undefined && amount > most) return deny('over_limit', { currency, most })
  }
  const credits = amounts.value.map(([currency, amount]) => ({
    currency,
    amount,
    reason,
    qualifies,
    ...(actor !== undefined && { actor }),
    ...(giver !== undefined && { giver }),
    ...(availableAt !== undefined && { availableAt }),
    ...(partner !== undefined && { code: `partner:${partner}` }),
  }))
  for (const one of credits)
    if (giver !== undefined && currencyOf(plan, one.currency).kind === 'reputation') respect(ledger, { ...one, giver })
    else credit(ledger, one)
  return ok(ledger.events)
}

/** Points for an amount, by a declared rule: for each whole `per` of it. */
export function decideEarn(ledger: Ledger, { rule: name, amount, reason, actor }: Earn): Decided {
  const { plan, now } = ledger
  const rule = Object.hasOwn(plan.program.earns, name) ? plan.program.earns[name] : undefined
  if (rule?.on !== 'amount') return deny('unknown_rule', { rule: name })
  if (!Number.isSafeInteger(amount) || amount < 0) return refuse('bad_amount')
  const times = Math.floor(amount / rule.per)
  const own = Object.entries(rule.gives).map(([currency, each = 0]) => ({ currency, amount: times * each }))
  const availableAt = rule.availableAfter ? calendarOf(plan).later(now, rule.availableAfter) : now
  for (const { currency, amount: asked } of own) {
    const caps = plan.policy.caps?.[name] ?? []
    const left = capped(ledger, ledger.account(currency), caps, { name: `cap:${name}`, currency, amount: asked })
    const by = { currency, reason, availableAt, ...(actor !== undefined && { actor }) }
    credit(ledger, { ...by, ...shown(left), code: `rule:${name}`, qualifies: rule.qualifies ?? true })
    for (const more of campaigned(ledger, name, left.amount)) credit(ledger, { ...by, ...more })
  }
  return ok(ledger.events)
}

const shown = ({ amount, withheld, tallies }: ReturnType<typeof capped>) => ({
  amount,
  ...(withheld > 0 && { withheld }),
  ...(tallies.length > 0 && { tallies }),
})

/** A deed: every rule for it gives, and it counts for the tiers that look at it. */
export function decideDid(ledger: Ledger, command: Did): Decided {
  const { plan, now } = ledger
  const { deed, count = 1, reason, actor, giver, totals } = command
  if (!Object.hasOwn(plan.program.deeds, deed)) return deny('unknown_deed', { deed })
  if (!Number.isSafeInteger(count) || count === 0) return refuse('bad_amount')
  if (giver !== undefined && giver === command.subject) return deny('self_award')
  // A deed that was undone, as a post that was deleted, counts back; what it gave is reversed by its key.
  const rules = Object.entries(plan.program.earns).filter(([, rule]) => rule.on === 'deed' && rule.deed === deed)
  const own = rules.flatMap(([name, rule]) =>
    Object.entries(rule.gives).map(([currency, each = 0]) => ({
      name,
      rule,
      currency,
      amount: Math.max(0, count) * each,
    })),
  )
  const by = { reason, ...(actor !== undefined && { actor }), ...(giver !== undefined && { giver }) }
  for (const { name, rule, currency, amount } of count > 0 ? own : []) {
    const caps = plan.policy.caps?.[name] ?? []
    const left = capped(ledger, ledger.account(currency), caps, { name: `cap:${name}`, currency, amount })
    const availableAt = rule.availableAfter ? calendarOf(plan).later(now, rule.availableAfter) : now
    const one = {
      ...by,
      ...shown(left),
      currency,
      availableAt,
      code: `rule:${name}`,
      qualifies: rule.qualifies ?? false,
    }
    if (giver !== undefined && currencyOf(plan, currency).kind === 'reputation') {
      respect(ledger, { ...one, giver })
      continue
    }
    credit(ledger, one)
    for (const more of campaigned(ledger, name, left.amount)) credit(ledger, { ...by, currency, availableAt, ...more })
  }
  noteDeed(ledger, deed, count, by, totals)
  return ok(ledger.events)
}
