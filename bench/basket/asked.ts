import { trainBaskets } from 'evenhanded/basket'
import { type Asked, madeUp } from './made-up.js'
import { retail } from './retail.js'

const lines = 20
const count = 2_000

/** What a retailer's members taught, and what was bought there; made up where that file is not there. */
export async function asked(): Promise<Asked> {
  const bought = retail()
  if (!bought) return madeUp(3_000, lines, count)
  const trained = await trainBaskets(
    bought.filter(({ member }) => member !== ''),
    { program: 'bench', name: 'goesWith', date: '2011-09-01', minMembers: 2, lambda: 30 },
  )
  if (!trained.ok) throw new Error(`Nothing was learned: ${trained.error.code}`)
  const known = new Set(trained.value.items)
  const baskets = bought.map(({ items }) => items.filter((item) => known.has(item)).slice(0, lines))
  return { model: trained.value, baskets: baskets.filter((items) => items.length === lines).slice(0, count) }
}
