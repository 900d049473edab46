import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Policy } from '../../src/index.js'
import type { Store } from '../../src/ports/store.js'
import { numberSigned, readSignedCode, signedCode } from '../../src/server/coupons/signed-code.js'
import { secretsOf } from '../../src/server/secrets/secrets.js'
import type { BackendAnswer, SignAnswer, SignCoupons } from '../../src/server.js'
import { secret } from './support/device.js'
import { hour, morning, opened, type Slopes, slopes } from './support/slopes.js'
import { ledgers, type Opened } from './support/stores.js'

const until = morning + 10 * hour

function batchOf(said: SignAnswer) {
  if (!said.ok) throw new Error(said.error.code)
  return said.batch
}

const codeOf = (said: SignAnswer | BackendAnswer): string => (said.ok ? 'ok' : said.error.code)

describe('the code of a signed coupon', () => {
  const secrets = secretsOf('slopes', [secret])

  it('is 24 characters, read as people type them, for each number of a batch', () => {
    const batch = secrets.batch('till:3')
    for (const n of [0, 1, 31, 32, 1_023, 9_999]) {
      const code = signedCode(secrets, { batch, n })
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{24}$/)
      const typed = code
        .toLowerCase()
        .replaceAll('0', 'o')
        .replaceAll('1', 'l')
        .replace(/(.{6})/g, '$1-')
      expect(readSignedCode(` ${typed} `)).toBe(code)
      expect(numberSigned(secrets, code)).toEqual({ batch, n })
    }
  })

  it('is nobody’s who changed a single character, nor of another tenant or secret', () => {
    const code = signedCode(secrets, { batch: secrets.batch('till:3'), n: 7 })
    for (let at = 0; at < 24; at++) {
      const other = code[at] === 'Z' ? 'Y' : 'Z'
      expect(numberSigned(secrets, code.slice(0, at) + other + code.slice(at + 1))).toBeUndefined()
    }
    expect(numberSigned(secretsOf('other', [secret]), code)).toBeUndefined()
    expect(numberSigned(secretsOf('slopes', ['another secret of thirty-two characters']), code)).toBeUndefined()
    expect(numberSigned(secretsOf('slopes', ['a new secret of thirty-two characters', secret]), code)).toBeDefined()
  })
})

