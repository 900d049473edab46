import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { club } from './support/club.js'
import { codes, device } from './support/device.js'
import { no, opened } from './support/members.js'
import { ledgers, type Opened } from './support/stores.js'

const day = 86_400_000

describe.each(ledgers)('rewards and coupons, in %s', (_, open) => {
  let store: Opened
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  const couponOf = (said: { readonly ok: boolean }) =>
    (said as unknown as { outcome: { coupon: { code: string; reward: string; validUntil: number } } }).outcome.coupon
  const at = (key: string) => ({ key, reason: key })

  it('a coupon has a code, which its redemption tells, and the same again', async () => {
    const one = await opened(store).member(100)
    const said = await one.redeem('voucher', { key: 'v' })
    const coupon = couponOf(said)
    expect(coupon).toEqual({
      code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{16}$/),
      reward: 'voucher',
      validUntil: expect.any(Number),
    })
    expect(couponOf(await one.redeem('voucher', { key: 'v' }))).toEqual(coupon)
    expect(couponOf(await one.redeem('voucher', { key: 'w' })).code).not.toBe(coupon.code)
  })

  it('a member’s coupons are told, each with its state', async () => {
    const { server, member } = opened(store)
    const one = await member(100)
    const [first, second] = [
      couponOf(await one.redeem('voucher', { key: 'v' })),
      couponOf(await one.redeem('voucher', { key: 'w' })),
    ]
    await server.redeemCoupon(first.code, at('till:1'))
    const told = await one.coupons()
    expect(new Map(told.map(({ code, state }) => [code, state]))).toEqual(
      new Map([
        [first.code, 'redeemed'],
        [second.code, 'issued'],
      ]),
    )
    expect(told.map(({ reward, validUntil }) => [reward, validUntil])).toContainEqual(['voucher', second.validUntil])
    expect(await server.subject({ login: 'nobody at all' }).coupons()).toEqual([])
  })

  it('two members with the same key have two coupons', async () => {
    const { member } = opened(store)
    const [one, two] = [await member(100), await member(100)]
    const both = [await one.redeem('voucher', { key: 'v' }), await two.redeem('voucher', { key: 'v' })]
    expect(new Set(both.map((said) => couponOf(said).code)).size).toBe(2)
  })

  it('is handed in once, however its code is typed', async () => {
    const { server, member } = opened(store)
    const one = await member(100)
    const coupon = couponOf(await one.redeem('voucher', { key: 'v' }))
    const typed = coupon.code
      .toLowerCase()
      .replace(/0/g, 'o')
      .replace(/1/g, 'l')
      .replace(/(.{4})/g, '$1-')
    const said = await server.redeemCoupon(typed, at('till:1'))
    expect(said).toEqual({ ok: true, subject: one.id, known: false, outcome: { coupon } })
    expect(await server.redeemCoupon(coupon.code, at('till:1'))).toEqual({ ...said, known: true })
    const again = await server.redeemCoupon(coupon.code, at('till:2'))
    expect(again).toMatchObject(no('coupon_used'))
    expect(await server.redeemCoupon(coupon.code, at('till:2'))).toEqual({ ...again, known: true })
  })

  it('is handed in once by many at once', async () => {
    const { server, member } = opened(store)
    const { code } = couponOf(await (await member(100)).redeem('voucher', { key: 'v' }))
    const said = await Promise.all(Array.from({ length: 6 }, (_, n) => server.redeemCoupon(code, at(`till:${n}`))))
    expect(said.filter(({ ok }) => ok)).toHaveLength(1)
    expect(said.filter((one) => !one.ok && one.error.code === 'coupon_used')).toHaveLength(5)
  })

  it('is no coupon where nobody has such a code', async () => {
    const { server, seen } = opened(store)
    expect(await server.redeemCoupon('0123456789ABCDEF', at('a'))).toMatchObject(no('unknown_coupon'))
    const loads = seen.loads.length
    const strange = ['', 'voucher', 'U'.repeat(16), 'x'.repeat(100), null as never]
    const said = await Promise.all(strange.map((code) => server.redeemCoupon(code, at('a'))))
    expect(said).toMatchObject(strange.map(() => no('unknown_coupon')))
    expect([seen.loads.length, seen.stores]).toEqual([loads, 0])
    await expect(server.redeemCoupon('0123456789ABCDEF', {} as never)).rejects.toMatchObject({ code: 'bad_call' })
  })

  it('is void once its redemption was given back, and what was handed in is not given back', async () => {
    const { server, member } = opened(store)
    const one = await member(100)
    const coupon = couponOf(await one.redeem('voucher', { key: 'v' }))
    expect(await one.reverse({ of: 'v', ...at('r') })).toMatchObject({
      outcome: { points: [{ kind: 'restore', amount: 50 }] },
    })
    expect(await server.redeemCoupon(coupon.code, at('till'))).toMatchObject(no('coupon_void'))
    const other = couponOf(await one.redeem('voucher', { key: 'w' }))
    await server.redeemCoupon(other.code, at('till:w'))
    expect(await one.reverse({ of: 'w', ...at('s') })).toMatchObject(no('coupon_used'))
    expect(await one.balance('bonus')).toMatchObject({ available: 50 })
  })

  it('what a device redeemed is given back by the id that its answer has', async () => {
    const { server, member } = opened(store)
    const one = await member(100)
    const page = device(server, club)
    const { subject } = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    const sent = page.say({ type: 'redeem', reward: 'voucher' })
    const reply = await page.send(sent)
    expect(codes(reply)).toEqual(['ok'])
    const { code } = couponOf(reply.results[0] as never)
    const theirs = server.subject(subject as string)
    expect(await theirs.reverse({ of: { id: sent.id }, ...at('r') })).toMatchObject({ ok: true })
    expect(await server.redeemCoupon(code, at('till'))).toMatchObject(no('coupon_void'))
    expect(await one.reverse({ of: { id: sent.id }, ...at('r') })).toMatchObject(no('unknown_transfer'))
    await expect(one.reverse({ of: { id: 'x' }, ...at('x') })).rejects.toMatchObject({ code: 'bad_reference' })
  })

  it('has an end', async () => {
    let now = Date.now()
    const { server, member } = opened(store, { clock: () => now })
    const coupon = couponOf(await (await member(100)).redeem('voucher', { key: 'v' }))
    expect(coupon.validUntil).toBeGreaterThan(now + 29 * day)
    now = coupon.validUntil
    expect(await server.redeemCoupon(coupon.code, at('till'))).toMatchObject(no('coupon_expired'))
  })

  it('stock runs out, comes back with a return, and is told to anybody', async () => {
    const { server, member } = opened(store)
    const [one, two, three] = [await member(100), await member(100), await member(100)]
    expect(await server.stock('lamp')).toEqual({ left: 2 })
    expect(await server.stock('tour')).toEqual({ left: null })
    await one.redeem('lamp', { key: 'l' })
    await two.redeem('lamp', { key: 'l' })
    expect(await three.redeem('lamp', { key: 'l' })).toMatchObject(no('sold_out'))
    expect(await three.redeem('lamp', { key: 'l' })).toMatchObject({ ...no('sold_out'), known: true })
    const response = await server.fetch(new Request('https://shop.example/evenhanded/rewards'))
    expect([response.status, await response.json()]).toEqual([200, { lamp: { left: 0 } }])
    await one.reverse({ of: 'l', ...at('r') })
    expect(await server.stock('lamp')).toEqual({ left: 1 })
    expect(await three.redeem('lamp', { key: 'm' })).toMatchObject({ ok: true })
    // @ts-expect-error there is no such reward
    await expect(server.stock('gold')).rejects.toMatchObject({ code: 'bad_reward' })
    const post = new Request('https://shop.example/evenhanded/rewards', { method: 'POST' })
    expect((await server.fetch(post)).status).toBe(405)
  })

  it('the last one goes to one of many', async () => {
    const { server, member } = opened(store)
    const people = [await member(100), await member(100), await member(100), await member(100)]
    const said = await Promise.all(people.map((one) => one.redeem('lamp', { key: 'l' })))
    expect(said.filter(({ ok }) => ok)).toHaveLength(2)
    expect(said.filter((one) => !one.ok && one.error.code === 'sold_out')).toHaveLength(2)
    expect(await server.stock('lamp')).toEqual({ left: 0 })
  })

  it('one member has no more of it than the limit', async () => {
    const one = await opened(store).member(100)
    expect(await one.redeem('mug', { key: 'a' })).toMatchObject({ ok: true })
    expect(await one.redeem('mug', { key: 'b' })).toMatchObject(no('member_limit'))
  })

  it('keeps to the budget of a reward', async () => {
    const { member } = opened(store, { policy: { budgets: { rewards: { tour: 45 } } } })
    const [one, two] = [await member(100), await member(100)]
    expect(await one.redeem('tour', { key: 'a' })).toMatchObject({ ok: true })
    expect(await two.redeem('tour', { key: 'a' })).toMatchObject(no('sold_out'))
  })

  it('shows its owner’s device the points, and nothing that is counted for limits', async () => {
    const { server } = opened(store)
    const page = device(server, club)
    const { subject } = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    await server.subject(subject as string).redeem('mug', { key: 'm' })
    expect((await page.state()).state?.points.bonus).toMatchObject({ balance: 490, tallies: {}, deeds: {} })
  })
})
