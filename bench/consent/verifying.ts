import { hash } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import canonicalize from 'canonicalize'
import { defineProgram } from 'evenhanded'
import { createServer, memory, type Store, verifyStore } from 'evenhanded/server'
import { compare, type Row, row } from '../compare.js'
import { controller } from '../controller.js'

type Lines = Awaited<ReturnType<Store['lines']>>
type Line = Lines['lines'][number]
type Block = NonNullable<Awaited<ReturnType<Store['lastBlock']>>>

const [page, pages, entries] = [1_000, 4, 1_000_000] as const

const program = defineProgram({
  id: 'verifying',
  version: 1,
  controller,
  fields: {},
  purposes: {},
  touchpoints: {},
  currencies: {},
  offers: {},
})

/**
 * A million entries that are never in memory at once: four pages, again and again, in a chain of a thousand blocks.
 * The store is but these pages, so that what is measured is the verifying and not a database.
 */
async function chained(line: (n: number) => object) {
  const shown = Array.from({ length: pages }, (_, of) =>
    // Through JSON, as a store has them from a database.
    Array.from({ length: page }, (_, n) => JSON.parse(JSON.stringify(line(of * page + n))) as Line),
  )
  const blocks: Block[] = []
  const store: Store = {
    ...memory(),
    async lines(_, after) {
      const from = Number(after ?? 0)
      const lines = from < entries ? (shown[(from / page) % pages] as Line[]) : []
      return { lines, cursor: String(from + lines.length) }
    },
    blocks: async (_, after, limit) => blocks.slice(after, after + limit),
    lastBlock: async () => blocks.at(-1) ?? null,
    async append(_, block) {
      // The same hashes again and again are kept once.
      blocks.push({ ...block, hashes: blocks[blocks.length - pages]?.hashes ?? block.hashes })
      return true
    },
  }
  await createServer({ program, store, secrets: ['a secret of the bench, long enough.'] }).chain({ all: true })
  return { store, texts: shown.flat().map(textOf), blocks }
}

/** What is hashed of a line, written by another hand. */
function textOf(line: Line): Buffer {
  const without = ({ reason: _, actor: __, reference: ___, ...rest }: { readonly [name: string]: unknown }) => rest
  const parts =
    line.kind === 'transfer'
      ? { transfer: without(line.transfer as never) }
      : { said: without(line.said as never), events: line.events.map((one) => without(one as never)) }
  return Buffer.from(canonicalize({ ...line, ...parts }) as string)
}

const uuid = (): string => crypto.randomUUID()
const from = Date.UTC(2027, 0, 1)

const award = (n: number): object => ({
  kind: 'transfer',
  subject: uuid(),
  transfer: {
    ...{ key: uuid(), currency: 'bonus', kind: 'award', seq: 1 + (n % 90), amount: 5 + (n % 700) },
    ...{ balanceAfter: 500 + n, at: from + n * 977, reason: `order:${n}` },
    lot: { availableAt: from + n * 977, expiresAt: Date.UTC(2029, 0, 1) },
  },
})

function acceptance(n: number): object {
  const [command, at] = [uuid(), from + n * 977]
  const ground = { type: 'granted', field: 'email', offer: 'raffle', at, command }
  return {
    ...{ kind: 'log', subject: uuid(), version: 1 + (n % 9), command, at },
    said: {
      ...{ type: 'accept', touchpoint: 'web', givenAt: at - 300, act: 'button' },
      notice: { hash: hash('sha256', String(n % 7), 'hex'), version: 1, language: 'en' },
    },
    events: [
      { type: 'accepted', offer: 'raffle', at },
      {
        ...{ type: 'learned', field: 'email', at, commitment: hash('sha256', String(n), 'hex') },
        source: { provenance: 'declared', offer: 'raffle', touchpoint: 'web', givenAt: at - 300 },
      },
      { ...ground, purpose: 'draw', basis: 'contract' },
      { ...ground, purpose: 'newsletter', basis: 'consent', until: at + 63_072_000_000, terms: '5f2b9c0d1e3a4b6c' },
      {
        ...{ type: 'given', offer: 'raffle', state: 'pending', at },
        benefit: { benefit: 'chance', says: 'Win one of five pairs', by: '2027-01-31', prizes: 900, entries: 600 },
      },
    ],
  }
}

/** Verifying a million entries, beside nothing but SHA-256 over the same bytes; and what it holds in memory. */
export async function verifying(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const [name, line] of [
    ['awards', award],
    ['acceptances with consent', acceptance],
  ] as const) {
    console.error(`  verifying ${name} …`)
    const { store, texts, blocks } = await chained(line)
    const verify = async (): Promise<number> => {
      const begun = performance.now()
      const found = await verifyStore(store, program.id, ({ message }) => {
        throw new Error(message)
      })
      if (found.entries !== entries) throw new Error(`${found.entries} entries were verified`)
      return (entries * 1_000) / (performance.now() - begun)
    }
    const bare = (): number => {
      const begun = performance.now()
      for (let round = 0; round < entries / texts.length; round++)
        for (const [n, text] of texts.entries()) {
          const sum = hash('sha256', text, 'hex')
          if (n % page === 0 && !blocks[n / page]?.hashes.startsWith(sum)) throw new Error('These are other bytes')
        }
      return (entries * 1_000) / (performance.now() - begun)
    }
    const against = { unit: '/s', goal: 0.5, atLeast: true, ours: verify, reference: bare } as const
    rows.push(await compare({ ...against, name: `verifying 10^6 ${name}, SHA-256 alone` }, 1))
    if (line === award) rows.push(await held(store))
  }
  return rows
}

/** How much more is alive at most while a million entries pass, in MB; the budget is what ten thousand of them take. */
async function held(store: Store): Promise<Row> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const alive = (): number => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    return (heapUsed + external) / 1e6
  }
  const before = alive()
  let [most, turn] = [before, 0]
  const watched: Store = {
    ...store,
    lines(tenant, after, limit) {
      if (turn++ % 50 === 0) most = Math.max(most, alive())
      return store.lines(tenant, after, limit)
    },
  }
  await verifyStore(watched, program.id, () => undefined)
  return row({ name: 'memory held while 10^6 pass', unit: 'MB', goal: 1, ours: [most - before], theirs: [8] })
}
