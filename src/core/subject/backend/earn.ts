import type { EarnRule } from '../../program/earn-rule.js'
import { ok, type Result } from '../../result.js'
import type { Event } from '../event.js'
import { type Refusal, refuse } from '../refusal.js'
import type { Did, Earn } from './backend-command.js'
import { campaigned } from './campaign.js'
import { type Credited, capped, credit } from './credit.js'
import { noteDeed } from './deed.js'
import { deny } from './deny.js'
import { calendarOf, currencyOf, type Ledger } from './ledger.js'
import { respect } from './respect.js'

type Decided = Result<readonly Event[], Refusal>

/** Points for an amount, by a declared rule: for each whole `per` of it. */
export function decideEarn(ledger: Ledger, { rule: name, amount, reason, actor }: Earn): Decided {
  const { earns } = ledger.plan.program
  const rule = Object.hasOwn(earns, name) ? earns[name] : undefined
  if (rule?.on !== 'amount') return deny('unknown_rule', { rule: name })
  if (!Number.isSafeInteger(amount) || amount < 0) return refuse('bad_amount')
  give(ledger, name, rule, Math.floor(amount / rule.per), { reason, ...(actor !== undefined && { actor }) })
  return ok(ledger.events)
}

/**
 * A deed: every rule for it gives, and it counts for the tiers that look at it. One that was undone, as a post that
 * was deleted, counts back; what it gave is reversed by its key.
 */
export function decideDid(ledger: Ledger, command: Did): Decided {
  const { program } = ledger.plan
  const { deed, count = 1, reason, actor, giver, totals } = command
  if (!Object.hasOwn(program.deeds, deed)) return deny('unknown_deed', { deed })
  if (!Number.isSafeInteger(count) || count === 0) return refuse('bad_amount')
  if (giver !== undefined && giver === command.subject) return deny('self_award')
  const by = { reason, ...(actor !== undefined && { actor }), ...(giver !== undefined && { giver }) }
  for (const [name, rule] of count > 0 ? Object.entries(program.earns) : [])
    if (rule.on === 'deed' && rule.deed === deed) give(ledger, name, rule, count, by)
  noteDeed(ledger, deed, count, by, totals)
  return ok(ledger.events)
}

/** What a rule gives so many times, as far as its caps leave it, and what campaigns add to that. */
function give(
  ledger: Ledger,
  name: string,
  rule: EarnRule,
  times: number,
  by: Pick<Credited, 'reason' | 'actor' | 'giver'>,
): void {
  const { plan, now } = ledger
  const { giver } = by
  const availableAt = rule.availableAfter ? calendarOf(plan).later(now, rule.availableAfter) : now
  for (const [currency, each = 0] of Object.entries(rule.gives)) {
    const asked = { name: `cap:${name}`, currency, amount: times * each }
    const left = capped(ledger, ledger.account(currency), plan.policy.caps?.[name] ?? [], asked)
    const own = { ...by, currency, availableAt }
    const one = { ...own, ...shown(left), code: `rule:${name}`, qualifies: rule.qualifies ?? rule.on === 'amount' }
    if (giver !== undefined && currencyOf(plan, currency).kind === 'reputation') {
      respect(ledger, { ...one, giver })
      continue
    }
    credit(ledger, one)
    for (const more of campaigned(ledger, name, left.amount)) credit(ledger, { ...own, ...more })
  }
}

const shown = ({ amount, withheld, tallies }: ReturnType<typeof capped>) => ({
  amount,
  ...(withheld > 0 && { withheld }),
  ...(tallies.length > 0 && { tallies }),
})
