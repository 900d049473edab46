import { type Coupons, couponStock, createFitting, modelOf } from 'evenhanded/basket'
import { memory } from 'evenhanded/client'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { type Fits, itemsOf } from '../../../src/core/program/fits.js'
import { anItem, facts, someWeights, weighed } from '../model/weighed.js'
import { batchOf, now, offer } from './batch.js'
import { till } from './till.js'

const model = modelOf(
  weighed([
    { item: 'socks', goesWith: { boots: 0.2 } },
    { item: 'skis', goesWith: { wax: 0.9, poles: 0.6, 'test-strips': 2 } },
    { item: 'boots', goesWith: { wax: 0.3, socks: 0.5 } },
    { item: 'wax', goesWith: { skis: 0.4 } },
    { item: 'poles', goesWith: { skis: 0.4, tips: 0.8 } },
    { item: 'tips', goesWith: { poles: 0.8 } },
    { item: 'test-strips', goesWith: { socks: 5 } },
  ]),
  facts,
)

async function fitted(amounts: { readonly [coupon: string]: number } = { wax: 2, waxToo: 1, sticks: 1, socks: 1 }) {
  const stock = couponStock(memory(), 'till', { clock: () => now })
  await stock.add(batchOf('one', amounts))
  return { stock, fitting: createFitting({ program: till, models: { goesWith: model }, coupons: stock }) }
}

describe('the coupon that fits best', () => {
  it('is for what goes with the basket, tells why, and which of two it is', async () => {
    const { fitting } = await fitted()
    expect(fitting.best(offer, ['skis'])).toEqual({
      coupon: 'wax',
      item: 'wax',
      score: expect.closeTo(0.9, 2),
      because: ['skis'],
      by: 'basket',
    })
    expect(fitting.best(offer, ['poles'])).toMatchObject({ coupon: 'socks', by: 'popularity' })
    expect(fitting.best(offer, ['boots', 'skis'])).toMatchObject({ item: 'wax', because: ['skis', 'boots'] })
  })

  it('is by what most buy where the basket tells nothing', async () => {
    const { fitting } = await fitted()
    for (const basket of [[], ['unheard of'], ['test-strips']])
      expect(fitting.best(offer, basket)).toMatchObject({ coupon: 'socks', because: [], by: 'popularity' })
  })

  it('is never for what lies in the basket, nor where none is left', async () => {
    const { fitting } = await fitted({ wax: 1 })
    expect(fitting.best(offer, ['skis', 'wax'])).toBeNull()
    expect(fitting.best(offer, ['skis'])).toMatchObject({ coupon: 'wax' })
    expect(await fitting.take(offer, 'wax')).toMatchObject({ coupon: 'wax', offer })
    expect(fitting.best(offer, ['skis'])).toBeNull()
    expect(await fitting.take(offer, 'wax')).toBeNull()
  })

  it('is none of an offer without coupons, of an unknown one, or before there is a model', async () => {
    const { stock, fitting } = await fitted()
    expect(fitting.best('membership', ['skis'])).toBeNull()
    expect(fitting.best('toString', ['skis'])).toBeNull()
    expect(await fitting.take('membership', 'wax')).toBeNull()
    expect(await fitting.take(offer, 'constructor')).toBeNull()
    const empty = createFitting({ program: till, coupons: stock })
    expect(empty.best(offer, ['skis'])).toBeNull()
    const told = vi.fn()
    const end = empty.subscribe(told)
    empty.use('goesWith', model)
    expect(told).toHaveBeenCalledTimes(1)
    expect(empty.best(offer, ['skis'])).toMatchObject({ coupon: 'wax' })
    end()
    empty.use('goesWith', model)
    expect(told).toHaveBeenCalledTimes(1)
  })

  it('follows what is left and what is learned, and tells who listens', async () => {
    const { stock, fitting } = await fitted({ wax: 1, sticks: 1 })
    const told = vi.fn()
    fitting.subscribe(told)
    expect(fitting.best(offer, ['skis'])).toMatchObject({ coupon: 'wax' })
    await stock.take(offer, 'wax')
    expect(told).toHaveBeenCalled()
    expect(fitting.best(offer, ['skis'])).toMatchObject({ coupon: 'sticks', item: 'poles' })
    await stock.add(batchOf('two', { wax: 1 }))
    expect(fitting.best(offer, ['skis'])).toMatchObject({ coupon: 'wax' })
    fitting.use(
      'goesWith',
      modelOf(weighed([{ item: 'skis', goesWith: { poles: 1 } }, ...plain('poles', 'wax')]), facts),
    )
    expect(fitting.best(offer, ['skis'])).toMatchObject({ coupon: 'sticks', item: 'poles' })
  })

  it('is the same for the same basket, though its list was changed in place', async () => {
    const { fitting } = await fitted()
    fitting.subscribe(() => undefined)
    const basket = ['skis']
    const first = fitting.best(offer, basket)
    expect(fitting.best(offer, ['skis'])).toBe(first)
    basket[0] = 'poles'
    expect(fitting.best(offer, basket)).toMatchObject({ by: 'popularity' })
  })

  it('asks the model anew only for another basket', async () => {
    const similar = vi.fn(model.similar)
    const { stock } = await fitted()
    const fitting = createFitting({ program: till, models: { goesWith: { ...model, similar } }, coupons: stock })
    fitting.subscribe(() => undefined)
    for (let n = 0; n < 10; n++) fitting.best(offer, ['skis', 'boots'])
    expect(similar).toHaveBeenCalledTimes(1)
    fitting.best(offer, ['skis'])
    expect(similar).toHaveBeenCalledTimes(2)
    // One list, which the model knows again.
    expect(similar.mock.calls[1]?.[1]?.among).toBe(similar.mock.calls[0]?.[1]?.among)
    expect(similar.mock.calls[1]?.[0]).toEqual(['skis'])
  })

  it('keeps no basket beyond the visit: with who listened, what was asked is forgotten', async () => {
    const similar = vi.fn(model.similar)
    const { stock } = await fitted()
    const fitting = createFitting({ program: till, models: { goesWith: { ...model, similar } }, coupons: stock })
    const [first, second] = [fitting.subscribe(() => undefined), fitting.subscribe(() => undefined)]
    const ask = () => {
      fitting.best(offer, ['skis'])
      return similar.mock.calls.length
    }
    expect([ask(), ask()]).toEqual([1, 1])
    // The next customer's page may begin before that of the last has ended.
    first()
    expect([ask(), ask()]).toEqual([2, 2])
    second()
    // Nobody is there whose visit could end.
    expect([ask(), ask()]).toEqual([3, 4])
    fitting.subscribe(() => undefined)
    expect([ask(), ask()]).toEqual([5, 5])
    expect(similar.mock.calls[4]?.[1]?.among).toBe(similar.mock.calls[0]?.[1]?.among)
  })

  it('takes a basket of ten thousand lines, an odd one, and none', async () => {
    const { fitting } = await fitted()
    fitting.subscribe(() => undefined)
    for (const none of [null, undefined, 5, {}, new Set()])
      expect(fitting.best(offer, none as unknown as string[])).toMatchObject({ coupon: 'socks', by: 'popularity' })
    expect(fitting.best(offer, new Set(['skis']) as unknown as string[])).toMatchObject({ coupon: 'wax' })
    expect(fitting.best(offer, Array(10_000).fill('skis'))).toMatchObject({ coupon: 'wax' })
    expect(fitting.best(offer, ['', '__proto__', 'constructor', '\ud800'])).toMatchObject({ by: 'popularity' })
  })
})

