import { EvenhandedError } from '../../core/error.js'
import { stockCounter } from '../../core/subject/backend/reward.js'
import type { Desk } from '../desk.js'
import { load } from './commit.js'

/** How much of a reward is left. */
export interface Stock {
  /** `null` where there is any number. */
  readonly left: number | null
}

/**
 * @throws EvenhandedError `bad_reward` where the program has none of this name
 */
export async function stockOf(desk: Desk, reward: string): Promise<Stock> {
  const { rewards } = desk.plan.program
  if (!Object.hasOwn(rewards, reward)) throw new EvenhandedError('bad_reward', `There is no reward ${reward}.`)
  return (await limitedStocks(desk, [reward]))[reward] ?? { left: null }
}

/** Those of these rewards of which there are so many and no more; in one round trip, or in none. */
export async function limitedStocks(
  desk: Desk,
  rewards: readonly string[],
): Promise<{ readonly [reward: string]: { readonly left: number } }> {
  const limited = rewards.flatMap((name) => {
    const stock = desk.plan.program.rewards[name]?.stock
    return stock === undefined ? [] : [{ name, stock, counter: stockCounter(name) }]
  })
  if (limited.length === 0) return {}
  const [loaded] = await load(desk, [{ commands: [], counters: limited.map(({ counter }) => counter) }])
  const used = (counter: string) => loaded?.subject.used[counter] ?? 0
  // A program may declare less of it than was given before.
  return Object.fromEntries(
    limited.map(({ name, stock, counter }) => [name, { left: Math.max(0, stock - used(counter)) }]),
  )
}
