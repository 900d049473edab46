import { PGlite } from '@electric-sql/pglite'
import { postgres } from 'evenhanded/postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { enter } from '../../src/core/points/movement.js'
import { nobody } from '../../src/core/subject/subject.js'
import type { Store } from '../../src/ports/store.js'
import { deskOf } from '../../src/testing/store/desk.js'
import {
  at,
  awarding,
  events,
  holding,
  learned,
  lotFrom,
  moving,
  spending,
  uuid,
} from '../../src/testing/store/steps.js'

const db = new PGlite()
afterAll(() => db.close())

describe('a schema', () => {
  it('that is missing is said to be', async () => {
    const { find } = deskOf(postgres(db, { schema: 'not_there' }))
    await expect(find(uuid())).rejects.toMatchObject({ name: 'EvenhandedError', code: 'not_migrated' })
  })

  it.each(['Evenhanded', 'a"b', "a'b", 'a.b', '', 'a b', '1a'])('cannot be named %j', (schema) => {
    expect(() => postgres(db, { schema })).toThrow(expect.objectContaining({ code: 'bad_schema' }))
  })

  it('of another name has everything, beside the usual one', async () => {
    const stores = [postgres(db), postgres(db, { schema: 'order' })]
    for (const store of stores) await store.migrate()
    const [subject, tenant] = [uuid(), uuid()]
    const [one, other] = stores.map((store) => deskOf(store, tenant))
    expect(await one?.put(subject, nobody, [events(learned('email', 'one@b.ch')), awarding(5)])).toBe('stored')
    expect((await other?.find(subject))?.id).toBe(null)
    expect(await other?.put(subject, nobody, [events(learned('email', 'two@b.ch')), awarding(7), spending(1)])).toBe(
      'stored',
    )
    expect((await one?.find(subject))?.subject.points.bonus?.balance).toBe(5)
    expect((await other?.store.statement(tenant, subject, 'bonus'))?.map(({ amount }) => amount)).toEqual([1, 7])
  })

  it('is found whatever the search path, and whatever stands in it', async () => {
    const { member, act, find, look, store, tenant } = deskOf(postgres(db))
    await db.exec(`
      create schema trap;
      create table trap.subject (tenant text, id uuid);
      create function trap.json_to_recordset(json) returns setof record language sql as $$ select 1/0 $$;
      create function trap.cardinality(uuid[]) returns int language sql as $$ select 1/0 $$;
      create function trap.json_build_array(uuid, json) returns json language sql as $$ select to_json(1/0) $$;
      create function trap.json_build_array(uuid, text, numeric, bigint) returns json
        language sql as $$ select to_json(1/0) $$;
      create function trap.json_build_array(bigint, bigint, bigint, bigint, bigint) returns json
        language sql as $$ select to_json(1/0) $$;
      set search_path to trap`)
    const subject = await member(events(learned('email', 'a@b.ch')), awarding(5))
    expect(await act(subject, spending(2))).toBe('stored')
    expect((await find(subject)).subject.points.bonus?.balance).toBe(3)
    const given = moving(1, (account, why) => ({ ...enter(account, 'award', why, lotFrom(at)), giver: subject }))
    expect(await act(subject, given, holding(1, at + 5))).toBe('stored')
    expect(Object.keys((await look({ subject, cites: [given.id] })).subject.cited)).toEqual([given.id])
    expect((await store.feed(tenant, null, 9)).entries.length).toBe(4)
    expect((await store.audit(tenant, null, 9)).map(({ account }) => account.held)).toEqual([1])
    expect((await store.givenBy(tenant, subject, at)).length).toBe(1)
    expect((await store.sums(tenant, { until: at + 1 })).length).toBe(3)
    expect((await store.ending(tenant, { from: at, until: Number.MAX_SAFE_INTEGER })).length).toBe(1)
    expect(await store.due(tenant, { now: at + 5, soon: at, after: null, limit: 9 })).toEqual([subject])
    expect((await store.statement(tenant, subject, 'bonus')).length).toBe(4)
    await everyRegister(store, tenant, subject)
    await everyCoupon(store, tenant)
    await db.exec('reset search_path')
  })
})

