import { postgres } from 'evenhanded/postgres'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { stateOf } from '../../src/core/subject/state.js'
import { nobody } from '../../src/core/subject/subject.js'
import type { Block } from '../../src/ports/record.js'
import type { Store } from '../../src/ports/store.js'
import { at, events, learned, shown, stepOf, uuid } from '../../src/testing/store/steps.js'
import { createDatabase, type Database } from '../support/database.js'

const url = inject('postgresUrl')
const [many, tenant] = [20_000, 'full']
const zeros = '0'.repeat(64)

/** Rows of all tables that were read. */
async function readBy(pool: Pool, act: () => Promise<unknown>): Promise<number> {
  const read = async (): Promise<number> => {
    await pool.query('select pg_stat_force_next_flush()')
    const { rows } = await pool.query<{ n: number }>(
      `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as n
       from pg_stat_user_tables where schemaname = 'evenhanded'`,
    )
    return rows[0]?.n ?? 0
  }
  const before = await read()
  await act()
  return (await read()) - before
}

const state = JSON.stringify(stateOf(nobody))

/** Tables with many rows of one tenant. */
const fill = (pool: Pool): Promise<unknown> =>
  pool.query(`
    insert into evenhanded.subject (tenant, id, version, erased, state, ends)
    select '${tenant}', md5('s' || n)::uuid, 1, false, '${state}', case when n % 2 = 0 then ${at} + n end
    from generate_series(1, ${many}) n;
    insert into evenhanded.value (tenant, subject, field, value, identifier)
    select '${tenant}', md5('s' || n)::uuid, 'email', '"x"', md5('i' || n) from generate_series(1, ${many}) n;
    insert into evenhanded.log (tenant, subject, version, cmd, hash, answer, body, at)
    select '${tenant}', md5('s' || n % 10)::uuid, n, md5('c' || n)::uuid, 'h', '{}', '{"said":{},"events":[]}', ${at}
    from generate_series(1, ${many}) n;
    insert into evenhanded.notice (tenant, hash, version, language, text)
    select '${tenant}', 'hash ' || n, 1, 'de', 't' from generate_series(1, ${many}) n;
    insert into evenhanded.block (tenant, n, prev, root, hashes, cursor, at)
    select '${tenant}', n, '${zeros}', 'r' || n, '', '', ${at} from generate_series(1, ${many}) n;
    insert into evenhanded.suppression (tenant, hash, at, until)
    select '${tenant}', md5('h' || n), ${at}, ${at} + n from generate_series(1, ${many}) n;
    insert into evenhanded.proof (tenant, id, subject, sealed, at, until)
    select '${tenant}', 'p' || n, md5('s' || n)::uuid, 's', ${at}, ${Number.MAX_SAFE_INTEGER} - n
    from generate_series(1, ${many}) n;
    insert into evenhanded.use (tenant, subject, day, field, purpose, decision, count)
    select '${tenant}', md5('s' || n)::uuid, '2027-01-' || lpad((n % 28 + 1)::text, 2, '0'), 'email', 'club', 'read', 1
    from generate_series(1, ${many}) n;
    insert into evenhanded.request (tenant, id, subject, version, body, due)
    select '${tenant}', 'r' || n, md5('s' || n)::uuid, 1, '{}', case when n % 2 = 0 then ${at} + n end
    from generate_series(1, ${many}) n`)

let ids: readonly string[] = []
const somebody = (n: number): string => ids[n] as string

const block: Block = { n: many + 1, prev: `r${many}`, root: 'next', hashes: '', cursor: '', at }

