import type { BrowserContext } from 'playwright'
import { compare, type Row } from '../compare.js'
import { visited } from './chromium.js'
import { openSite } from './site.js'

const histories = [0, 100, 10_000]

/** A visitor who is known comes back: until the client is ready, beside a bare reading of what is kept of them. */
export async function returning(context: BrowserContext): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const history of histories) {
    const name = `return visit after ${history.toLocaleString('en')} commands, open and get`
    console.error(`  ${name} …`)
    const site = await openSite(`returning-${history}`)
    const first = await visited(context, site)
    // Whoever is known has said something once.
    const snapshot = await first.evaluate((orders) => window.bench.remember(orders), Math.max(history, 1))
    await first.close()
    const measured = async (what: 'visit' | 'bare'): Promise<number> => {
      const page = await visited(context, site)
      const took = await page.evaluate(
        ([what, { name, key }]) => (what === 'visit' ? window.bench.visit() : window.bench.bare(name, key)),
        [what, snapshot] as const,
      )
      await page.close()
      return took
    }
    const [ours, reference] = [() => measured('visit'), () => measured('bare')]
    rows.push(await compare({ name, unit: 'ms', goal: 1.6, runs: 25, ours, reference }, 3))
    site.close()
  }
  return rows
}
