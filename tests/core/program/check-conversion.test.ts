import { describe, expect, it } from 'vitest'
import { found, withPart } from './issues.js'

const at = 'conversions.milesToBonus'
const rate = (from: string, until?: string): object => ({ from, ...(until && { until }), give: 3, get: 2 })

describe('a conversion', () => {
  it.each([
    ['from reputation', 'from', 'respect', `not_redeemable at ${at}.from`],
    ['into reputation', 'to', 'respect', `not_redeemable at ${at}.to`],
    ['from a currency nobody declared', 'from', 'gold', `unknown_currency at ${at}.from`],
    ['into itself', 'to', 'miles', `bad_value at ${at}.to`],
    ['without a rate', 'rates', [], `bad_value at ${at}.rates`],
    ['of less than a point', 'least', 0, `bad_value at ${at}.least`],
    ['that gives a fraction', 'rates.0.give', 1.5, `bad_value at ${at}.rates.0.give`],
    ['that gives nothing', 'rates.0.give', 0, `bad_value at ${at}.rates.0.give`],
    ['that gets nothing', 'rates.1.get', 0, `bad_value at ${at}.rates.1.get`],
    ['with a rate of no day', 'rates.0.from', undefined, `missing at ${at}.rates.0.from`],
    ['with a rate of a day that does not exist', 'rates.0.from', '2025-02-29', `bad_value at ${at}.rates.0.from`],
    ['with a rate that ends before it begins', 'rates.0.until', '2025-12-31', `bad_order at ${at}.rates.0.until`],
    ['with two rates on one day', 'rates.0.until', '2027-01-01', `rates_overlap at ${at}.rates.1`],
    ['with a rate without end and one after it', 'rates.0.until', undefined, `rates_overlap at ${at}.rates.1`],
    ['with a misspelt rate', 'rates.0.till', '2026-12-31', `unknown_property at ${at}.rates.0.till`],
  ])('is refused %s', (_, name, by, issue) => {
    expect(found(withPart(`${at}.${name}`, by))).toEqual([issue])
  })

  it('names each rate that overlaps one before it, in whatever order they stand', () => {
    const year = rate('2026-01-01', '2026-12-31')
    expect(found(withPart(`${at}.rates`, [year, rate('2026-06-01', '2026-06-01'), rate('2025-01-01')]))).toEqual([
      `rates_overlap at ${at}.rates.1`,
      `rates_overlap at ${at}.rates.2`,
    ])
    expect(found(withPart(`${at}.rates`, [rate('2027-01-01'), year, rate('2025-01-01', '2025-12-31')]))).toEqual([])
  })
})

describe('a partner', () => {
  it.each([
    ['in reputation', { label: 'Railway', currency: 'respect' }, 'not_redeemable at partners.railway.currency'],
    ['in an unknown currency', { label: 'Railway', currency: 'gold' }, 'unknown_currency at partners.railway.currency'],
    ['without a name', { label: '', currency: 'miles' }, 'bad_value at partners.railway.label'],
  ])('is refused %s', (_, partner, issue) => {
    expect(found(withPart('partners.railway', partner))).toEqual([issue])
  })
})
