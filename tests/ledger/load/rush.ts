import { Client } from 'pg'
import { postgres } from '../../../src/postgres.js'
import { createServer, type Server, type ServerOptions } from '../../../src/server.js'
import { type Callers, callers } from './callers.js'
import { market, policy } from './market.js'
import { operations } from './operations.js'
import { type RoughPool, roughPool } from './rough-pool.js'
import { type Draw, seeded } from './seeded.js'

export const secret = 'a secret of thirty-two characters'
export const tenant = 'market'

/** What is going on, and how it is brought to an end. */
export interface Rush {
  readonly callers: Callers
  readonly pools: readonly RoughPool[]
  /** How often a connection was broken on purpose, by either side. */
  readonly broken: { readonly byServer: number; readonly byClient: number }
  /** Lines that the feed has told, as `subject currency seq`, in its order. */
  readonly read: readonly string[]
  /** The stocks that were seen on the way. */
  readonly stocks: ReadonlySet<number>
  /**
   * Resolves once everybody who asked has been answered, what is due is done, and the feed has told so many lines as
   * there are. Rejects with what no caller has to expect.
   */
  readonly stop: () => Promise<void>
}

export interface RushOptions {
  readonly url: string
  readonly seed: number
  readonly members: number
  /** Each server has a pool of its own. */
  readonly servers: number
  readonly connections: number
}

/** A server on a pool of its own, as one of several machines. */
export const marketOn = (pool: RoughPool): Server =>
  createServer({
    program: market,
    policy,
    tenant,
    secrets: [secret],
    store: postgres(pool),
    onError: () => undefined,
  } as unknown as ServerOptions)

/** As many callers as there are connections, due work on two servers, a reader of the feed, and trouble. */
export function rush({ url, seed, members, servers: count, connections }: RushOptions): Rush {
  const pools = Array.from({ length: count }, () => roughPool(url, connections / count))
  const servers = pools.map(marketOn)
  const on = (n: number) => servers[n % count] as Server
  const asking = callers(tenant, secret)
  const coming = operations(seeded(seed), members)
  const broken = { byServer: 0, byClient: 0 }
  const read: string[] = []
  const stocks = new Set<number>()
  let isOver = false

  const until = async (act: () => Promise<unknown>): Promise<void> => {
    while (!isOver) await act()
  }
  const caller = (n: number) =>
    until(async () => {
      const { requests, twice } = coming.next().value
      await Promise.all([asking.send(on(n), requests), ...(twice ? [asking.send(on(n + 1), requests)] : [])])
    })
  const ifAble = async (act: () => Promise<unknown>): Promise<void> => {
    await act().catch(expected)
    await pause(30)
  }
  const due = (server: Server) => until(() => ifAble(() => server.dueWork()))
  const store = postgres(pools[0] as RoughPool)
  let after: string | null = null
  const readOn = async (): Promise<void> => {
    const { entries, cursor } = await store.feed(tenant, after, 200)
    read.push(...entries.map(({ subject, currency, seq }) => `${subject} ${currency} ${seq}`))
    after = cursor
  }
  const watcher = (server: Server) =>
    until(() => ifAble(async () => stocks.add((await server.stock('voucher')).left ?? Number.NaN)))
  const trouble = (draw: Draw) =>
    until(async () => {
      await pause(20 + draw.upTo(60))
      if (draw.next() < 0.5) broken.byServer += await terminated(url).catch(none)
      else if (draw.pick(pools).breakOne(draw)) broken.byClient++
    })

  const going = [
    ...Array.from({ length: connections }, (_, n) => caller(n)),
    due(on(0)),
    due(on(1)),
    until(() => ifAble(readOn)),
    watcher(on(2)),
    trouble(seeded(seed + 1)),
  ]
  const all = Promise.all(going)
  all.catch(() => {
    isOver = true
  })
  const stop = async (): Promise<void> => {
    isOver = true
    await all
    while ((await on(0).dueWork()).more) await pause(10)
    const accounts = await store.audit(tenant, null, 1_000)
    const booked = accounts.reduce((sum, { transfers }) => sum + transfers.length, 0)
    for (let turn = 0; turn < 500 && read.length < booked; turn++) await ifAble(readOn)
  }
  return { callers: asking, pools, broken, read, stocks, stop }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** What has no caller to ask again is done the next time. */
const expected = (error: unknown): void => {
  const { code } = error as { readonly code?: string }
  const { message } = error as Error
  const isExpected = code === 'store_failed' || code === 'busy' || breaks.some((one) => message.includes(one))
  if (!isExpected && !/^(57P0|08)/.test(code ?? '') && !(code ?? '').startsWith('ECONN')) throw error
}

const breaks = ['Connection terminated', 'connection is closed', 'not queryable']

const none = (): number => 0

/** Has the database end one of the connections at work; says how many it ended. */
async function terminated(url: string): Promise<number> {
  const client = new Client({ connectionString: url })
  client.on('error', none)
  await client.connect()
  try {
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from (
        select pid from pg_stat_activity where application_name = 'load' and state = 'active' order by random() limit 1
      ) one`,
    )
    return rowCount ?? 0
  } finally {
    await client.end().catch(none)
  }
}
