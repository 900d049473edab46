import { askOf } from '../../core/program/ask.js'
import type { Benefit } from '../../core/program/benefit.js'
import { isDate } from '../../core/program/check-shape.js'
import type { Amounts } from '../../core/program/currency.js'
import type { DataValue } from '../../core/program/data-value.js'
import { ruleOf } from '../../core/program/market.js'
import type { Offer } from '../../core/program/offer.js'
import type { Program } from '../../core/program/program.js'
import { type Result, refused } from '../../core/result.js'
import { type Block, heading, list as items, paragraph, type Text, table } from '../document/document.js'
import type { Gap } from './gap.js'
import { isIncentive, pointsFor } from './handling.js'
import { givesOf } from './privacy/brief.js'
import { endOf } from './privacy/points.js'
import { contactLink } from './privacy/who.js'
import { categoriesOf } from './processing-record.js'
import { said, type Telling } from './telling.js'
import { english } from './words/english.js'
import { type NoticeOptions, type UnknownLanguage, type Written, written } from './written.js'

/** Why there is no Notice of Financial Incentive. */
export interface NoIncentiveNotice {
  /**
   * - `no_estimate`: the policy has no `dataValue`. Without a good-faith estimate no incentive may be offered.
   * - `bad_estimate`: it is no amount, its date no day, or its method or unit is none.
   * - `no_money`: the program names no money, so that no value can be told.
   * - `no_incentive`: nothing is given for data.
   * - `not_owed`: no market of the program asks for such a notice, and there is no estimate to write one with.
   */
  readonly code: 'no_estimate' | 'bad_estimate' | 'no_money' | 'no_incentive' | 'not_owed'
  readonly message: string
  readonly remedy: string
}

/**
 * The Notice of Financial Incentive that California wants shown before anybody takes points or a discount for data
 * (Cal. Civ. Code 1798.125, 11 CCR 7016, 7080, 7081): a summary, the material terms with the categories of data and
 * their value, how to opt in, how to withdraw, and how the incentive relates to the value.
 *
 * @param options.policy with `dataValue`: the good-faith estimate and its method
 */
export function incentiveNotice(
  program: Program,
  options: NoticeOptions = {},
): Result<Written, NoIncentiveNotice | UnknownLanguage> {
  const offers = Object.entries(program.offers).filter(([, offer]) => isIncentive(program, offer))
  const value = options.policy?.dataValue
  const none = refusalOf(program, offers.length, value)
  if (none) return none
  return written(program, options, (telling) => {
    const { incentive } = telling.words
    return {
      title: incentive.title,
      lead: telling.fill(incentive.lead, { controller: { said: program.controller.name } }),
      blocks: [
        ...summary(telling, offers),
        ...terms(telling, offers),
        ...choices(telling),
        ...related(telling, value as DataValue),
      ],
      gaps: value?.method === 'other' && value.explains === undefined ? [unexplained] : [],
    }
  })
}

const unexplained: Gap = {
  code: 'no_explanation',
  path: 'policy.dataValue.explains',
  message: 'Another method than the seven named ones has to be described.',
}

function refusalOf(program: Program, offers: number, value: DataValue | undefined) {
  const { markets, money } = program
  const owed = markets === undefined || markets.some((market) => ruleOf(market).incentiveNotice)
  if (offers === 0)
    return refused<NoIncentiveNotice>({
      code: 'no_incentive',
      message: 'No offer of this program gives points, a coupon or a chance for data.',
      remedy: 'Nothing is owed.',
    })
  if (value === undefined && !owed)
    return refused<NoIncentiveNotice>({
      code: 'not_owed',
      message: 'None of the program’s markets asks for a notice of financial incentive.',
      remedy: 'Add US-CA to `markets`, or a `dataValue` to the policy, to have one all the same.',
    })
  if (value === undefined)
    return refused<NoIncentiveNotice>({
      code: 'no_estimate',
      message: 'Without a good-faith estimate of the value of the data, no incentive may be offered (11 CCR 7016).',
      remedy: 'Add `dataValue` to the policy, or say in `markets` that nobody is from California.',
    })
  if (!isSound(value))
    return refused<NoIncentiveNotice>({
      code: 'bad_estimate',
      message: 'The policy’s `dataValue` is no estimate of the value of data.',
      remedy:
        'Give an amount, whose it is (`per`), one of the eight methods of 11 CCR 7081, and a date as in 2027-01-31.',
    })
  if (money === undefined)
    return refused<NoIncentiveNotice>({
      code: 'no_money',
      message: 'The program names no money in which a value could be told.',
      remedy: 'Add `money`, as in CHF.',
    })
  return undefined
}

const isSound = ({ estimate, per, method, asOf }: DataValue): boolean =>
  Number.isFinite(estimate) &&
  estimate >= 0 &&
  ['consumer', 'consumer-year', 'consumer-month'].includes(per) &&
  Object.hasOwn(english.incentive.methods, method) &&
  isDate(asOf)

type Offers = readonly (readonly [id: string, offer: Offer])[]

