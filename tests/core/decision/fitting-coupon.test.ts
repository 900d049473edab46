import { describe, expect, it } from 'vitest'
import { eligible, fittingCoupon, type Scorer } from '../../../src/core/decision/fitting-coupon.js'

const coupons = {
  wax: { item: 'wax', says: 'CHF 5 off the wax', worth: 5 },
  less: { item: 'wax', says: 'CHF 2 off the wax', worth: 2 },
  again: { item: 'wax', says: 'CHF 5 off the wax, too', worth: 5 },
  sticks: { item: ['poles', 'tips', 'wax'], says: 'CHF 9 off poles, tips or wax', worth: 9 },
  strips: { item: 'test-strips', says: 'CHF 1 off', worth: 1 },
}

type Asked = Parameters<Scorer['similar']>

/** Knows what goes with anything, the best first, and notes what it was asked. */
function scorer(...goes: readonly string[]) {
  const asked: Asked[] = []
  const similar: Scorer['similar'] = (basket, options) => {
    asked.push([basket, options])
    const may = (item: string) => !basket.includes(item) && !options.without.includes(item)
    const items = goes.filter((item) => options.among.includes(item) && may(item))
    return { by: 'basket', items: items.map((item, n) => ({ item, score: 1 / (n + 1), because: ['skis'] })) }
  }
  return { similar, asked }
}

describe('a fitting coupon', () => {
  it('is the one that is worth more of two for an item, then the first by name', () => {
    const best = (left: readonly string[]) =>
      fittingCoupon(eligible(coupons, { left }), scorer('wax'), ['skis'])?.coupon
    expect(best(['less', 'wax'])).toBe('wax')
    expect(best(['wax', 'again'])).toBe('again')
    expect(best(['less', 'wax', 'sticks'])).toBe('sticks')
    expect(best(['less'])).toBe('less')
    expect(best(['strips'])).toBeUndefined()
    expect(best([])).toBeUndefined()
  })

  it('is found for none as for an empty basket', () => {
    const model = scorer('wax')
    for (const none of [null, undefined, 5])
      for (const without of [[], ['poles']]) {
        const found = fittingCoupon(eligible(coupons, { without }), model, none as unknown as string[])
        expect(found).toMatchObject({ item: 'wax' })
        expect(model.asked.at(-1)?.[0]).toEqual([])
      }
  })

  it('is none for what lies in the basket, but another of the same item may be', () => {
    const model = scorer('tips', 'wax')
    expect(fittingCoupon(eligible(coupons), model, ['poles'])).toMatchObject({ coupon: 'again', item: 'wax' })
    expect(model.asked[0]?.[1].without).toEqual(['poles', 'tips'])
    expect(fittingCoupon(eligible(coupons), model, ['poles', 'wax'])).toBeNull()
  })

  it('concludes nothing from what the program leaves out, and gives nothing for it', () => {
    const model = scorer('test-strips')
    const some = eligible(coupons, { without: ['test-strips'], left: ['wax', 'strips'] })
    expect(fittingCoupon(some, model, ['skis', 'test-strips'])).toBeNull()
    expect(model.asked).toEqual([[['skis'], { among: ['wax'], without: ['test-strips'], top: 1 }]])
  })

  it('is none where the model names what it was not asked for', () => {
    const odd: Scorer = { similar: () => ({ by: 'basket', items: [{ item: 'tent', score: 1, because: [] }] }) }
    expect(fittingCoupon(eligible(coupons), odd, ['skis'])).toBeNull()
  })
})
