import type { Plan } from '../core/program/plan.js'
import { campaignCounter } from '../core/subject/backend/campaign.js'
import { budgetCounter, stockCounter } from '../core/subject/backend/reward.js'
import type { Command } from '../core/subject/command.js'
import type { Lookup } from '../ports/store.js'
import type { Asked } from './asked.js'

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
  const suppressed = asked.find((one) => one.suppressed)?.suppressed
  return {
    commands: asked.map(({ id }) => id),
    ...(cites.size > 0 && { cites: [...cites] }),
    ...(counters.size > 0 && { counters: [...counters] }),
    ...(suppressed && { suppressed }),
  }
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
  if (command.type !== 'earn') return []
  const budgets = policy.budgets?.campaigns ?? {}
  return Object.keys(program.campaigns)
    .filter((name) => Object.hasOwn(budgets, name) && program.campaigns[name]?.rules.includes(command.rule))
    .map(campaignCounter)
}
