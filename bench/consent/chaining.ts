import { defineProgram } from 'evenhanded'
import { createServer, type Server } from 'evenhanded/server'
import { type Row, row } from '../compare.js'
import { controller } from '../controller.js'
import type { BenchDatabase } from '../ledger/bench-database.js'
import { anyMember, tenant } from '../ledger/members.js'
import { award, posting } from '../ledger/posts.js'
import { rate } from '../ledger/rate.js'

const program = defineProgram({
  id: tenant,
  version: 1,
  controller,
  fields: {},
  purposes: {},
  touchpoints: {},
  currencies: {},
  offers: {},
})

const runs = 5

/** Awards a second while they are chained on the same database, beside awards alone; and how fast a backlog is chained. */
export async function chaining({ store, storeOfOne }: BenchDatabase): Promise<readonly Row[]> {
  console.error('  awards, while they are chained …')
  const server = createServer({ program, store: storeOfOne, secrets: ['a secret of the bench, long enough.'] })
  await server.chain({ all: true })
  const awards = posting(store, () => [award(anyMember())])
  const twice = async (): Promise<number> => ((await rate(awards, 16)) + (await rate(awards, 16))) / 2
  const figures = { beside: [] as number[], alone: [] as number[], chained: [] as number[] }
  for (let run = -1; run < runs; run++) {
    const chain = chainOnAndOn(server)
    const beside = await twice()
    await chain.stop()
    await server.chain({ all: true })
    const alone = await twice()
    const from = performance.now()
    const { lines } = await server.chain({ all: true })
    const chained = (lines * 1_000) / (performance.now() - from)
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
      name: 'lines chained, awards alone',
      ...{ unit: '/s', goal: 1, atLeast: true, ours: figures.chained, theirs: figures.alone },
    }),
  ]
}

/** The due work of a server that is impatient: it looks three times a second, not once a minute. */
function chainOnAndOn(server: Pick<Server, 'chain'>) {
  let isOver = false
  const running = (async () => {
    while (!isOver) {
      await server.chain()
      await new Promise((resolve) => setTimeout(resolve, 330))
    }
  })()
  return {
    stop(): Promise<void> {
      isOver = true
      return running
    },
  }
}
