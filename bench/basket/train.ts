import { type TrainingBasket, trainBaskets } from 'evenhanded/basket'
import { compare, type Row, row } from '../compare.js'
import { boughtByTopic } from './bought-by-topic.js'
import { retail } from './retail.js'

/** Seconds that training may take, of three thousand items and 11,000 baskets and of a large catalogue; megabytes, of any. */
const budget = { seconds: 6, ofMany: 60, megabytes: 1000 }

/** Learning what goes together: a retailer's members (made up where that file is not there), and a large catalogue. */
export async function train(): Promise<readonly Row[]> {
  const bought = retail()?.filter(({ member }) => member !== '')
  const baskets = bought ?? [...boughtByTopic({ items: 3_000, baskets: 11_000, each: 27 })]
  const name = `trainBaskets(), ${bought ? 'a retailer’s' : 'made-up'} 11,000 baskets, 3,000 items`
  const ours = async (): Promise<number> => (await training(baskets)).seconds
  const small = await compare({ name, unit: 's', ours, reference: budget.seconds, goal: 1 }, 1)
  return [small, ...(await large())]
}

/** Ten thousand items: it has to work, and to stay small. */
async function large(): Promise<readonly Row[]> {
  const all = () => boughtByTopic({ items: 10_000, baskets: 60_000, each: 20 })
  const taken = await training(all())
  const name = 'trainBaskets(), made-up 60,000 baskets, 10,000 items'
  const once = (name: string, unit: string, ours: number, most: number): Row =>
    row({ name, unit, goal: 1, ours: [ours], theirs: [most] })
  return [
    once(name, 's', taken.seconds, budget.ofMany),
    once(`${name}, memory`, 'MB', taken.megabytes, budget.megabytes),
  ]
}

/** Trains with λ chosen, and looks at the memory of the whole process meanwhile. */
async function training(baskets: Iterable<TrainingBasket>): Promise<{ seconds: number; megabytes: number }> {
  let [steps, most] = [0, 0]
  const progress = (): void => {
    if (steps++ % 100 === 0) most = Math.max(most, process.memoryUsage.rss())
  }
  const from = performance.now()
  const trained = await trainBaskets(baskets, { program: 'bench', name: 'goesWith', date: '2011-09-01', progress })
  const seconds = (performance.now() - from) / 1000
  if (!trained.ok) throw new Error(`Nothing was learned: ${trained.error.code}`)
  const [item = ''] = trained.value.items
  if (trained.value.similar([item]).by !== 'basket') throw new Error(`Nothing goes with ${item}`)
  return { seconds, megabytes: most / 1e6 }
}
