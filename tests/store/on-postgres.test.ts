import { postgres } from 'evenhanded/postgres'
import { Pool } from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { empty } from '../../src/core/points/account.js'
import { nobody } from '../../src/core/subject/subject.js'
import { deskOf } from '../../src/testing/store/desk.js'
import {
  at,
  awarding,
  buying,
  drawing,
  ending,
  events,
  holding,
  learned,
  shown,
  spending,
  stepOf,
  uuid,
} from '../../src/testing/store/steps.js'
import { createDatabase, type Database } from '../support/database.js'

const url = inject('postgresUrl')

describe.skipIf(!url)('a store on PostgreSQL', () => {
  const made: Database[] = []
  const pools: Pool[] = []
  const database = async (max?: number): Promise<Database> => {
    const one = await createDatabase(url ?? '', max)
    made.push(one)
    return one
  }
  const pool = (address: string, options: string, max = 1): Pool => {
    const one = new Pool({ connectionString: address, options, max })
    pools.push(one)
    return one
  }
  afterAll(async () => {
    for (const one of pools) await one.end()
    for (const one of made) await one.drop()
  })

  it('is migrated once by many at once', async () => {
    const { pool } = await database(8)
    await Promise.all(Array.from({ length: 8 }, () => postgres(pool).migrate()))
    const { rows } = await pool.query('select number, name from evenhanded.migration order by number')
    const ledger = ['tables', 'ledger', 'readers', 'post', 'bounds', 'post-one']
    const names = [...ledger, 'record', 'lines', 'load', 'feed', 'coupons', 'store', 'signed-coupons']
    expect(rows.map(({ name }) => name)).toEqual(names)
    await postgres(pool).migrate()
    expect((await pool.query('select count(*)::int as n from evenhanded.migration')).rows).toEqual([
      { n: names.length },
    ])
  })

  it('needs no right to change the schema, and none to any other', async () => {
    const { url: address, pool: owner } = await database()
    await postgres(owner).migrate()
    const role = `app_${uuid().replaceAll('-', '')}`
    await owner.query(`create role ${role}`)
    await owner.query(`grant usage on schema evenhanded to ${role}`)
    await owner.query(`grant select, insert, update, delete on all tables in schema evenhanded to ${role}`)
    const store = postgres(pool(address, `-c role=${role}`))
    await store.migrate()
    const { member, act, find, put, tenant } = deskOf(store)
    const bought = buying(1, {})
    const subject = await member(events(shown), awarding(5), holding(1, at + 9), bought)
    expect(await act(subject, spending(2), ending('used', `code of ${bought.id}`))).toBe('stored')
    expect((await find(subject)).subject.points.bonus?.balance).toBe(2)
    expect(await act(subject, events(drawing('stock', 1, 1)))).toBe('stored')
    await store.mark(tenant, 'chain', (await store.feed(tenant, null, 5)).cursor)
    expect(await store.keepRaffle(tenant, 'spring', { version: 1, body: null })).toBe(true)
    await store.forgetEntries(tenant, 'spring')
    expect((await store.audit(tenant, null, 5)).length).toBe(1)
    const post = { subject, key: uuid(), hash: '', answer: null, kind: 'redeem', currency: 'bonus' } as const
    expect(await store.post(tenant, [{ ...post, amount: 1, reason: 'r', at: await store.now() }])).toEqual(['decide'])
    await store.suppress(tenant, [{ hash: 'h', at: 0, until: 1 }])
    const use = { subject, field: 'email', purpose: 'club', decision: 'read', day: '2027-01-31', count: 1 }
    await store.count(tenant, [use])
    await store.count(tenant, [use])
    const request = { id: 'r', subject, body: null, due: 5 }
    expect(await store.keepRequest(tenant, { ...request, version: 1 })).toBe(true)
    expect(await store.keepRequest(tenant, { ...request, version: 2 })).toBe(true)
    const zeros = '0'.repeat(64)
    const block = { n: 1, prev: zeros, root: zeros, hashes: '', cursor: '', at }
    expect(await store.append(tenant, block)).toBe(true)
    await store.lines(tenant, null, 5)
    const parts = [{ coupon: 'wax', says: 'CHF 5 off', worth: 500, count: 2 }]
    const batch = { id: 'b', hash: 'h', offer: 'till', validUntil: at + 9, parts }
    expect(await store.signCoupons(tenant, batch, {}, at)).toEqual({ state: 'signed' })
    const handing = { batch: 'b', n: 0, key: uuid(), hash: 'h', reason: 'r' }
    expect((await store.handInCoupon(tenant, handing, at))?.state).toBe('redeemed')
    expect(await store.returnCoupons(tenant, 'b', null, at)).toBe(1)
    await store.forgetCoupons(tenant, at + 9)
    expect((await store.couponSums(tenant)).map(({ redeemed }) => redeemed)).toEqual([1])
    expect(await store.holders(tenant, 'email', null, 1)).toEqual([])
    await store.forgetRegisters(tenant, { now: 9, usesBefore: '2028' })
    const left = { proof: { id: 'p', subject, sealed: 's', at, until: at + 1 }, suppressions: [], key: 'k' }
    expect(await put(uuid(), nobody, [events(learned('email', 'x'))], left)).toBe('stored')
    await owner.query(`drop owned by ${role}`)
    await owner.query(`drop role ${role}`)
  })

  it('changes a subject in place as long as it ends when it did', async () => {
    const { pool } = await database(1)
    const store = postgres(pool)
    await store.migrate()
    const { member, act } = deskOf(store)
    const ending = { type: 'granted', purpose: 'club', field: 'email', basis: 'consent', offer: 'membership' } as const
    const subject = await member(events({ ...ending, at, until: at + 9, command: uuid() }), awarding(5))
    for (let n = 0; n < 20; n++) expect(await act(subject, events(shown))).toBe('stored')
    await pool.query('select pg_stat_force_next_flush()')
    const { rows } = await pool.query(
      `select n_tup_upd::int as all, n_tup_hot_upd::int as hot from pg_stat_user_tables
       where schemaname = 'evenhanded' and relname = 'subject'`,
    )
    expect(rows).toEqual([{ all: 20, hot: 20 }])
  })

  it('writes nothing of a step that the database refuses, and goes on', async () => {
    const { pool } = await database(1)
    const store = postgres(pool)
    await store.migrate()
    const { put, find, tenant } = deskOf(store)
    const [bad, good] = [uuid(), uuid()]
    const { points, ...rest } = stepOf(bad, nobody, [events(learned('email', 'a@b.ch')), awarding(5)]).after
    const wrong = { ...rest, points: { bonus: { ...empty, ...points.bonus, balance: -5 } } }
    const step = { ...stepOf(bad, nobody, [events(learned('email', 'a@b.ch')), awarding(5)]), after: wrong }
    const fine = stepOf(good, nobody, [events(shown)])
    await expect(store.store(tenant, [fine, step])).rejects.toThrow('violates check constraint')
    expect([(await find(bad)).id, (await find(good)).id]).toEqual([null, null])
    expect(await put(good, nobody, [events(shown)])).toBe('stored')
  })

  it('is not held up by a transaction that failed and was left open', async () => {
    const { pool } = await database(4)
    const store = postgres(pool)
    await store.migrate()
    const { member, act } = deskOf(store)
    const subject = await member(events(shown), awarding(5))
    const client = await pool.connect()
    await client.query('begin')
    await client.query('select from evenhanded.subject for update')
    await client.query('select from evenhanded.account for update')
    await expect(client.query('select 1/0')).rejects.toThrow('division by zero')
    expect(await act(subject, events(shown), awarding(5))).toBe('stored')
    await client.query('rollback')
    client.release()
  })

  it('waits for a transaction that is at work on the subject, and then finds that it raced', async () => {
    const { pool } = await database(4)
    const store = postgres(pool)
    await store.migrate()
    const { member, find, put } = deskOf(store)
    const subject = await member(events(shown))
    const { subject: read } = await find(subject)
    const client = await pool.connect()
    await client.query('begin')
    await client.query('update evenhanded.subject set version = version + 1 where id = $1', [subject])
    const waiting = put(subject, read, [events(learned('email', 'a@b.ch'))])
    await expect.poll(async () => (await pool.query(`select from pg_locks where not granted`)).rowCount).toBe(1)
    await client.query('commit')
    client.release()
    expect(await waiting).toBe('raced')
  })

  it('lets points pass while the subject changes', async () => {
    const { pool } = await database(4)
    const store = postgres(pool)
    await store.migrate()
    const { member, act } = deskOf(store)
    const subject = await member(events(shown), awarding(5))
    const client = await pool.connect()
    await client.query('begin')
    await client.query('select from evenhanded.subject where id = $1 for update', [subject])
    expect(await act(subject, awarding(5))).toBe('stored')
    await client.query('rollback')
    client.release()
  })

  it.each(['repeatable read', 'serializable'])('says that it cannot work at %s', async (level) => {
    const { url: address, pool: owner } = await database()
    await postgres(owner).migrate()
    const store = postgres(pool(address, `-c default_transaction_isolation=${level.replace(' ', '\\ ')}`))
    const { put } = deskOf(store)
    await expect(put(uuid(), nobody, [events(shown)])).rejects.toThrow('read committed')
  })
})
