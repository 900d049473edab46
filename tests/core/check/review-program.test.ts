import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { levels } from '../../../src/core/check/finding.js'
import { checkProgram } from '../../../src/core/program/check-program.js'
import { serverChecks } from '../../../src/core/program/check-server.js'
import { type Policy, personal, preference, type Review, reviewProgram } from '../../../src/index.js'
import { programs } from '../../../src/testing/programs.js'
import { replaced } from '../program/issues.js'
import { sound } from './sound.js'

const now = Date.UTC(2026, 10, 22)

/** By path from the program's root; `undefined` takes away what stands there. */
type Changes = { readonly [path: string]: unknown }

const changed = (changes: Changes): unknown =>
  Object.entries(changes).reduce<unknown>((program, [path, by]) => replaced(program, path.split('.'), by), sound)

const review = (changes: Changes, policy?: Policy): Review =>
  reviewProgram(changed(changes), { now, ...(policy && { policy }) })

const codes = (changes: Changes, policy?: Policy): string[] =>
  review(changes, policy).findings.map(({ code, path }) => `${code} at ${path}`)

const special = personal(z.string(), { label: 'Allergy', special: true })
const health = { label: 'Mind allergies', basis: 'explicit-consent', validFor: 'P2Y' } as const
const optional = { because: 'So that presents suit you', optional: true, for: 'health' } as const
/** A special field, asked as it should be. */
const asksSpecial: Changes = {
  'fields.allergy': special,
  'purposes.health': health,
  'offers.membership.asks.allergy': optional,
}
const recipient = { name: 'Adhouse AG', role: 'recipient', does: 'Advertises', country: 'CH' }
const service = { benefit: 'service', says: 'A letter', worth: 5 }
const exchange = { principle: 'exchange', for: 'club', goal: 'keep', asks: {}, gives: service }

const coupon = (item: string, worth: number) => ({ item, says: `CHF ${worth} off`, worth })
const goesWith = { label: 'What goes together', reads: 'basket', learns: 'learn', without: ['test-strips'] } as const
/** A model as it should be: of baskets that are recorded with a membership, and learned from by consent. */
const learnsBaskets: Changes = {
  'purposes.learn': { label: 'Learn what goes together', basis: 'consent', validFor: 'P2Y', parties: ['host'] },
  'models.goesWith': goesWith,
  'offers.membership.observes': { basket: 'What you bought, to look it up' },
  'offers.membership.invites.learn': ['basket'],
  'offers.tillCoupon.fits': { model: 'goesWith', coupons: { wax: coupon('wax', 5), socks: coupon('socks', 2) } },
}

