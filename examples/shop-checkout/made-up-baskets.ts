import { productOf, products } from './catalogue.js'
import type { Product, Shoe } from './product.js'
import { shoes } from './shoes.js'
import { things } from './things.js'

/** One purchase of one made-up member. */
export interface MadeUpBasket {
  readonly member: string
  readonly items: readonly string[]
}

interface Habit {
  readonly with: (product: Product) => boolean
  /** By item, how many of a hundred take it along. */
  readonly take: { readonly [item: string]: number }
}

const isShoe = (product: Product): product is Shoe => product.shelf === 'shoes'
const shoe = (test: (shoe: Shoe) => boolean) => (product: Product) => isShoe(product) && test(product)
const the = (id: string) => (product: Product) => product.id === id

/** What people buy together here. This is the whole of it: no real purchase stands behind a figure. */
const habits: readonly Habit[] = [
  { with: shoe(({ leather }) => leather === true), take: { wax: 56, brush: 24, laces: 8 } },
  { with: shoe(({ weather }) => !weather.includes('dry')), take: { gaiters: 34, spray: 30, cape: 10 } },
  {
    with: shoe(({ terrain }) => terrain[0] === 'alpine'),
    take: { poles: 24, 'map-bernina': 26, lamp: 14, spikes: 12 },
  },
  { with: shoe(({ terrain }) => terrain.includes('forest')), take: { 'map-engadin': 26, bottle: 20, pack: 10 } },
  { with: shoe(({ terrain }) => terrain.includes('city')), take: { 'insoles-cork': 34, laces: 12 } },
  { with: the('bever'), take: { 'socks-trail': 48, bar: 34, bottle: 20 } },
  { with: the('via'), take: { 'socks-trail': 30 } },
  { with: shoe(({ shape }) => shape === 'boot'), take: { 'socks-roseg': 34, 'insoles-felt': 16, plasters: 12 } },
  { with: shoe(({ shape }) => shape === 'mid'), take: { 'socks-roseg': 22, 'socks-bergell': 14 } },
  { with: the('socks-roseg'), take: { 'socks-bergell': 30 } },
  { with: the('poles'), take: { gaiters: 14, knee: 10, pack: 10 } },
  { with: the('map-bernina'), take: { compass: 26, lamp: 12 } },
  { with: the('map-engadin'), take: { box: 18, flask: 16 } },
  { with: the('pack'), take: { bottle: 24, cape: 16, bar: 20 } },
  { with: the('spikes'), take: { gloves: 34, cap: 26, flask: 16 } },
  { with: the('hat'), take: { bottle: 22 } },
  { with: the('knee'), take: { balm: 40 } },
  { with: the('belly'), take: { 'insoles-cork': 20 } },
]

/** So many members, and so many baskets each at most. */
const members = 600
const visits = 9

/**
 * What the members of a shop that isn't there have bought: a pair now and then, what goes with it, and small things in
 * between. The same seed tells the same story.
 */
export function* madeUpBaskets(seed = 7): Generator<MadeUpBasket> {
  const dice = diceOf(seed)
  for (let number = 1; number <= members; number++) {
    const member = `made-up-${number}`
    const favourite = pick(dice, shoes)
    const alike = shoes.filter(({ terrain }) => terrain.some((ground) => favourite.terrain.includes(ground)))
    const count = 2 + Math.floor(dice() * (visits - 1))
    for (let visit = 0; visit < count; visit++) {
      const first = visit === 0 ? favourite : dice() < 0.45 ? pick(dice, alike) : pick(dice, things)
      yield { member, items: filled(dice, first) }
    }
  }
}

/** What goes with the first, and with that again; now and then something that goes with nothing. */
function filled(dice: Dice, first: Product): readonly string[] {
  const items = new Set([first.id])
  for (const id of items) {
    const product = productOf(id)
    if (!product) continue
    for (const habit of habits)
      if (habit.with(product))
        for (const [item, of100] of Object.entries(habit.take)) if (dice() * 100 < of100) items.add(item)
  }
  if (dice() < 0.2) items.add(pick(dice, products).id)
  return [...items]
}

/** From 0 to 1. */
type Dice = () => number

const pick = <T>(dice: Dice, from: readonly T[]): T => from[Math.floor(dice() * from.length)] as T

/** Mulberry32: small, and the same on every machine. */
function diceOf(seed: number): Dice {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
