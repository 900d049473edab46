import { defineProgram } from 'evenhanded'
import { createServer } from 'evenhanded/server'
import { type Row, row } from '../compare.js'
import type { BenchDatabase } from '../ledger/bench-database.js'
import { anyMember, tenant } from '../ledger/members.js'
import { award, posting } from '../ledger/posts.js'
import { rate } from '../ledger/rate.js'

const program = defineProgram({
  id: tenant,
  version: 1,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, 8001 Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {},
  purposes: {},
  touchpoints: {},
  currencies: {},
  offers: {},
})

const runs = 7

/** Awards a second while they are chained on the same database, beside awards alone; and whether the chain keeps up. */
export async function chaining({ store, storeOfOne }: BenchDatabase): Promise<readonly Row[]> {
  console.error('  awards, while they are chained …')
  const server = createServer({ program, store: storeOfOne, secrets: ['a secret of the bench, long enough.'] })
  await server.chain({ all: true })
  const awards = posting(store, () => [award(anyMember())])
  const figures = { beside: [] as number[], alone: [] as number[], chained: [] as number[] }
  for (let run = -1; run < runs; run++) {
    const from = performance.now()
    let [lines, isOver] = [0, false]
    const chain = (async () => {
      while (!isOver) {
        const chained = await server.chain()
        lines += chained.lines
        if (chained.blocks === 0) await new Promise((resolve) => setTimeout(resolve, 25))
      }
    })()
    const beside = await rate(awards, 16)
    isOver = true
    const span = (performance.now() - from) / 1_000
    const chained = lines / span
    await chain
    await server.chain({ all: true })
    const alone = await rate(awards, 16)
    await server.chain({ all: true })
    if (run < 0) continue
    figures.beside.push(beside)
    figures.alone.push(alone)
    figures.chained.push(chained)
  }
  const { lines } = await server.chainLag()
  if (lines > 0) throw new Error(`${lines} lines were left unchained`)
  return [
    row({
      name: 'awards while they are chained, awards alone',
      ...{ unit: '/s', goal: 0.85, atLeast: true, ours: figures.beside, theirs: figures.alone },
    }),
    row({
      name: 'lines chained beside, awards beside',
      // What fills no block at the end of a run of seconds waits.
      ...{ unit: '/s', goal: 0.9, atLeast: true, ours: figures.chained, theirs: figures.beside },
    }),
  ]
}