/** What makes each finding, and no other, of a program that is sound; some can't be had alone. */
const cases: readonly (readonly [finding: string, changes: Changes, besides?: readonly string[]])[] = [
  [
    'uneven at offers.membership',
    {
      'offers.membership.gives': { benefit: 'coupon', says: 'CHF 1 off', worth: 0.5 },
      'offers.membership.asks.birthday.points': undefined,
    },
  ],
  ['needless_reason at offers.raffle.unevenBecause', { 'offers.raffle.unevenBecause': 'It is for a good cause' }],
  ['worth_unknown at offers.finder.gives', { 'offers.finder.gives.worth': undefined }],
  ['no_money at money', { money: undefined }],
  [
    'model_learns_nothing at models.goesWith.learns',
    { ...learnsBaskets, 'offers.membership.invites.learn': ['email'] },
  ],
  ['model_suggests_nothing at models.goesWith.suggests', { ...learnsBaskets, 'models.goesWith.suggests': 'draw' }],
  ['learning_owed at models.goesWith.learns', { ...learnsBaskets, 'models.goesWith.learns': 'club' }],
  [
    'learning_unasked at models.goesWith.learns',
    {
      ...learnsBaskets,
      'purposes.improve': {
        ...{ label: 'Suggest better', basis: 'legitimate-interest', interest: 'Suggestions that help' },
        ...{ parties: ['host'], retainFor: 'P1Y', retainFrom: 'given' },
      },
      'models.goesWith.learns': 'improve',
      'offers.help': { ...exchange, for: 'improve', observes: { basket: 'To learn from it' } },
    },
  ],
  ['nothing_left_out at models.goesWith', { ...learnsBaskets, 'models.goesWith.without': [] }],
  ['unused_model at models.goesWith', { ...learnsBaskets, 'offers.tillCoupon.fits': undefined }],
  ['coupon_worth_less at offers.tillCoupon.gives.worth', { ...learnsBaskets, 'offers.tillCoupon.gives.worth': 4 }],
  ['no_rate at fairness.rate', { fairness: undefined }],
  ['lowered_without_source at fields.email.sensitivity', { 'fields.email.sensitivity': 0.1 }],
  [
    'thin_measurement at fields.email.sensitivity',
    { 'fields.email.sensitivity': { is: 0.3, source: 'Our members', answers: 7, date: '2026-05-01' } },
  ],
  ['promise_past at offers.membership.gives.by', { 'offers.membership.gives.by': '2026-11-20' }],
  ['chance_without_draw at offers.raffle.gives', { raffles: undefined }],
  [
    'no_goals at goals',
    {
      goals: undefined,
      ...Object.fromEntries(Object.keys(sound.offers).map((id) => [`offers.${id}.goal`, undefined])),
    },
  ],
  ['offer_without_goal at offers.raffle', { 'offers.raffle.goal': undefined }],
  ['goal_unserved at goals.more', { 'goals.more': { label: 'Know more' } }],
  [
    'ask_serves_nothing at offers.membership.asks.terrain',
    {
      'offers.membership.goal': undefined,
      'purposes.paths': { label: 'Know your paths', basis: 'consent', validFor: 'P1Y' },
      'offers.membership.asks.terrain': { because: 'To know', optional: true, for: 'paths' },
    },
    ['offer_without_goal at offers.membership'],
  ],
  [
    'one_consent_many_ends at purposes.news',
    { 'segments.climbers.for': 'news', 'offers.membership.invites.news': ['email', 'terrain'] },
  ],
  [
    'agreed_as_one at offers.letters',
    {
      'offers.letters': {
        ...exchange,
        for: 'news',
        asks: { email: 'Where it goes', birthday: { because: 'For the day', for: 'treats' } },
      },
    },
    ['consent_as_condition at offers.letters.asks.birthday'],
  ],
  [
    'consent_as_condition at offers.membership.asks.birthday',
    { 'offers.membership.asks.birthday': { because: 'For a present', for: 'treats' } },
  ],
  [
    'explicit_consent_shared at purposes.health',
    {
      ...asksSpecial,
      'offers.membership.asks.wedding': { ...optional },
      'fields.wedding': personal(z.iso.date(), { label: 'Wedding', special: true }),
      'moments.wedding': { label: 'Wedding', kind: 'wedding', field: 'wedding', for: 'health' },
      'offers.congratulate': { ...exchange, moment: 'wedding', uses: { email: 'To write' } },
      'segments.allergic': {
        label: 'Allergic',
        for: 'health',
        where: { allergy: 'nuts' },
        sensitivity: { email: 0.6 },
      },
    },
    [
      'special_field at fields.allergy',
      'special_field at fields.wedding',
      'special_sorts at segments.allergic.where.allergy',
      'special_sorts at moments.wedding.field',
    ],
  ],
  ['consent_without_end at purposes.treats', { 'purposes.treats.validFor': undefined }],
  ['channel_unconfirmed at purposes.news', { 'purposes.news.confirm': undefined }],
  [
    'channel_without_consent at purposes.mailing',
    {
      'purposes.mailing': {
        label: 'Send',
        basis: 'legitimate-interest',
        interest: 'Sales',
        channel: 'email',
        retainFor: 'P1Y',
        retainFrom: 'given',
      },
      'offers.letters': { ...exchange, for: 'mailing', asks: { email: 'Where it goes' } },
    },
  ],
  ['special_field at fields.allergy', asksSpecial],
  [
    'special_required at offers.membership.asks.allergy',
    { ...asksSpecial, 'offers.membership.asks.allergy': { because: 'It may be deadly', for: 'health' } },
    ['special_field at fields.allergy'],
  ],
  [
    'special_sorts at segments.allergic.where.allergy',
    {
      ...asksSpecial,
      'segments.allergic': {
        label: 'Allergic',
        for: 'health',
        where: { allergy: 'nuts' },
        sensitivity: { email: 0.6 },
      },
    },
    ['special_field at fields.allergy'],
  ],
  [
    'special_condition at offers.present.when.allergy',
    { ...asksSpecial, 'offers.present.when': { allergy: 'nuts' } },
    ['special_field at fields.allergy'],
  ],
  ['minors_unsaid at offers.membership', { minors: undefined }],
  ['no_data_value at offers.membership', { markets: ['CH', 'EU', 'US-CA'] }],
  ['no_retention at purposes.draw', { 'purposes.draw.retainFor': undefined }],
  ['retention_never_starts at purposes.draw', { raffles: undefined, 'offers.raffle.gives': service }],
  [
    'kept_until_left at purposes.letters',
    {
      'purposes.letters': { label: 'Send letters', basis: 'contract' },
      'offers.letters': { ...exchange, for: 'letters', asks: { email: 'Where it goes' } },
    },
  ],
  ['no_markets at ', { markets: undefined }, ['no_data_value at offers.membership']],
  [
    'no_parties at parties',
    {
      parties: undefined,
      'purposes.draw.parties': undefined,
      'purposes.club.parties': undefined,
      'purposes.news.parties': undefined,
    },
  ],
  ['no_representative at representative', { representative: undefined }],
  ['no_safeguard at parties.mailer', { 'parties.mailer.country': 'US' }],
  ['sold_to_nobody at purposes.treats', { 'purposes.treats.sells': true }],
  [
    'sold_without_consent at purposes.ads',
    {
      'parties.ads': recipient,
      'purposes.ads': {
        label: 'Advertise',
        basis: 'legitimate-interest',
        interest: 'Sales',
        sells: true,
        parties: ['ads'],
        retainFor: 'P90D',
        retainFrom: 'given',
      },
      'offers.letters': { ...exchange, for: 'ads', asks: { email: 'Where it goes' } },
    },
  ],
  [
    'signal_unheard at purposes.treats',
    { 'parties.ads': recipient, 'purposes.treats.parties': ['ads'], markets: ['CH', 'EU', 'US-CA'] },
    ['no_data_value at offers.membership'],
  ],
  ['gate_unreachable at gates.vip', { 'gates.vip': { label: 'Be one', needs: { terrain: 'club' } } }],
  ['gate_always_open at gates.vip', { 'gates.vip': { label: 'Be one' } }],
  ['gate_significant at gates.review', { 'gates.review.effect': 'significant' }],
  [
    'gate_significant_unfounded at gates.letter',
    { 'gates.letter.effect': 'significant' },
    ['gate_significant at gates.letter'],
  ],
  [
    'offer_unreachable at offers.present.when',
    { 'offers.present.when': { size: 'L' }, 'fields.size': preference(z.enum(['L']), { label: 'Size' }) },
    ['unused_field at fields.size'],
  ],
  ['offer_over at offers.raffle.during', { 'offers.raffle.during': { until: '2026-11-01' } }],
  [
    'ask_unreachable at offers.membership.asks.terrain',
    {
      'fields.size': preference(z.enum(['L']), { label: 'Size' }),
      'offers.membership.asks.terrain': { because: 'To know', when: { size: 'L' } },
    },
    ['unused_field at fields.size'],
  ],
  ['impossible_value at segments.climbers.where.terrain', { 'segments.climbers.where.terrain': ['alpine', 'desert'] }],
  [
    'moment_unreachable at moments.name',
    {
      'moments.name': { label: 'Name day', kind: 'other', field: 'birthday', for: 'club' },
      'offers.card': { ...exchange, moment: 'name' },
    },
    ['offer_unreachable at offers.card.moment'],
  ],
  [
    'moment_without_date at moments.birthday.field',
    { 'fields.birthday': personal(z.enum(['spring', 'autumn']), { label: 'Birthday' }) },
  ],
  ['segment_unreachable at segments.climbers', { 'segments.climbers.for': 'club' }],
  [
    'currency_unearned at currencies.coins',
    {
      'currencies.coins': { kind: 'redeemable', label: 'Coins' },
      'rewards.mug': { costs: { coins: 5 }, gives: { benefit: 'coupon', says: 'A mug', worth: 5 } },
    },
  ],
  [
    'currency_buys_nothing at currencies.coins',
    { 'currencies.coins': { kind: 'redeemable', label: 'Coins' }, 'earns.orders.gives.coins': 1 },
  ],
  [
    'reward_unreachable at rewards.voucher',
    {
      'currencies.coins': { kind: 'redeemable', label: 'Coins' },
      'rewards.voucher.costs.coins': 1,
      'rewards.mug': { costs: { bonus: 900 }, gives: { benefit: 'coupon', says: 'A mug', worth: 9 } },
    },
    ['currency_unearned at currencies.coins'],
  ],
  ['raffle_over at raffles.shoes.closes', { 'raffles.shoes.closes': '2026-11-01' }],
  ['unused_field at fields.phone', { 'fields.phone': personal(z.string(), { label: 'Phone' }) }],
  ['unused_purpose at purposes.more', { 'purposes.more': { label: 'More', basis: 'contract' } }],
  [
    'unused_party at parties.more',
    { 'parties.more': { name: 'More AG', role: 'processor', does: 'More', country: 'CH' } },
  ],
  [
    'unused_touchpoint at touchpoints.phone',
    {
      'touchpoints.phone': { label: 'Phone', channel: 'phone' },
      ...Object.fromEntries(['finder', 'raffle', 'membership', 'present'].map((id) => [`offers.${id}.at`, ['web']])),
    },
  ],
  ['unused_currency at currencies.coins', { 'currencies.coins': { kind: 'redeemable', label: 'Coins' } }],
  ['unused_deed at deeds.visit', { 'deeds.visit': { label: 'Visit' } }],
  ['unused_segment at segments.all', { 'segments.all': { label: 'All', stage: 'receive' } }],
  [
    'unused_moment at moments.again',
    { 'moments.again': { label: 'Again', kind: 'birthday', field: 'birthday', for: 'treats' } },
  ],
  ['unused_place at places.door', { 'places.door': { label: 'The door' } }],
  ['no_contact_policy at contact', { contact: undefined }, ['no_quiet_hours at contact.quiet']],
  ['no_quiet_hours at contact.quiet', { 'contact.quiet': undefined }],
]

