import type { TrainingBasket } from 'evenhanded/basket'

/** How much is made up: `each` is how many items a basket has on average. */
export interface Amounts {
  readonly items: number
  readonly baskets: number
  readonly each: number
}

/** Made-up baskets, the same each time: more than half of each is of one topic of twenty items, some bought far more. */
export function* boughtByTopic({ items, baskets, each }: Amounts): Generator<TrainingBasket> {
  let state = 1
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const below = (most: number): number => Math.floor(random() * most)
  const topics = Math.floor(items / 20)
  for (let basket = 0; basket < baskets; basket++) {
    const topic = Math.floor(random() ** 2 * topics) * 20
    const popular = (): number => Math.floor(random() ** 2.2 * items)
    const bought = Array.from({ length: 1 + below(2 * each - 1) }, () =>
      random() < 0.6 ? topic + below(20) : popular(),
    )
    yield { member: `member-${below(baskets / 4)}`, items: bought.map((item) => `item-${item}`) }
  }
}
