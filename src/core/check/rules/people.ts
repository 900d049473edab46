import { ruleOf } from '../../program/market.js'
import type { Rule } from '../reviewed.js'
import { listed } from '../words.js'

/** Who is of age, where people are, and what is paid for data. */
export const people: Rule = ({ program, plan }, report) => {
  const { markets, minors } = program
  const incentives = plan.offers.filter(({ incentive }) => incentive).map(({ id }) => id)
  if (markets === undefined)
    report(
      'no_markets',
      '',
      'Nothing says where its people are, so the strictest rule of each law holds.',
      'Say `markets`, as in ["CH", "EU"].',
    )
  if (incentives.length === 0) return
  const offers = `offers.${incentives[0]}`
  const which = `${listed(incentives)} ${incentives.length > 1 ? 'give' : 'gives'} points or coupons for data`
  if (!minors)
    report(
      'minors_unsaid',
      offers,
      `${which}, and nothing keeps children out.`,
      'Declare `minors`: who is rewarded says first that they are of age.',
      'GDPR Art. 8, recital 38',
    )
  const isOwed = markets === undefined || markets.some((market) => ruleOf(market).incentiveNotice)
  if (isOwed && plan.policy.dataValue === undefined)
    report(
      'no_data_value',
      offers,
      `${which}; in California nobody may be offered that without a good-faith estimate of what the data is worth.`,
      'Add `dataValue` to the policy, or name the `markets` where its people are.',
      'Cal. Civ. Code 1798.125, 11 CCR 7016',
    )
}
