import { type TrainedModel, trainBaskets } from 'evenhanded/basket'
import { beforeAll, expect, it } from 'vitest'
import { enough, learn } from '../../examples/backend/shop/learn.js'
import { productOf, products } from '../../examples/shop-checkout/catalogue.js'
import { coupons } from '../../examples/shop-checkout/coupons.js'
import { madeUpBaskets } from '../../examples/shop-checkout/made-up-baskets.js'
import { shop } from '../../examples/shop-checkout/program.js'

// What the demo's shop learns from members whom a seed has invented, and which of its coupons follow from it.

const without = shop.models.goesWith?.without ?? []
const items = Object.values(coupons).flatMap(({ item }) => item)

let model: TrainedModel

beforeAll(async () => {
  const trained = await trainBaskets(madeUpBaskets(), { program: shop.id, name: 'goesWith', without })
  if (!trained.ok) throw new Error(trained.error.code)
  model = trained.value
})

const best = (...basket: string[]) => model.similar(basket, { among: items, without }).items[0]

it('tells the same story for the same seed, and another for another', () => {
  const told = (seed?: number) => JSON.stringify([...madeUpBaskets(seed)])
  expect(told()).toBe(told())
  expect(told(8)).not.toBe(told())
  const members = new Set([...madeUpBaskets()].map(({ member }) => member))
  expect(members.size).toBe(600)
})

it('has coupons for things that there are, for less than they cost, and for nothing that tells of health', () => {
  for (const coupon of Object.values(coupons))
    for (const item of [coupon.item].flat()) {
      expect(productOf(item)?.price).toBeGreaterThan(coupon.worth)
      expect(without).not.toContain(item)
    }
})

it('leaves out of the model everything on the shelf of health, and nothing else', () => {
  expect(products.filter(({ shelf }) => shelf === 'health').map(({ id }) => id)).toEqual(without)
  const known = products.map(({ id }) => id).filter((id) => !without.includes(id))
  expect([...model.items].sort()).toEqual(known.sort())
})

it.each([
  ['diavolezza', 'wax'],
  ['morteratsch', 'wax'],
  ['plaiv', 'wax'],
  ['fex', 'gaiters'],
  ['bever', 'socks-trail'],
  ['via', 'socks-trail'],
  ['spikes', 'flask'],
])('suggests for %s what goes with it: %s', (pair, item) => {
  expect(best(pair)).toMatchObject({ item, because: [pair] })
})

it('concludes nothing from what tells of health', () => {
  expect(model.similar(['plasters', 'knee'], { among: items })).toMatchObject({ by: 'popularity' })
  expect(best('diavolezza', 'knee')).toMatchObject({ item: 'wax', because: ['diavolezza'] })
})

/** So many customers who agreed to teach, each with one basket that no made-up member has. */
const customers = (count: number) => ({
  trainingBaskets: async function* () {
    for (let number = 0; number < count; number++) yield { member: `customer-${number}`, items: ['silser', 'odd'] }
  },
})

it('learns from customers who agreed once they are enough, and never mixes them with who is made up', async () => {
  const few = await learn(customers(enough - 1))
  expect(few.items).toEqual(model.items)
  expect(few.checksum).toBe(model.checksum)
  const many = await learn(customers(enough))
  expect([...many.items].sort()).toEqual(['odd', 'silser'])
})