const summary = (telling: Telling, offers: Offers): readonly Block[] => [
  heading(2, telling.words.incentive.summary),
  paragraph(telling.words.incentive.summaryText),
  items(offers.map(([, offer]) => givesOf(telling, offer))),
]

function terms(telling: Telling, offers: Offers): readonly Block[] {
  const { program, words, fill } = telling
  const { incentive } = words
  return [
    heading(2, incentive.terms),
    ...table(
      [
        { text: incentive.offer, tone: 'get' },
        incentive.value,
        incentive.given,
        { text: incentive.data, tone: 'give' },
      ],
      offers.flatMap(([, offer]) => [
        ...[offer.gives]
          .flat()
          .map((benefit) => [
            said(benefit.says),
            worthOf(telling, benefit),
            benefit.by === undefined ? incentive.atOnce : fill(incentive.byDate, { date: telling.date(benefit.by) }),
            categoriesOf(telling, takenBy(offer)),
          ]),
        ...paidOf(telling, offer),
      ]),
    ),
    ...table(
      [words.privacy.currency, words.privacy.ends],
      Object.values(program.currencies)
        .filter(({ kind }) => kind === 'redeemable')
        .map(({ label, expires }) => [said(label), endOf(telling, expires)]),
    ),
  ]
}

/** What is needed for an offer, and what is recorded with it; optional answers stand in lines of their own. */
const takenBy = (offer: Offer): readonly string[] => [
  ...[offer.asks ?? {}, ...(offer.asksOneOf ?? [])].flatMap((asks) =>
    Object.entries(asks).flatMap(([field, ask]) => (askOf(ask).optional ? [] : [field])),
  ),
  ...Object.keys({ ...offer.uses, ...offer.observes }),
]

const paidOf = (telling: Telling, offer: Offer): readonly (readonly Text[])[] =>
  Object.entries(offer.asks ?? {}).flatMap(([field, given]) => {
    const ask = askOf(given)
    const points = ask.optional ? pointsFor(telling.program, offer, field, ask) : undefined
    if (points === undefined) return []
    return [
      [
        pointsOf(telling, points),
        pointsWorth(telling, points),
        telling.words.incentive.atOnce,
        categoriesOf(telling, [field]),
      ],
    ]
  })

const pointsOf = ({ program, words: { incentive }, fill, list, number }: Telling, points: Amounts): Text =>
  list(
    Object.entries(points).map(([name, amount = 0]) =>
      fill(incentive.pointsOf, { amount: number(amount), currency: said(program.currencies[name]?.label ?? name) }),
    ),
  )

function worthOf(telling: Telling, benefit: Benefit): Text {
  const { words, fill, money, number } = telling
  if (benefit.benefit === 'points') return pointsWorth(telling, benefit.points)
  if (benefit.benefit === 'chance')
    return fill(words.incentive.chance, {
      money: money(benefit.prizes / benefit.entries),
      prizes: money(benefit.prizes),
      entries: number(benefit.entries),
    })
  return benefit.worth === undefined ? words.incentive.unpriced : money(benefit.worth)
}

/** Points are worth what the reward makes of them that needs the fewest. */
function pointsWorth(telling: Telling, points: Amounts): Text {
  const { program, words, fill, money } = telling
  const worths = Object.entries(points).map(([name, amount = 0]) => {
    const [cheapest] = Object.values(program.rewards)
      .filter(({ costs, gives }) => Object.keys(costs).join() === name && gives.worth !== undefined)
      .sort((a, b) => (a.costs[name] ?? 0) - (b.costs[name] ?? 0))
    return cheapest === undefined ? undefined : (amount * (cheapest.gives.worth ?? 0)) / (cheapest.costs[name] ?? 1)
  })
  const told = pointsOf(telling, points)
  const known = worths.filter((worth) => worth !== undefined)
  if (known.length < worths.length) return [...[told].flat(), ', ', words.incentive.unpriced]
  return fill(words.incentive.pointsWorth, { points: told, money: money(known.reduce((sum, worth) => sum + worth, 0)) })
}

function choices({ program, words: { incentive }, fill, span }: Telling): readonly Block[] {
  return [
    heading(2, incentive.optIn),
    paragraph(incentive.optInText),
    paragraph(fill(incentive.after, { span: span('P12M') })),
    heading(2, incentive.optOut),
    paragraph(fill(incentive.optOutText, { contact: contactLink(program.controller.contact) })),
  ]
}

function related({ words: { incentive }, fill, money, date }: Telling, value: DataValue): readonly Block[] {
  const { estimate, per, method, asOf, explains } = value
  const text = {
    consumer: incentive.estimate,
    'consumer-year': incentive.estimateYear,
    'consumer-month': incentive.estimateMonth,
  }[per]
  return [
    heading(2, incentive.related),
    paragraph(fill(text, { money: money(estimate), date: date(asOf) })),
    paragraph(
      fill(incentive.method, { method: incentive.methods[method] }),
      ...(explains === undefined ? [] : [' ', { said: explains }]),
    ),
    paragraph(incentive.relatedText),
  ]
}
