import { Pool } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { postgres } from '../../../src/postgres.js'
import { deskOf } from '../../../src/testing/store/desk.js'
import { awarding } from '../../../src/testing/store/steps.js'
import { leftOut } from '../../support/left-out.js'
import { type Running, startPostgres } from '../../support/postgres.js'

const started = await startPostgres()
if ('unavailable' in started) leftOut('the feed across a crash of PostgreSQL', started.unavailable)

describe.skipIf('unavailable' in started)('a cursor that was given out before PostgreSQL was killed', () => {
  const own = started as Running
  const pools: Pool[] = []
  const open = (): Pool => {
    const pool = new Pool({ connectionString: own.url, max: 2 })
    pool.on('error', () => undefined)
    pools.push(pool)
    return pool
  }
  afterAll(async () => {
    for (const pool of pools) await pool.end()
    await own.stop()
  })

  it('has nothing booked before it afterwards: numbers of transactions that left no trace are given again', async () => {
    const before = open()
    const store = postgres(before)
    await store.migrate()
    // Nothing is written to disk but what has to be.
    await before.query("alter system set wal_writer_delay = '10s'")
    await before.query('select pg_reload_conf()')
    const desk = deskOf(store)
    const subject = await desk.member(awarding(1))
    // Transactions that end without having written anything: the log on disk knows nothing of their numbers.
    for (let n = 0; n < 40; n++) {
      const client = await before.connect()
      await client.query('begin')
      await client.query('select pg_current_xact_id()')
      await client.query('rollback')
      client.release()
    }
    const { entries, cursor } = await store.feed(desk.tenant, null, 100)
    expect(entries.map(({ amount }) => amount)).toEqual([1])
    await own.crash()
    await own.resume()
    const after = deskOf(postgres(open()), desk.tenant)
    expect(await after.act(subject, awarding(2))).toBe('stored')
    const told = async () => (await after.store.feed(desk.tenant, cursor, 100)).entries.map(({ amount }) => amount)
    await expect.poll(told, { timeout: 10_000 }).toEqual([2])
  })
})
