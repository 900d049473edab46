import type { BrowserContext } from 'playwright'
import { compare, type Row } from '../compare.js'
import { visited } from './chromium.js'
import { openSite } from './site.js'

/** A tab that does nothing, and another in which something is changed: milliseconds until the first shows it. */
export async function hearing(context: BrowserContext): Promise<readonly Row[]> {
  const name = 'an idle tab shows what another changed, budget'
  console.error(`  ${name} …`)
  const site = await openSite('hearing')
  const [one, idle] = [await visited(context, site), await visited(context, site)]
  await one.evaluate(() => window.bench.remember(1))
  await idle.evaluate(() => window.bench.open())
  let moves = 0
  const ours = async (): Promise<number> => {
    const town = `Town ${moves++}`
    const seen = idle.evaluate((town) => window.bench.sees(town), town)
    await idle.evaluate(() => undefined)
    const moved = await one.evaluate((town) => window.bench.move(town), town)
    const took = (await seen) - moved
    await one.evaluate(() => window.bench.sync())
    return took
  }
  const heard = await compare({ name, unit: 'ms', goal: 1, runs: 25, ours, reference: 50 }, 3)
  for (const page of [one, idle]) await page.close()
  site.close()
  return [heard]
}
