import type { BrowserContext } from 'playwright'
import { type Row, row } from '../compare.js'
import { visited } from './chromium.js'
import { openSite } from './site.js'

type Way = 'one' | 'in sequence' | 'at once'

const kinds: readonly {
  readonly name: string
  readonly way: Way
  readonly rounds: number
  readonly goal: number
  readonly sent?: true
  readonly strict?: true
}[] = [
  { name: 'accept until durable, one set', way: 'one', rounds: 80, goal: 1.3 },
  { name: 'accept until durable, one set, both strict', way: 'one', rounds: 80, goal: 1.3, strict: true },
  { name: '100 accepts at once, setMany of 100', way: 'at once', rounds: 9, goal: 0.5 },
  { name: '100 accepts in sequence, 100 sets', way: 'in sequence', rounds: 9, goal: 1.5 },
  {
    name: '100 accepts in sequence while they are sent, 100 sets',
    way: 'in sequence',
    rounds: 9,
    goal: 1.5,
    sent: true,
  },
]

/** What it takes until an acceptance is safe, beside a bare write of the same bytes, in one page in turns. */
export async function accepting(context: BrowserContext): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const { name, way, rounds, goal, sent = false, strict = false } of kinds) {
    console.error(`  ${name} …`)
    const site = await openSite(`accepting-${rows.length}`)
    const page = await visited(context, site)
    const warmUps = Math.ceil(rounds / 4)
    const taken = await page.evaluate(
      ([way, rounds, sent, strict]) => window.bench.accepting(way, rounds, sent, strict),
      [way, rounds + warmUps, sent, strict] as const,
    )
    rows.push(row({ name, unit: 'ms', goal, ours: taken.ours.slice(warmUps), theirs: taken.theirs.slice(warmUps) }))
    await page.close()
    site.close()
  }
  return rows
}
