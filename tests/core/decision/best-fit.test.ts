import { describe, expect, it } from 'vitest'
import { bestFit, type Scorer } from '../../../src/core/decision/best-fit.js'

/** Knows what goes with skis, and shows what it was asked. */
function scorer(goes: readonly string[] = ['wax', 'poles', 'goggles']) {
  const asked: { basket: readonly string[]; among: readonly string[]; without: readonly string[] }[] = []
  const model: Scorer = {
    similar(basket, { among, without }) {
      asked.push({ basket, among, without })
      const items = goes.filter((item) => among.includes(item))
      return {
        by: basket.includes('skis') ? 'basket' : 'popularity',
        items: items.map((item, n) => ({ item, score: 1 / (n + 1), because: ['skis'] })),
      }
    },
  }
  return { model, asked }
}

const coupons = {
  wax: { item: 'wax', says: 'CHF 5 off the wax', worth: 5 },
  sticks: { item: ['poles', 'tips'], says: 'CHF 9 off poles or tips', worth: 9 },
  more: { item: 'wax', says: 'CHF 2 off the wax', worth: 2 },
  strips: { item: 'test-strips', says: 'CHF 1 off', worth: 1 },
}

describe('the coupon that fits a basket best', () => {
  it('is for the item that goes with it best, and says why', () => {
    const { model } = scorer()
    const best = { coupon: 'wax', item: 'wax', score: 1, because: ['skis'], by: 'basket' }
    expect(bestFit(coupons, model, ['skis'])).toEqual(best)
    expect(bestFit(coupons, model, [])?.by).toBe('popularity')
  })

  it('is one that is left, another of the same item included', () => {
    const { model } = scorer()
    expect(bestFit(coupons, model, ['skis'], { left: ['more', 'sticks'] })?.coupon).toBe('more')
    expect(bestFit(coupons, model, ['skis'], { left: ['sticks'] })).toMatchObject({ coupon: 'sticks', item: 'poles' })
    expect(bestFit(coupons, model, ['skis'], { left: [] })).toBe(null)
  })

  it('is never for what lies in the basket, nor for something that is good for that as well', () => {
    const { model, asked } = scorer(['tips', 'wax'])
    expect(bestFit(coupons, model, ['poles', 'wax'])).toBe(null)
    expect(asked.map(({ among }) => among)).toEqual([['test-strips']])
  })

  it('concludes nothing from what the program leaves out, and gives nothing for it', () => {
    const { model, asked } = scorer(['test-strips'])
    expect(bestFit(coupons, model, ['skis', 'test-strips'], { without: ['test-strips'] })).toBe(null)
    expect(asked).toEqual([{ basket: ['skis'], among: ['wax', 'poles', 'tips'], without: ['test-strips'] }])
  })

  it('is none where the model names another item than it was asked for', () => {
    const model: Scorer = { similar: () => ({ by: 'basket', items: [{ item: 'tent', score: 1, because: [] }] }) }
    expect(bestFit(coupons, model, ['skis'])).toBe(null)
  })
})
