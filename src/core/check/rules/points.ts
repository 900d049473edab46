import type { Rule } from '../reviewed.js'
import { listed } from '../words.js'

/** Where points come from, and where they go. */
export const points: Rule = ({ program, plan }, report) => {
  const { currencies, rewards, earns, conversions, partners, raffles } = program
  const earned = new Set([
    ...plan.offers.flatMap(({ gives, asked }) => [
      ...gives.flatMap((given) => (given.benefit === 'points' ? Object.keys(given.points) : [])),
      ...Object.values(asked).flatMap(({ points = {} }) => Object.keys(points)),
    ]),
    ...Object.values(earns).flatMap(({ gives }) => Object.keys(gives)),
    ...Object.values(partners).map(({ currency }) => currency),
  ])
  for (let grew = true; grew; ) {
    const before = earned.size
    for (const { from, to } of Object.values(conversions)) if (earned.has(from)) earned.add(to)
    grew = earned.size > before
  }
  const spent = new Set([
    ...Object.values(rewards).flatMap(({ costs }) => Object.keys(costs)),
    ...Object.values(raffles).flatMap(({ ticket = {} }) => Object.keys(ticket)),
    ...Object.values(conversions).map(({ from }) => from),
    ...Object.values(partners).map(({ currency }) => currency),
  ])
  for (const [name, { kind }] of Object.entries(currencies)) {
    if (kind !== 'redeemable') continue
    if (!earned.has(name) && spent.has(name))
      report(
        'currency_unearned',
        `currencies.${name}`,
        'No offer and no rule gives it: members get what the backend awards by hand, and can’t read here for what.',
        'Declare a rule under `earns`, so that it is promised and can be checked.',
      )
    if (earned.has(name) && !spent.has(name))
      report(
        'currency_buys_nothing',
        `currencies.${name}`,
        'It is given as if it could be redeemed, and no reward takes it: the points are worth nothing.',
        'Declare a reward, or make it reputation.',
      )
  }
  for (const [name, { costs }] of Object.entries(rewards)) {
    const missing = Object.keys(costs).filter((currency) => !earned.has(currency))
    if (missing.length > 0 && missing.length < Object.keys(costs).length)
      report(
        'reward_unreachable',
        `rewards.${name}`,
        `It costs ${listed(missing)} as well, which no offer and no rule gives.`,
        'Give it in an offer or by a rule, or take it out of the price.',
      )
  }
}
