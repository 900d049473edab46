import type { BrowserContext } from 'playwright'
import { type Row, row } from '../compare.js'
import { visited } from './chromium.js'
import type { Accepting } from './page.js'
import { openSite } from './site.js'

const kinds: readonly (Omit<Accepting, 'rounds'> & { readonly name: string; readonly goal: number })[] = [
  { name: 'accept until durable, one set', count: 1, goal: 1.3 },
  { name: 'accept until durable, one set, both strict', count: 1, goal: 1.3, strict: true },
  { name: '100 accepts at once, setMany of 100', count: 100, goal: 0.5, atOnce: true },
  { name: '100 accepts in sequence, 100 sets', count: 100, goal: 1.5 },
  { name: '100 accepts in sequence, 100 sets, offline', count: 100, goal: 1.5, offline: true },
]

/**
 * What it takes until an acceptance is safe, beside a bare write of the same bytes, in one page in turns. What was
 * accepted is sent meanwhile, as it is in a shop, and answered before the next round.
 */
export async function accepting(context: BrowserContext): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const { name, goal, ...kind } of kinds) {
    console.error(`  ${name} …`)
    const site = await openSite(`accepting-${rows.length}`)
    const page = await visited(context, site)
    const [warmUps, rounds] = kind.count === 1 ? [20, 80] : [3, 9]
    const taken = await page.evaluate((kind) => window.bench.accepting(kind), { ...kind, rounds: warmUps + rounds })
    rows.push(row({ name, unit: 'ms', goal, ours: taken.ours.slice(warmUps), theirs: taken.theirs.slice(warmUps) }))
    await page.close()
    site.close()
  }
  return rows
}
