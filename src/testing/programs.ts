import type * as FastCheck from 'fast-check'
import { type Ask, type Asks, askOf } from '../core/program/ask.js'
import { checked } from '../core/program/define-program.js'
import type { Program } from '../core/program/program.js'
import type { StandardSchema } from '../core/program/schema.js'
import type { Fc } from './fc.js'
import { ledgerOf } from './ledgers.js'

export type { Fc } from './fc.js'

/** Takes any text that is not empty: enough for programs that are about exchanges, not about values. */
export const someText: StandardSchema<string> = {
  '~standard': {
    version: 1,
    vendor: 'evenhanded',
    validate: (value) =>
      typeof value === 'string' && value !== '' ? { value } : { issues: [{ message: 'Give a text.' }] },
  },
}

const controller = {
  name: 'Sample Ltd',
  address: '1 Sample Street',
  contact: 'privacy@sample.example',
  jurisdiction: 'IE',
  policyUrl: 'https://sample.example/privacy',
}

const purposes = {
  deviceFit: { label: 'Fit', basis: 'legitimate-interest', on: 'device', interest: 'What fits' },
  deviceMemory: { label: 'Remember', basis: 'consent', on: 'device' },
  order: { label: 'Deliver', basis: 'contract', retainFor: 'P90D' },
  club: { label: 'Membership', basis: 'contract' },
  safety: { label: 'Prevent fraud', basis: 'legitimate-interest', interest: 'Fewer losses' },
  books: { label: 'Keep the books', basis: 'legal-obligation', retainFor: 'P10Y' },
  news: { label: 'News', basis: 'consent', validFor: 'P1Y' },
  mail: { label: 'Letters', basis: 'consent', confirm: true },
  learn: { label: 'Learn what goes together', basis: 'consent', validFor: 'P1Y' },
  health: { label: 'Allergies', basis: 'explicit-consent' },
}

const touchpoints = {
  web: { label: 'Web', channel: 'shop' },
  till: { label: 'Till', channel: 'store', device: 'site' },
}

const kinds = ['observed', 'preference', 'identifier', 'personal'] as const

/**
 * Programs of every principle, with required, optional, special, paid and conditional asks, invitations,
 * gates and rewards, coupons that fit by a model, in points that end in every way there is, are earned by rules and lift into tiers. All keep to
 * the rules; spoil one to see it refused.
 *
 * @example
 * fc.assert(fc.property(programs(fc), (program) => program.offers !== undefined))
 */
export function programs(fc: Fc): FastCheck.Arbitrary<Program> {
  return fc.array(fieldOf(fc), { minLength: 4, maxLength: 8 }).chain((kinds) => {
    const fields = Object.fromEntries(kinds.map((field, index) => [`f${index}`, field]))
    return fc
      .record({
        offers: fc.array(offerOf(fc, fields), { minLength: 2, maxLength: 6 }),
        gates: fc.array(gateOf(fc, Object.keys(fields)), { maxLength: 3 }),
        ledger: ledgerOf(fc),
      })
      .map(({ offers, gates, ledger }) =>
        checked({
          id: 'sample',
          version: 1,
          controller,
          fields,
          purposes,
          touchpoints,
          ...ledger,
          earns: { ...ledger.earns, ...fieldRule(offers) },
          ...modelOf(offers),
          offers: Object.fromEntries(offers.map((offer, index) => [`o${index}`, offer])),
          gates: Object.fromEntries(gates.map((gate, index) => [`g${index}`, gate])),
        }),
      )
  })
}

/** A rule for a field, where there is one that a convert offer asks optionally and without points of its own. */
function fieldRule(offers: readonly SampleOffer[]): object {
  const asks = offers.flatMap(({ principle, asks = {} }) => (principle === 'convert' ? Object.entries(asks) : []))
  const open = asks.map(([field, ask]) => ({ field, ...askOf(ask) }))
  const { field } = open.find((ask) => ask.optional && ask.for !== 'health' && !ask.points) ?? {}
  return field === undefined ? {} : { answers: { on: 'field', label: 'For an answer', field, gives: { miles: 5 } } }
}

/** The model that offers choose by, where one does; then there is money, in which coupons are worth something. */
function modelOf(offers: readonly SampleOffer[]): object {
  const reads = offers.flatMap(({ fits, uses }) => (fits ? Object.keys(uses ?? {}).slice(0, 1) : []))[0]
  const goesWith = { label: 'What goes together', reads, learns: 'learn', suggests: 'club', without: ['i9'] }
  return reads === undefined ? {} : { money: 'EUR', models: { goesWith } }
}

interface SampleOffer {
  readonly principle: string
  readonly uses?: object
  readonly fits?: object
  readonly asks?: Asks
}

interface SampleField {
  readonly kind: (typeof kinds)[number]
  readonly special: boolean
  readonly label: string
  readonly schema: StandardSchema<string>
}
type SampleFields = { readonly [name: string]: SampleField }

const fieldOf = (fc: Fc): FastCheck.Arbitrary<SampleField> =>
  fc
    .record({ kind: fc.constantFrom(...kinds), special: fc.nat(7), fresh: fc.nat(3) })
    .map(({ kind, special, fresh }) => ({
      kind,
      special: special === 0,
      label: 'A field',
      schema: someText,
      ...(fresh === 0 && { freshFor: 'P1Y' }),
    }))