describe('reviewProgram', () => {
  it('finds nothing against a program that is sound', () => {
    expect(codes({})).toEqual([])
    expect(review({}).counts).toEqual({ error: 0, warning: 0, note: 0 })
  })

  it.each(cases.map(([finding, changes, besides = []]) => ({ finding, changes, besides })))('finds $finding', (one) => {
    const { finding, changes, besides } = one
    expect(codes(changes).sort()).toEqual([finding, ...besides].sort())
  })

  it('finds each thing that it looks for in one of these programs', () => {
    const tried = new Set(cases.map(([finding]) => finding.split(' ')[0]))
    expect([...tried].sort()).toEqual(Object.keys(levels).sort())
  })

  it('says of each what is wrong and what to do, in sentences, with the level of its code', () => {
    for (const [, changes] of cases)
      for (const { code, level, message, remedy } of review(changes).findings) {
        expect(level).toBe(levels[code as keyof typeof levels])
        expect(message).toMatch(/^[A-Z0-9a-z].*[.?]$/)
        expect(remedy).toMatch(/^[A-Z].*\.$/)
      }
  })

  it('lists what keeps a program from being one in the same way, and judges nothing else of it', () => {
    const { findings, counts, fairness, gates, id } = review({
      'offers.raffle.for': 'nowhere',
      'parties.host.country': 'Switzerland',
      version: 0,
    })
    expect(findings.map(({ code, path, level }) => [code, path, level])).toEqual([
      ['bad_value', 'version', 'error'],
      ['unknown_purpose', 'offers.raffle.for', 'error'],
      ['bad_country', 'parties.host.country', 'error'],
    ])
    expect([counts, fairness, gates, id]).toEqual([{ error: 3, warning: 0, note: 0 }, [], [], 'sound'])
  })

  it.each([[undefined], [null], [7], ['program'], [[]], [{}], [{ id: 7, controller: null, fields: 'x' }]])(
    'says what is wrong with %j, and never throws',
    (given) => {
      const { counts, findings } = reviewProgram(given, { now })
      expect(counts.error).toBeGreaterThan(0)
      expect(findings).toHaveLength(counts.error)
    },
  )

  it('tells the worst first, then in the order of the program, whatever else is declared in which order', () => {
    const changes: Changes = {
      'purposes.news.confirm': undefined,
      'offers.membership.gives': { benefit: 'service', says: 'A letter', worth: 0.5 },
      'offers.membership.asks.birthday.points': undefined,
      'offers.raffle.gives.prizes': 60,
      money: undefined,
    }
    const { findings } = review(changes)
    expect(findings.map(({ level }) => level)).toEqual(['error', 'error', 'warning', 'note'])
    const turned = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
        ? Object.fromEntries(Object.entries(value).reverse())
        : value
    const program = changed(changes) as { readonly offers: object; readonly purposes: object }
    const other = reviewProgram(
      { ...program, offers: turned(program.offers), purposes: turned(program.purposes) },
      { now },
    )
    expect(new Set(other.findings.map((one) => JSON.stringify(one)))).toEqual(
      new Set(findings.map((one) => JSON.stringify(one))),
    )
  })

  it('takes a reason for what is uneven, and an estimate of the data where California wants one', () => {
    const uneven = { 'offers.raffle.gives.prizes': 60 }
    expect(codes(uneven)).toEqual(['uneven at offers.raffle'])
    expect(codes({ ...uneven, 'offers.raffle.unevenBecause': 'The proceeds go to the mountain rescue' })).toEqual([])
    const californian = { markets: ['CH', 'EU', 'US-CA'] }
    const dataValue = { estimate: 4, per: 'consumer-year', method: 'average', asOf: '2026-01-01' } as const
    expect(codes(californian, { dataValue })).toEqual([])
  })

  it('takes people’s word for what has no price, once twenty have answered', () => {
    const program = changed({ 'offers.finder.gives.worth': undefined })
    const learned = (answers: number) => ({ worth: { finder: { answers, median: 'more' as const } } })
    const found = (answers: number) =>
      reviewProgram(program, { now, learned: learned(answers) }).findings.map(({ code }) => code)
    expect(found(19)).toEqual(['worth_unknown'])
    expect(found(20)).toEqual([])
  })

  it('weighs each offer, and says what it takes, from whom the worth is, and what is left out at will', () => {
    const { fairness, rate, money, weights } = review({})
    expect([rate, money]).toEqual([1, 'CHF'])
    const membership = fairness.find(({ offer }) => offer === 'membership')
    expect(membership).toMatchObject({
      principle: 'convert',
      goal: 'Keep in touch with who wants that',
      worth: { money: 6, from: 'price' },
      even: true,
      takes: [
        {
          field: 'email',
          uses: [
            { purpose: 'club', part: 'required' },
            { purpose: 'news', part: 'invited' },
          ],
        },
        { field: 'birthday', uses: [{ purpose: 'treats', part: 'optional', weight: 1.15 }] },
      ],
    })
    // E-mail (0.49): 1.4375 for the news by e-mail, half of 1.3 for the account; birthday (0.49): 1.15; two fields.
    expect(membership?.burden).toBeCloseTo((0.49 * (1.4375 + 0.65) + 0.49 * 1.15) * 1.1, 10)
    expect(membership?.required).toBeCloseTo(0.49 * 1.3, 10)
    expect(membership?.balance).toBeCloseTo(6 - (membership?.price ?? 0), 10)
    expect(weights.every(({ times }) => times > 0)).toBe(true)
  })

  it('names the cheapest way to a gate, and what no offer brings', () => {
    const { gates } = review({
      'offers.letters': { ...exchange, asks: { terrain: 'For letters that suit you' } },
      'gates.either': {
        label: 'Either',
        anyOf: [{ needs: { terrain: 'club', email: 'club' } }, { needs: { email: 'club' } }],
      },
      'gates.ranked': {
        label: 'Ranked',
        anyOf: [{ atLeast: { respect: 5 } }, { atLeast: { respect: 3 }, needs: { email: 'club' } }],
      },
    })
    const row = (name: string) => gates.find(({ gate }) => gate === name)
    expect(row('either')).toMatchObject({ path: ['membership'], asks: ['E-mail'], also: [] })
    expect(row('review')).toMatchObject({ path: ['membership'], also: ['10 Respect'], exact: true })
    expect(row('letter')).toMatchObject({ path: ['membership'], also: ['E-mail confirmed'] })
    expect(row('ranked')).toMatchObject({ path: [], asks: [], price: 0, also: ['5 Respect'] })
  })

  it('sees through conditions that hang on one another', () => {
    const size = preference(z.enum(['S', 'L']), { label: 'Size' })
    const chained: Changes = {
      'fields.size': size,
      'offers.finder.asks.size': { because: 'So that they fit', when: { terrain: 'alpine' } },
      'offers.finder.when': undefined,
      'offers.present.when': { size: 'L' },
    }
    expect(codes(chained)).toEqual([])
    // Each waits for the other.
    expect(
      codes({
        'fields.size': size,
        'fields.width': preference(z.enum(['narrow']), { label: 'Width' }),
        'offers.one': { ...exchange, when: { width: 'narrow' }, asks: { size: 'To fit' } },
        'offers.two': { ...exchange, when: { size: 'L' }, asks: { width: 'To fit' } },
      }),
    ).toEqual(['offer_unreachable at offers.one.when', 'offer_unreachable at offers.two.when'])
  })

  it('believes of a value what a schema may make of an answer', () => {
    const when = (schema: z.ZodType, value: unknown): string[] =>
      codes({
        'fields.size': preference(schema, { label: 'Size' }),
        'offers.finder.asks.size': 'So that they fit',
        'offers.present.when': { size: value },
      })
    expect(when(z.boolean(), true)).toEqual([])
    expect(
      when(
        z.literal('on').transform(() => true),
        true,
      ),
    ).toEqual([])
    expect(when(z.coerce.number(), 42)).toEqual([])
    expect(
      when(
        z.string().refine(async (text) => text === 'L'),
        'never asked',
      ),
    ).toEqual([])
    expect(when(z.array(z.string()), 'L')).toContain('impossible_value at offers.present.when.size')
    expect(when(z.boolean(), 'yes')).toContain('impossible_value at offers.present.when.size')
  })

  it('never throws over a program that holds together', () => {
    fc.assert(
      fc.property(
        programs(fc).filter((program) => checkProgram(program, serverChecks).length === 0),
        (program) => {
          const { findings, fairness } = reviewProgram(program, { now })
          expect(findings.every(({ code }) => Object.hasOwn(levels, code))).toBe(true)
          expect(fairness).toHaveLength(Object.keys(program.offers).length)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('reviewProgram of a large program', () => {
  const many = Array.from({ length: 30 }, (_, n) => n)
  const club = { 'purposes.club.retainFor': 'P90D', 'purposes.club.retainFrom': 'given' }
  /** Thirty ways to an e-mail address, each heavier than the next; the street is asked in one place alone. */
  const large: Changes = {
    ...club,
    'fields.street': personal(z.string(), { label: 'Street' }),
    ...Object.fromEntries(
      many.map((n) => [`fields.f${n}`, personal(z.string(), { label: `Field ${n}`, sensitivity: 0.6 + n / 100 })]),
    ),
    ...Object.fromEntries(
      many.map((n) => [`offers.o${n}`, { ...exchange, asks: { email: 'Why', [`f${29 - n}`]: 'Why' } }]),
    ),
    'offers.home': { ...exchange, when: { terrain: 'forest' }, asks: { street: 'Why' }, uses: { email: 'Why' } },
    'gates.visit': { label: 'Be visited', needs: { street: 'club', email: 'club' } },
  }

  it('finds the cheapest way among what matters, and says that not every way was tried', () => {
    const { gates, findings } = review(large)
    expect(findings).toEqual([])
    const visit = gates.find(({ gate }) => gate === 'visit')
    expect(visit?.path?.slice().sort()).toEqual(['finder', 'home', 'membership'])
    expect(visit?.exact).toBe(false)
  })

  it('finds the same as where all offers are looked at', () => {
    const few = Object.fromEntries(
      Object.entries(large).filter(([path]) => !/^offers\.o([0-9]|1\d|2[0-5])$/.test(path)),
    )
    const way = (changes: Changes) => {
      const { path, burden } = review(changes).gates.find(({ gate }) => gate === 'visit') ?? {}
      return { path: path?.slice().sort(), burden }
    }
    expect(way(large)).toEqual(way({ ...few, ...club }))
  })
})