describe.each(ledgers)('coupons that were signed in advance, in %s', (name, open) => {
  let store: Opened
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  const shop = (coupons?: Policy['coupons']) => {
    const all = opened(store, coupons ? { policy: { coupons } } : {})
    let count = 0
    const sign = (more: Partial<SignCoupons<keyof Slopes['offers'] & string>> = {}, server = all.server) =>
      server.coupons.sign({ offer: 'tillCoupon', coupons: { wax: 2 }, until, key: `batch ${count++}`, ...more })
    const redeem = (code: string | undefined, key: string, server = all.server) =>
      server.redeemCoupon(code ?? '', { key, reason: 'receipt:1', actor: 'till:3' })
    return { ...all, sign, redeem }
  }

  it('are handed in once each, and say what was promised', async () => {
    const { server, sign, redeem } = shop()
    const batch = batchOf(await sign({ coupons: { wax: 2, poles: 1 } }))
    expect(batch).toMatchObject({ offer: 'tillCoupon', validUntil: until })
    const codes = Object.values(batch.coupons).flat()
    expect([Object.keys(batch.coupons), new Set(codes).size]).toEqual([['poles', 'wax'], 3])
    const [first = '', second] = batch.coupons.wax ?? []
    const coupon = { offer: 'tillCoupon', coupon: 'wax', says: 'CHF 5 off the wax', worth: 5, validUntil: until }
    const seen = { ok: true, coupon: { ...coupon, code: first, state: 'issued' } }
    expect(await server.coupons.look(first.toLowerCase())).toEqual(seen)
    const said = { ok: true, outcome: { coupon: { ...coupon, code: first } }, subject: null, known: false }
    expect(await redeem(` ${first.toLowerCase()} `, 'a')).toEqual(said)
    expect(await redeem(first, 'a')).toEqual({ ...said, known: true })
    expect([codeOf(await redeem(first, 'b')), codeOf(await redeem(second, 'a'))]).toEqual(['coupon_used', 'id_reused'])
    expect((await redeem(batch.coupons.poles?.[0], 'c')).ok && (await server.coupons.look(first))).toMatchObject({
      coupon: { state: 'redeemed' },
    })
  })

  it('are worth nothing once they are over, were given back, or were never signed', async () => {
    const { server, sign, redeem, time } = shop()
    const elsewhere = batchOf(await shop().sign())
    const [batch, other] = [batchOf(await sign({ coupons: { wax: 4 } })), batchOf(await sign())]
    const [a, b, c, d] = batch.coupons.wax ?? []
    await redeem(a, 'a')
    expect(await server.coupons.giveBack(batch.id, [a ?? '', b ?? '', b ?? ''])).toEqual({ ok: true, returned: 1 })
    expect(codeOf(await redeem(b, 'b'))).toBe('coupon_void')
    const strange = await server.coupons.giveBack(batch.id, [c ?? '', other.coupons.wax?.[0] ?? ''])
    expect(strange).toMatchObject({ ok: false, error: { code: 'unknown_coupon' } })
    const none = await server.coupons.giveBack('none', [])
    expect(none).toMatchObject({ ok: false, error: { code: 'unknown_batch' } })
    expect((await redeem(c, 'c')).ok).toBe(true)
    for (const unsaid of [undefined, null, {}, { all: 1 }, 'all'] as never[])
      await expect(server.coupons.giveBack(other.id, unsaid)).rejects.toMatchObject({ code: 'bad_call' })
    expect(await server.coupons.giveBack(other.id, { all: true })).toEqual({ ok: true, returned: 2 })
    expect(codeOf(await redeem(other.coupons.wax?.[1], 'e'))).toBe('coupon_void')
    for (const unknown of [
      elsewhere.coupons.wax?.[0],
      `${d?.slice(0, -1)}${d?.endsWith('Z') ? 'Y' : 'Z'}`,
      d?.slice(1),
    ])
      expect([codeOf(await redeem(unknown, 'd')), (await server.coupons.look(unknown ?? '')).ok]).toEqual([
        'unknown_coupon',
        false,
      ])
    time.now = until
    expect([codeOf(await redeem(d, 'd')), codeOf(await redeem(a, 'a'))]).toEqual(['coupon_expired', 'ok'])
    expect(await server.coupons.look(d ?? '')).toMatchObject({ coupon: { state: 'expired' } })
  })

  it('are the same for the same key, by any server, and with a new secret in front', async () => {
    const { sign, another, time } = shop()
    const asked = { coupons: { wax: 2, poles: 1 }, key: 'the same' }
    const first = await sign(asked)
    const rotated = another({ secrets: ['a new secret of thirty-two characters', secret] })
    expect(await sign(asked, rotated)).toEqual({ ...first, known: true })
    for (const more of [{ until: until + 1 }, { coupons: { wax: 3 } }, { offer: 'blindCoupon' as const }])
      expect(codeOf(await sign({ ...asked, coupons: { wax: 2 }, ...more }))).toBe('id_reused')
    time.now = until + hour
    expect(await sign(asked)).toEqual({ ...first, known: true })
    const { tillCoupon: _, ...offers } = slopes.offers
    const without = another({ program: { ...slopes, version: 3, offers } as typeof slopes })
    expect(await sign(asked, without)).toEqual({ ...first, known: true })
  })

  it('are not handed on again once they were handed in or given back', async () => {
    const { server, sign, redeem, another } = shop()
    const asked = { coupons: { wax: 3, poles: 2 }, key: 'the same' }
    const { id, coupons } = batchOf(await sign(asked))
    const { wax = [], poles = [] } = coupons
    await redeem(poles[0], 'a', another({ secrets: ['a new secret of thirty-two characters', secret] }))
    await server.coupons.giveBack(id, [wax[1] ?? ''])
    const left = { poles: [poles[1]], wax: [wax[0], wax[2]] }
    expect(await sign(asked)).toMatchObject({ ok: true, known: true, batch: { id, coupons: left } })
    const { tillCoupon: _, ...offers } = slopes.offers
    const without = another({ program: { ...slopes, version: 3, offers } as typeof slopes })
    expect(batchOf(await sign(asked, without)).coupons).toEqual(left)
    await server.coupons.giveBack(id, { all: true })
    for (const one of [server, without]) expect(batchOf(await sign(asked, one)).coupons).toEqual({ poles: [], wax: [] })
  })

  it('come back, all 10,000 of a batch, those that did before counted once', async () => {
    const { store: it, tenant } = shop()
    const parts = Array.from({ length: 40 }, (_, n) => ({ coupon: `${n}`, says: 'CHF 1 off', worth: 100, count: 250 }))
    await it.signCoupons(tenant, { id: 'B', hash: 'h', offer: 'o', validUntil: until, parts }, {}, morning)
    const all = Array.from({ length: 10_000 }, (_, n) => n)
    expect(await it.returnCoupons(tenant, 'B', all.slice(3_000, 6_000), morning)).toBe(3_000)
    expect(await it.returnCoupons(tenant, 'B', all, morning)).toBe(7_000)
    const back = (await it.couponBatch(tenant, 'B'))?.parts.map(({ returned }) => returned)
    expect(back).toEqual(parts.map(({ count }) => count))
  })

  it('are worth whole hundredths, so that none of them escapes a budget', () => {
    const { another } = shop({ tillCoupon: { budget: 1 } })
    const offers = structuredClone(slopes.offers)
    const wax = offers.tillCoupon?.fits?.coupons.wax as { worth: number }
    wax.worth = 0.004
    expect(() => another({ program: { ...slopes, offers } })).toThrow(expect.objectContaining({ code: 'bad_program' }))
  })

  it('are refused where nobody declared them, by odd numbers, and for what is past', async () => {
    const { sign } = shop()
    const refused: readonly (readonly [Record<string, unknown>, string])[] = [
      [{ offer: 'membership' }, 'unknown_offer'],
      [{ offer: 'constructor' }, 'unknown_offer'],
      [{ coupons: { tent: 1 } }, 'unknown_coupon'],
      [{ coupons: { toString: 1 } }, 'unknown_coupon'],
      ...[
        {},
        { wax: 0 },
        { wax: -1 },
        { wax: 1.5 },
        { wax: Number.NaN },
        { wax: '2' },
        { wax: 2n },
        { wax: Symbol('2') },
        { wax: { of: 2n } },
        { wax: 9_999, poles: 2 },
      ].map((coupons) => [{ coupons }, 'bad_count'] as const),
      [{ offer: 7n }, 'unknown_offer'],
      [{ coupons: 7n }, 'bad_count'],
      ...[morning, 1, Number.NaN, 1e300, '2027-01-31', BigInt(until)].map(
        (until) => [{ until }, 'bad_instant'] as const,
      ),
    ]
    for (const [more, code] of refused) expect([more, codeOf(await sign(more as object))]).toEqual([more, code])
    await expect(sign({ key: 7 as never })).rejects.toMatchObject({ code: 'bad_call' })
    expect(Object.values(batchOf(await sign({ coupons: { wax: 9_999, poles: 1 } })).coupons).flat().length).toBe(10_000)
  })

  it('never come to more than the policy allows, and come back when they are over or given back', async () => {
    const { server, another, sign, redeem, time } = shop({ tillCoupon: { budget: 100, stock: { poles: 30 } } })
    const servers = [server, another(), another()]
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, n) => sign({ coupons: { wax: 3, poles: 3 } }, servers[n % 3])),
    )
    const signed = all.flatMap((one) => (one.ok ? [one.batch] : []))
    // 16.05 each: six of them are 96.30.
    expect(signed.length).toBe(6)
    expect(all.find((one) => !one.ok)).toMatchObject({ error: { code: 'over_budget', facts: { left: 3.7 } } })
    expect(await server.coupons.left('tillCoupon')).toEqual({ budget: 3.7, coupons: { poles: 12, wax: null } })
    expect(codeOf(await sign({ coupons: { wax: 1 } }))).toBe('over_budget')
    await server.coupons.giveBack(signed[0]?.id ?? '', { all: true })
    expect(codeOf(await sign({ coupons: { poles: 16 } }))).toBe('out_of_stock')
    await redeem(signed[1]?.coupons.wax?.[0], 'a')
    time.now = until
    expect(await server.coupons.left('tillCoupon')).toEqual({ budget: 95, coupons: { poles: 30, wax: null } })
    const later = { until: until + hour }
    expect([
      codeOf(await sign({ coupons: { wax: 20 }, ...later })),
      codeOf(await sign({ coupons: { wax: 19 }, ...later })),
    ]).toEqual(['over_budget', 'ok'])
    expect(await server.coupons.costs()).toEqual([
      { offer: 'tillCoupon', coupon: 'wax', redeemed: { count: 1, worth: 5 }, out: { count: 19, worth: 95 } },
    ])
    await expect(server.coupons.left('membership')).rejects.toMatchObject({ code: 'bad_offer' })
  })

  it('go to exactly one of many tills, by many servers at once', async () => {
    const { server, another, sign, redeem } = shop()
    const [code = '', free = ''] = batchOf(await sign()).coupons.wax ?? []
    const servers = [server, another(), another()]
    const said = await Promise.all(Array.from({ length: 12 }, (_, n) => redeem(code, `till ${n}`, servers[n % 3])))
    expect(said.map(codeOf).sort()).toEqual([...Array.from({ length: 11 }, () => 'coupon_used'), 'ok'])
    const same = await Promise.all(Array.from({ length: 9 }, (_, n) => redeem(free, 'once', servers[n % 3])))
    expect(same.map((one) => one.ok && one.known).filter((known) => known === false).length).toBe(1)
  })

  it('are listed while they last, and forgotten a while after; their cost is not', async () => {
    const { server, sign, redeem, time, tenant } = shop()
    const batch = batchOf(await sign({ coupons: { wax: 3 } }))
    const later = batchOf(await sign({ until: until + hour }))
    await redeem(batch.coupons.wax?.[0], 'a')
    await server.coupons.giveBack(batch.id, [batch.coupons.wax?.[1] ?? ''])
    const coupons = { wax: { signed: 3, redeemed: 1, givenBack: 1, out: 1 } }
    const listed = { id: batch.id, offer: 'tillCoupon', signedAt: morning, validUntil: until, coupons }
    expect(await server.coupons.list()).toMatchObject([listed, { id: later.id }])
    expect(await server.coupons.list({ after: listed })).toMatchObject([{ id: later.id }])
    const before = await store.dump()
    if (name !== 'memory') expect([before.includes('receipt:1'), before.includes('till:3')]).toEqual([true, true])
    time.now = until + 364 * 24 * hour
    await server.dueWork()
    expect([await server.coupons.list(), codeOf(await redeem(batch.coupons.wax?.[0], 'a'))]).toEqual([[], 'ok'])
    time.now += 2 * 24 * hour
    await server.dueWork()
    expect(codeOf(await redeem(batch.coupons.wax?.[0], 'a'))).toBe('unknown_coupon')
    expect((await server.coupons.costs()).map(({ redeemed }) => redeemed)).toEqual([{ count: 1, worth: 5 }])
    if (name !== 'memory') {
      const { store: it } = store
      expect([(await store.dump()).includes(batch.id), await it.couponBatch(tenant, batch.id)]).toEqual([false, null])
    }
  })

  it('reach no store where they were made up, whatever is wrong with them', async () => {
    const asked: string[] = []
    const watching: Store = {
      ...store.store,
      handInCoupon: (tenant, handing, now) => {
        asked.push(handing.batch)
        return store.store.handInCoupon(tenant, handing, now)
      },
    }
    const { server } = opened({ store: watching })
    const said = await server.coupons.sign({ offer: 'tillCoupon', coupons: { wax: 1 }, until, key: 'a' })
    const [code = ''] = batchOf(said).coupons.wax ?? []
    const changed = (at: number) => code.slice(0, at) + (code[at] === '7' ? '8' : '7') + code.slice(at + 1)
    for (const at of [0, 11, 12, 13, 23])
      expect(codeOf(await server.redeemCoupon(changed(at), { key: 'a', reason: 'r' }))).toBe('unknown_coupon')
    expect(asked).toEqual([])
    expect(codeOf(await server.redeemCoupon(code, { key: 'a', reason: 'r' }))).toBe('ok')
    expect(asked.length).toBe(1)
  })

  it('make nobody known, and leave nothing in the ledger', async () => {
    const { server, sign, redeem, store: it, tenant } = shop()
    const batch = batchOf(await sign())
    const somebody = crypto.randomUUID()
    const said = await server.redeemCoupon(batch.coupons.wax?.[0] ?? '', { key: 'a', reason: 'r', by: somebody })
    expect(said).toMatchObject({ ok: true, subject: null })
    expect((await redeem(batch.coupons.wax?.[1], 'b')).ok).toBe(true)
    expect([(await it.lines(tenant, null, 9)).lines, (await server.events()).events]).toEqual([[], []])
    expect((await store.dump()).includes(somebody)).toBe(false)
    await expect(server.redeemCoupon(batch.coupons.wax?.[0] ?? '', { key: 'a', reason: '\0' })).rejects.toMatchObject({
      code: 'bad_call',
    })
  })
})

describe('a policy for coupons', () => {
  const store = ledgers[0]
  it.each([
    [{ finder: { budget: 1 } }, 'unknown_offer', 'policy.coupons.finder'],
    [{ membership: { budget: 1 } }, 'no_coupons', 'policy.coupons.membership'],
    [{ tillCoupon: { stock: { tent: 1 } } }, 'unknown_coupon', 'policy.coupons.tillCoupon.stock.tent'],
    [{ tillCoupon: { stock: { wax: 1.5 } } }, 'bad_value', 'policy.coupons.tillCoupon.stock.wax'],
    [{ tillCoupon: { budget: -1 } }, 'bad_value', 'policy.coupons.tillCoupon.budget'],
    [{ tillCoupon: { most: 1 } }, 'unknown_property', 'policy.coupons.tillCoupon.most'],
    [[], 'bad_shape', 'policy.coupons'],
  ])('%j is refused', async (coupons, code, path) => {
    const open = await store?.[1]()
    expect(() => opened(open as Opened, { policy: { coupons: coupons as never } })).toThrow(
      expect.objectContaining({ code: 'bad_options', issues: [expect.objectContaining({ code, path })] }),
    )
  })
})