const named = (fields: SampleFields, fits: (field: SampleField) => boolean): string[] =>
  Object.keys(fields).filter((name) => fits(fields[name] as SampleField))

const some = (fc: Fc, names: readonly string[]): FastCheck.Arbitrary<string[]> =>
  names.length === 0 ? fc.constant([]) : fc.subarray([...names])

const gift = { benefit: 'service', says: 'Something' }

function offerOf(fc: Fc, fields: SampleFields): FastCheck.Arbitrary<SampleOffer> {
  const light = named(fields, ({ kind, special }) => !special && (kind === 'observed' || kind === 'preference'))
  const seen = named(fields, ({ kind, special }) => !special && kind === 'observed')
  const receive = fc
    .record({ uses: some(fc, seen), fits: fc.nat(2), most: fc.integer({ min: 0, max: 9 }), repeats: fc.boolean() })
    .map(({ uses, fits, most, repeats }) => {
      const shared = { principle: 'receive', for: 'deviceFit' }
      const [reads] = seen
      if (reads === undefined || fits > 0) return { ...shared, uses: why(uses), gives: gift }
      return {
        ...{ ...shared, uses: why([reads, ...uses]), fits: { model: 'goesWith', coupons: couponsOf(most) } },
        ...{ gives: { benefit: 'coupon', says: 'What fits', worth: 3 }, ...(repeats && { repeats: 'always' }) },
      }
    })
  const choose = fc.subarray(light, { minLength: Math.min(1, light.length) }).map((asks) => ({
    principle: 'choose',
    for: 'deviceFit',
    asks: why(asks),
    gives: { benefit: 'selection', says: 'What fits' },
  }))
  const exchange = identified(fc, fields, false)
  const convert = identified(fc, fields, true)
  return light.length === 0
    ? fc.oneof(receive, exchange, convert)
    : fc.oneof(receive, choose, exchange, convert, convert)
}

const couponsOf = (most: number): object => ({
  c0: { item: 'i0', says: 'Off the first', worth: most },
  c1: { item: ['i1', 'i2'], says: 'Off one of two', worth: 5 },
})

const why = (names: readonly string[]): { [field: string]: string } =>
  Object.fromEntries(names.map((name) => [name, 'Because']))

function identified(fc: Fc, fields: SampleFields, converts: boolean): FastCheck.Arbitrary<SampleOffer> {
  const all = Object.keys(fields)
  const plain = named(fields, ({ special }) => !special)
  const seen = named(fields, ({ kind, special }) => !special && kind === 'observed')
  return fc
    .record({
      for: fc.constantFrom('order', 'club', 'safety', 'news'),
      asks: fc.subarray(all),
      optional: fc.subarray(all),
      kept: fc.subarray(all),
      unpaid: fc.subarray(all),
      consent: fc.constantFrom('news', 'mail'),
      invited: fc.subarray(plain, { maxLength: Math.min(2, plain.length) }),
      invitation: fc.constantFrom('news', 'mail', 'learn'),
      observes: some(fc, seen),
      points: fc.integer({ min: 1, max: 100 }),
      repeats: fc.constantFrom('once', 'always', 'P30D'),
      by: fc.boolean(),
    })
    .map((drawn) => ({
      principle: converts ? 'convert' : 'exchange',
      for: drawn.for,
      repeats: drawn.repeats,
      asks: Object.fromEntries(
        drawn.asks.map((name) => [name, sampleAsk(fields[name] as SampleField, name, drawn, converts)]),
      ),
      observes: why(drawn.observes),
      invites: drawn.invited.length > 0 && drawn.invitation !== drawn.for ? { [drawn.invitation]: drawn.invited } : {},
      gives: [
        drawn.by ? { ...gift, by: '2030-01-31' } : gift,
        ...(converts ? [{ benefit: 'points', says: 'Points', points: { bonus: drawn.points } }] : []),
      ],
    }))
}

function sampleAsk(
  field: SampleField,
  name: string,
  drawn: { readonly [part in 'optional' | 'kept' | 'unpaid']: readonly string[] } & { readonly consent: string },
  converts: boolean,
): Ask {
  const optional = drawn.optional.includes(name)
  const because = 'Because'
  if (field.special) return { because, for: 'health', optional }
  const paid = converts && !drawn.unpaid.includes(name)
  if (optional) return { because, optional, for: drawn.consent, ...(paid && { points: { bonus: 10 } }) }
  return drawn.kept.includes(name) ? { because, for: 'books' } : { because }
}

const gateOf = (fc: Fc, fields: readonly string[]): FastCheck.Arbitrary<object> =>
  fc.record({ needs: some(fc, fields), under: fc.constantFrom('order', 'club'), respect: fc.nat(3) }).map((drawn) => ({
    label: 'A gate',
    needs: Object.fromEntries(drawn.needs.map((name) => [name, drawn.under])),
    ...(drawn.respect > 0 && { atLeast: { respect: drawn.respect } }),
  }))
