import type { Plan } from '../../core/program/plan.js'
import { campaignCounter } from '../../core/subject/backend/campaign.js'
import { budgetCounter, stockCounter } from '../../core/subject/backend/reward.js'
import type { Command } from '../../core/subject/command.js'
import type { Lookup } from '../../ports/store.js'
import type { Asked } from './asked.js'

type Suppressed = NonNullable<Lookup['suppressed']>
type Needed = Pick<Lookup, 'commands' | 'cites' | 'counters' | 'suppressed'>

/** What commands need beside their subject: what was answered before, what they cite, what they may draw from. */
export function needed(plan: Plan, asked: readonly Asked[]): Needed {
  const cites = new Set<string>()
  const counters = new Set<string>()
  for (const { command } of asked) {
    if (!command) continue
    for (const cited of citedBy(command)) cites.add(cited)
    for (const counter of countersOf(plan, command)) counters.add(counter)
  }
  const suppressed = allOf(asked.flatMap((one) => one.suppressed ?? []))
  return {
    commands: asked.map(({ id }) => id),
    ...(cites.size > 0 && { cites: [...cites] }),
    ...(counters.size > 0 && { counters: [...counters] }),
    ...(suppressed && { suppressed }),
  }
}

/** One span for those of one currency: what of it belongs to which day, the decision sees. */
function allOf(spans: readonly Suppressed[]): Suppressed | undefined {
  const [first] = spans
  const own = spans.filter(({ currency }) => currency === first?.currency)
  if (!first || own.length === 1) return first
  const from = Math.min(...own.map((span) => span.from))
  return { currency: first.currency, from, until: Math.max(...own.map((span) => span.until)) }
}

function citedBy(command: Command): readonly string[] {
  switch (command.type) {
    case 'reverse':
      return command.of === undefined ? [] : [command.of]
    case 'capture':
    case 'release':
      return [command.hold]
    case 'revoke':
    case 'returned':
      return [command.of]
    case 'award':
    case 'did':
      // It may have been revoked before it came.
      return command.giver === undefined ? [] : [command.id]
    default:
      return []
  }
}

function countersOf({ program, policy }: Plan, command: Command): readonly string[] {
  if (command.type === 'redeem') {
    const { reward } = command
    const limited = Object.hasOwn(program.rewards, reward) && program.rewards[reward]?.stock !== undefined
    const budgeted = Object.hasOwn(policy.budgets?.rewards ?? {}, reward)
    return [...(limited ? [stockCounter(reward)] : []), ...(budgeted ? [budgetCounter(reward)] : [])]
  }
  const budgets = policy.budgets?.campaigns ?? {}
  const rules = rulesOf(program, command)
  return Object.keys(program.campaigns)
    .filter((name) => Object.hasOwn(budgets, name))
    .filter((name) => program.campaigns[name]?.rules.some((rule) => rules.includes(rule)))
    .map(campaignCounter)
}

/** The rules that a command earns by. */
function rulesOf({ earns }: Plan['program'], command: Command): readonly string[] {
  if (command.type === 'earn') return [command.rule]
  if (command.type !== 'did') return []
  return Object.keys(earns).filter((name) => {
    const rule = earns[name]
    return rule?.on === 'deed' && rule.deed === command.deed
  })
}
