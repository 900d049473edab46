import type { Duration } from '../duration.js'

/** What the law of one market demands, as far as this library acts on it. */
export interface MarketRule {
  /** How long a subject's request may take, and by how much that may be extended once. */
  readonly answerWithin: Duration
  readonly extendBy: Duration
  /** Younger people need a parent's consent. */
  readonly adultFrom: number
  /** Whether points or discounts for data owe a Notice of Financial Incentive. */
  readonly incentiveNotice: boolean
  /** Where the rule stands. */
  readonly source: string
}

/**
 * By ISO 3166 code, `EU` for the union as a whole. Sources: GDPR Art. 8 and 12(3), Swiss DSG Art. 25(7) and DSV Art. 18,
 * UK GDPR, Cal. Civ. Code 1798.120, 1798.125 and 1798.130, 11 CCR 7016.
 */
export const marketRules = {
  EU: { answerWithin: 'P1M', extendBy: 'P2M', adultFrom: 16, incentiveNotice: false, source: 'GDPR Art. 12(3)' },
  CH: { answerWithin: 'P30D', extendBy: 'P30D', adultFrom: 16, incentiveNotice: false, source: 'DSV Art. 18' },
  GB: { answerWithin: 'P1M', extendBy: 'P2M', adultFrom: 13, incentiveNotice: false, source: 'UK GDPR Art. 12(3)' },
  'US-CA': {
    answerWithin: 'P45D',
    extendBy: 'P45D',
    adultFrom: 16,
    incentiveNotice: true,
    source: 'Cal. Civ. Code 1798.130',
  },
} as const satisfies { readonly [market: string]: MarketRule }

/** A market whose rules are known. */
export type Market = keyof typeof marketRules

/** The rules of a market; of one that is not known, the strictest of each. */
export const ruleOf = (market: string | undefined): MarketRule =>
  market !== undefined && Object.hasOwn(marketRules, market) ? marketRules[market as Market] : strictest

const strictest: MarketRule = {
  answerWithin: 'P30D',
  extendBy: 'P30D',
  adultFrom: 16,
  incentiveNotice: true,
  source: 'the strictest of the known markets',
}