const plain = (...items: string[]) => items.map((item) => ({ item, goesWith: {} }))

describe('a model that does not belong to the program', () => {
  const coupons: Coupons = { left: () => [], take: async () => null, subscribe: () => () => undefined }
  it.each([
    ['has another name there', { another: model }, 'unknown_model'],
    ['was trained as another', { goesWith: { ...model, name: 'another' } }, 'wrong_model'],
    ['was trained for another program', { goesWith: { ...model, program: 'another' } }, 'wrong_model'],
  ])('is refused where it %s', (_, models, code) => {
    expect(() => createFitting({ program: till, models, coupons })).toThrow(expect.objectContaining({ code }))
    const fitting = createFitting({ program: till, models: { goesWith: model }, coupons })
    const [[name, wrong] = ['', model]] = Object.entries(models)
    expect(() => fitting.use(name, wrong)).toThrow(expect.objectContaining({ code }))
  })
})

/** Coupons for items of any catalogue; some share an item. */
const someCoupons: fc.Arbitrary<Fits['coupons']> = fc.dictionary(
  fc.constantFrom('a', 'b', 'c', 'd', '__proto__'),
  fc.record({
    item: fc.oneof(anItem, fc.uniqueArray(anItem, { minLength: 1, maxLength: 3 })),
    says: fc.constant('Something off'),
    worth: fc.constantFrom(1, 2, 3),
  }),
  { noNullPrototype: false },
)

it('agrees with who looks at every coupon, one after the other', () => {
  fc.assert(
    fc.property(
      fc.record({
        ...{ weights: someWeights, declared: someCoupons, basket: fc.array(anItem, { maxLength: 6 }) },
        ...{ without: fc.array(anItem, { maxLength: 2 }), leave: fc.nat(5) },
      }),
      ({ weights, declared, basket, without, leave }) => {
        const trained = modelOf(weights, facts)
        const left = Object.keys(declared).filter((_, n) => n !== leave)
        const { offers, models } = till
        const program = {
          ...till,
          offers: { [offer]: { ...offers.tillCoupon, fits: { model: 'goesWith', coupons: declared } } },
          models: { goesWith: { ...models.goesWith, without } },
        } as unknown as typeof till
        const coupons: Coupons = { left: () => left, take: async () => null, subscribe: () => () => undefined }
        const fitting = createFitting({ program, models: { goesWith: trained }, coupons })
        const seen = basket.filter((item) => !without.includes(item))
        const candidates = left.flatMap((name) => {
          const coupon = declared[name]
          const items = coupon ? itemsOf(coupon) : []
          if (!coupon || items.some((item) => seen.includes(item))) return []
          return items
            .filter((item) => !without.includes(item))
            .map((item) => ({ coupon: name, item, worth: coupon.worth }))
        })
        const order = trained.similar(seen, { top: 1_000, among: candidates.map(({ item }) => item) })
        const item = order.items[0]?.item
        const [wanted] = candidates
          .filter((one) => one.item === item)
          .sort((one, other) => other.worth - one.worth || (one.coupon < other.coupon ? -1 : 1))
        const best = fitting.best(offer, basket)
        expect(best && { coupon: best.coupon, item: best.item, by: best.by }).toEqual(
          wanted ? { coupon: wanted.coupon, item: wanted.item, by: order.by } : null,
        )
      },
    ),
    { numRuns: 400 },
  )
})