/** Asks for everything that is kept beside points. */
async function everyRegister(store: Store, tenant: string, subject: string): Promise<void> {
  const [soon, zeros] = [(await store.now()) + 60_000, '0'.repeat(64)]
  const { put, find } = deskOf(store, tenant)
  const left = {
    key: 'k',
    identifiers: { email: 'i' },
    suppressions: [{ hash: 's', at: 1, until: soon }],
    proof: { id: 'p', subject, sealed: 'x', at: 1, until: soon },
  }
  expect(await put(subject, (await find(subject)).subject, [events(learned('email', 'b@b.ch'))], left)).toBe('stored')
  expect((await find(subject)).key).toBe('k')
  expect(await store.identified(tenant, ['i'])).toEqual([{ hash: 'i', subject }])
  await store.suppress(tenant, left.suppressions)
  expect([await store.suppressed(tenant, ['s'], 2), await store.proofs(tenant, subject)]).toEqual([['s'], [left.proof]])
  const use = { subject, field: 'email', purpose: 'club', decision: 'read', day: '2027-01-31', count: 1 }
  await store.count(tenant, [use, use])
  expect(await store.uses(tenant, subject)).toEqual([{ ...use, count: 2 }])
  const request = { id: 'r', subject, version: 1, body: { a: 1 }, due: 5 }
  expect([await store.keepRequest(tenant, request), await store.request(tenant, 'r')]).toEqual([true, request])
  expect([await store.requests(tenant), await store.requests(tenant, { all: true, subject })]).toEqual([
    [request],
    [request],
  ])
  const block = { n: 1, prev: zeros, root: zeros, hashes: 'ab', cursor: 'c', at: 1 }
  expect([await store.append(tenant, block), await store.lastBlock(tenant)]).toEqual([true, block])
  expect(await store.blocks(tenant, 0, 2)).toEqual([block])
  expect((await store.history(tenant, subject)).length).toBe(2)
  expect((await store.lines(tenant, null, 9)).lines.length).toBe(6)
  await store.forgetRegisters(tenant, { now: soon, usesBefore: '2028-01-01' })
  expect([await store.suppressed(tenant, ['s'], 2), await store.uses(tenant, subject)]).toEqual([[], []])
}

/** Asks for everything that is kept of coupons that name nobody. */
async function everyCoupon(store: Store, tenant: string): Promise<void> {
  const parts = [{ coupon: 'wax', says: 'CHF 5 off', worth: 500, count: 3 }]
  const batch = { id: 'b', hash: 'h', offer: 'till', validUntil: at + 9, parts }
  expect(await store.signCoupons(tenant, batch, { budget: 1_500, stock: { wax: 3 } }, at)).toEqual({ state: 'signed' })
  const handing = { batch: 'b', n: 1, key: uuid(), hash: 'h', reason: 'r' }
  expect((await store.handInCoupon(tenant, handing, at))?.state).toBe('redeemed')
  expect((await store.signedCoupon(tenant, 'b', 1, at))?.state).toBe('redeemed')
  expect([await store.returnCoupons(tenant, 'b', [0], at), await store.returnCoupons(tenant, 'b', null, at)]).toEqual([
    1, 1,
  ])
  expect((await store.couponBatches(tenant, { endAfter: 0, limit: 9 })).map(({ id }) => id)).toEqual(['b'])
  await store.forgetCoupons(tenant, at + 9)
  expect((await store.couponSums(tenant)).map(({ redeemedWorth }) => redeemedWorth)).toEqual([500])
}

describe('time', () => {
  it('is the database’s', async () => {
    const { now } = await deskOf(postgres(db)).find(uuid())
    expect(Math.abs(now - Date.now())).toBeLessThan(60_000)
    expect(Math.abs((await postgres(db).now()) - Date.now())).toBeLessThan(60_000)
  })

  it('is a test’s where one is given', async () => {
    const { find, member, store, tenant } = deskOf(postgres(db, { clock: () => 17 }))
    expect([(await find(uuid())).now, await store.now()]).toEqual([17, 17])
    const subject = await member(events(learned('email', 'a@b.ch')))
    expect((await store.history(tenant, subject)).map(({ at }) => at)).toEqual([17])
  })
})