/** Each question that a server may ask, of full tables, with the most rows that its answer may need. */
const asked: readonly (readonly [what: string, most: number, ask: (store: Store) => Promise<unknown>])[] = [
  ['whose identifiers these are', 6, (store) => store.identified(tenant, [somebody(0), somebody(1), 'none'])],
  ['who may not be imported', 6, (store) => store.suppressed(tenant, ['x', 'y', 'z'], at)],
  ['a suppression', 4, (store) => store.suppress(tenant, [{ hash: 'new', at, until: at }])],
  ['a subject’s proofs', 4, (store) => store.proofs(tenant, somebody(3))],
  ['a subject’s uses', 4, (store) => store.uses(tenant, somebody(3))],
  ['the words of notices', 3, (store) => store.notices(tenant, [ids[0] as string, 'hash 7'])],
  // A few blocks at both ends of log and ledger.
  ['migrating again', 1_200, (store) => store.migrate()],
  ['a request', 3, (store) => store.request(tenant, 'r7')],
  ['what presses most', 20, (store) => store.requests(tenant, { limit: 10 })],
  ['the newest requests', 20, (store) => store.requests(tenant, { all: true, limit: 10 })],
  ['a subject’s requests', 6, (store) => store.requests(tenant, { all: true, subject: somebody(4) })],
  ['a subject’s open requests', 6, (store) => store.requests(tenant, { subject: somebody(4) })],
  [
    'a change of a request',
    4,
    (store) => store.keepRequest(tenant, { id: 'r9', subject: null, version: 2, body: 1, due: 5 }),
  ],
  ['a new request', 4, (store) => store.keepRequest(tenant, { id: 'x', subject: null, version: 1, body: 1, due: 5 })],
  ['a page of a log', 12, (store) => store.history(tenant, somebody(4), { after: 9_000, limit: 10 })],
  ['a page of blocks', 12, (store) => store.blocks(tenant, 9_000, 10)],
  ['the last block', 3, (store) => store.lastBlock(tenant)],
  ['a block that is not next', 4, (store) => store.append(tenant, { ...block, n: 9 })],
  ['the next block', 4, (store) => store.append(tenant, block)],
  [
    'ten uses',
    60,
    (store) =>
      store.count(
        tenant,
        ids
          .slice(0, 10)
          .map((subject) => ({ subject, field: 'e', purpose: 'p', decision: 'd', day: '2027-02-01', count: 1 })),
      ),
  ],
  ['what ends', 40, (store) => store.due(tenant, { now: at + 20, soon: at, after: null, limit: 10 })],
  ['what is over', 60, (store) => store.forgetRegisters(tenant, { now: at + 10, usesBefore: '2027-01-01' })],
  [
    'somebody new, with a key, an identifier, a suppression and a proof',
    20,
    (store) =>
      store.store(tenant, [
        stepOf(uuid(), nobody, [events(learned('email', 'x'))], {
          key: 'k',
          identifiers: { email: uuid() },
          suppressions: [{ hash: uuid(), at, until: at }],
          proof: { id: uuid(), subject: uuid(), sealed: 's', at, until: at },
        }),
      ]),
  ],
  [
    'somebody known',
    20,
    async (store) => {
      const subject = somebody(12)
      const [found] = await store.load(tenant, [{ subject, commands: [uuid()] }])
      return store.store(tenant, [
        stepOf(subject, { ...nobody, version: found?.subject.version ?? 0 }, [events(shown)]),
      ])
    },
  ],
]

describe.skipIf(!url).each(['never analysed', 'analysed'])('of full tables that were %s, by an index', (when) => {
  let database: Database
  let store: Store
  beforeAll(async () => {
    database = await createDatabase(url ?? '', 1)
    store = postgres(database.pool)
    await store.migrate()
    await fill(database.pool)
    const { rows } = await database.pool.query<{ id: string }>(
      `select md5('s' || n)::uuid as id from generate_series(0, 30) n`,
    )
    ids = rows.map(({ id }) => id)
    if (when === 'analysed') await database.pool.query('analyze')
  })
  afterAll(() => database?.drop())

  it.each(asked)('%s reads at most %i rows', async (_, most, ask) => {
    expect(await readBy(database.pool, () => ask(store))).toBeLessThanOrEqual(most)
  })
})
