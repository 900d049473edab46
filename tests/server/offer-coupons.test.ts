import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Outcome } from '../../src/core/subject/outcome.js'
import { defineProgram, identifier, preference } from '../../src/index.js'
import type { ServerOptions } from '../../src/server.js'
import { settledLines, verified } from './support/chained.js'
import { codes, device } from './support/device.js'
import { no } from './support/members.js'
import { started } from './support/started.js'
import { everyStore, type Opened } from './support/stores.js'

const minute = 60_000
const day = 1_440 * minute
const coupon = { benefit: 'coupon', says: '15 % off today’s shopping', worth: 9 } as const
const asks = { email: 'To send the code' } as const

/** A site with offers that end, and coupons that end sooner. */
const site = defineProgram({
  id: 'flash',
  version: 1,
  timeZone: 'Europe/Zurich',
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {
    email: identifier(z.email(), { label: 'E-mail' }),
    taste: preference(z.string(), { label: 'Taste' }),
  },
  purposes: { club: { label: 'Keep your account', basis: 'contract' }, news: { label: 'News', basis: 'consent' } },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus' } },
  offers: {
    flash: { principle: 'exchange', for: 'club', asks, gives: coupon, lasts: 'PT15M' },
    tonight: {
      principle: 'exchange',
      for: 'club',
      asks,
      gives: coupon,
      lasts: 'PT15M',
      during: { until: '2030-01-01' },
    },
    join: {
      principle: 'convert',
      for: 'club',
      asks: { ...asks, taste: { because: 'To choose for you', optional: true, for: 'news' } },
      gives: [coupon, { benefit: 'points', points: { bonus: 100 }, says: '100 points' }],
      lasts: 'P1D',
    },
    weekly: { principle: 'exchange', for: 'club', asks, gives: coupon, lasts: 'PT15M', repeats: 'P7D' },
    plain: { principle: 'exchange', for: 'club', asks, gives: coupon },
  },
  rewards: { voucher: { costs: { bonus: 50 }, gives: { ...coupon, says: 'CHF 5 off' }, validFor: 'P30D' } },
})

type Told = NonNullable<Outcome['coupon']>

function toldIn(outcome: Outcome | undefined): Told {
  if (!outcome?.coupon) throw new Error('no coupon was issued')
  return outcome.coupon
}

describe.each(everyStore)('the coupon of an offer, in %s', (_, open) => {
  let store: Opened
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  const at = (key: string) => ({ key, reason: key })

  /** A shop whose clock stands where it is put, and somebody with a page. */
  const opened = (options: Partial<ServerOptions> = {}) => {
    const time = { now: Date.UTC(2029, 11, 31, 12) }
    const { server, tenant } = started(store, { program: site as never, clock: () => time.now, ...options })
    const page = device(server, site as never)
    const answers = { email: `${crypto.randomUUID()}@mail.example` }
    /** What accepting an offer brings, as the page is told. */
    const accept = async (offer: string, more: object = {}, given: object = answers) => {
      const said = page.accept(offer, given as Record<string, unknown>, { at: time.now, ...more })
      const reply = await page.send(said)
      return { said, reply, outcome: reply.results[0]?.ok ? reply.results[0].outcome : undefined }
    }
    const couponOf = async (offer: string): Promise<Told> => toldIn((await accept(offer)).outcome)
    const them = () => server.subject(page.subject as string)
    return { server, tenant, time, page, accept, couponOf, them, answers }
  }

  it('comes with the acceptance, under the offer’s name, and ends by the server’s time to the millisecond', async () => {
    const { time, accept, them } = opened()
    const { outcome } = await accept('flash', { at: time.now - 3 * minute })
    const validUntil = time.now + 15 * minute
    expect(outcome).toEqual({
      benefit: { state: 'given', gives: [coupon], until: validUntil },
      coupon: { code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{16}$/), offer: 'flash', validUntil },
    })
    const { code } = toldIn(outcome)
    expect(await them().coupons()).toEqual([
      { code, offer: 'flash', key: expect.any(String), issuedAt: time.now, validUntil, state: 'issued' },
    ])
  })

  it('is handed in once and in time, as a reward’s is', async () => {
    const { server, time, couponOf, them } = opened()
    const { code, validUntil } = await couponOf('flash')
    time.now = validUntil - 1
    const said = await server.redeemCoupon(code, at('till:1'))
    expect(said).toMatchObject({ ok: true, known: false, outcome: { coupon: { code, offer: 'flash', validUntil } } })
    expect(await server.redeemCoupon(code, at('till:1'))).toMatchObject({ ok: true, known: true })
    const again = await server.redeemCoupon(code, at('till:2'))
    expect(again).toMatchObject({ ok: false, error: { code: 'coupon_used', facts: { offer: 'flash' } } })
    expect((await them().coupons()).map(({ state }) => state)).toEqual(['redeemed'])
  })

  it('is worth nothing from its end on, though the day is young', async () => {
    const { server, time, couponOf } = opened()
    const { code, validUntil } = await couponOf('flash')
    time.now = validUntil
    const late = await server.redeemCoupon(code, at('till'))
    expect(late).toMatchObject({ ok: false, error: { code: 'coupon_expired', facts: { offer: 'flash', validUntil } } })
  })

  it('is handed in once by many at once', async () => {
    const { server, couponOf } = opened()
    const { code } = await couponOf('flash')
    const said = await Promise.all(Array.from({ length: 6 }, (_, n) => server.redeemCoupon(code, at(`till:${n}`))))
    expect(said.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('is issued once, however often its acceptance is sent', async () => {
    const { page, accept, them } = opened()
    const { said, outcome } = await accept('flash')
    const [again] = (await page.send(said)).results
    expect(again?.ok && again.outcome).toEqual(outcome)
    expect(await them().coupons()).toHaveLength(1)
  })

  it('comes beside points, for days of the programme’s own clock, and not with what is added later', async () => {
    const { time, accept, them } = opened()
    // Clocks in Zürich go forward in the night to 31 March 2030: that day has 23 hours.
    time.now = Date.UTC(2030, 2, 30, 12)
    const { outcome } = await accept('join')
    expect(outcome?.points).toMatchObject([{ currency: 'bonus', amount: 100 }])
    expect(toldIn(outcome).validUntil).toBe(time.now + day - 60 * minute)
    const added = await accept('join', { consents: { news: ['taste'] } }, { taste: 'sour' })
    expect(added.reply.results[0]?.ok).toBe(true)
    expect(added.outcome?.coupon).toBe(undefined)
    expect(await them().coupons()).toHaveLength(1)
  })

  it('stays with whoever leaves, comes back for nobody, and again where the offer repeats', async () => {
    const { server, time, page, accept, couponOf, them } = opened()
    const { code } = await couponOf('weekly')
    await page.send(page.say({ type: 'leave', offer: 'weekly' }))
    const back = await accept('weekly')
    expect([codes(back.reply), back.outcome?.coupon]).toEqual([['ok'], undefined])
    expect(await server.redeemCoupon(code, at('till'))).toMatchObject({ ok: true })
    time.now += 8 * day
    expect((await couponOf('weekly')).code).not.toBe(code)
    expect(await them().coupons()).toHaveLength(2)
  })

  it('is none where the offer says no end: what is given then is the site’s own', async () => {
    const { accept, them } = opened()
    expect((await accept('plain')).outcome).toEqual({ benefit: { state: 'given', gives: [coupon] } })
    expect(await them().coupons()).toEqual([])
  })

  it('is refused to somebody else where the till knows who hands it in', async () => {
    const { server, couponOf, page } = opened()
    const { code } = await couponOf('flash')
    const other = device(server, site as never)
    await other.send(other.accept('flash', { email: 'b@mail.example' }))
    const by = (subject: string | null) => server.redeemCoupon(code, { ...at(`by:${subject}`), by: subject as string })
    expect(await by(other.subject)).toMatchObject(no('foreign_coupon'))
    expect(await by(page.subject)).toMatchObject({ ok: true })
  })

  it('ends with its owner, unless it is left to whoever holds it', async () => {
    const [one, two] = [opened(), opened()]
    const [ended, left] = [await one.couponOf('flash'), await two.couponOf('flash')]
    const plan = await one.them().erasePlan()
    expect(plan?.coupons).toEqual([{ code: ended.code, offer: 'flash', validUntil: ended.validUntil }])
    expect(await one.them().erase()).toMatchObject({ ok: true })
    expect(await one.server.redeemCoupon(ended.code, at('till'))).toMatchObject(no('coupon_void'))
    const said = await two.them().erase({ bearer: true })
    expect(said.vouchers).toMatchObject([{ code: left.code, offer: 'flash' }])
    const handed = await two.server.redeemCoupon(left.code, at('till'))
    expect(handed).toMatchObject({ ok: true, outcome: { coupon: { offer: 'flash' } } })
  })

  it('ends with its owner even where both came in one batch', async () => {
    const { page, answers, server } = opened()
    const first = page.accept('plain', answers)
    await page.send(first)
    const reply = await page.send(page.accept('flash', answers), page.say({ type: 'erase' }))
    expect(codes(reply)).toEqual(['ok', 'ok'])
    const { code } = (reply.results[0] as unknown as { outcome: { coupon: Told } }).outcome.coupon
    expect(await server.redeemCoupon(code, at('till'))).toMatchObject(no('coupon_void'))
  })

  it('stands in the record that its owner is shown, and in a chain that verifies', async () => {
    const { server, tenant, couponOf, them, time } = opened()
    const { code } = await couponOf('flash')
    const record = await them().record()
    expect(record?.coupons).toMatchObject([{ code, offer: 'flash' }])
    await server.redeemCoupon(code, at('till'))
    await settledLines(store.store, tenant, 2)
    time.now += day
    expect(await server.chain({ all: true })).toMatchObject({ lines: 2 })
    expect(await verified(store.store, tenant)).toMatchObject({ entries: 2, waiting: 0, found: [] })
    const { lines } = await store.store.lines(tenant, null, 9)
    const issued = lines.flatMap((line) => (line.kind === 'log' ? line.events : [])).filter(isIssued)
    expect(issued).toMatchObject([{ coupon: { offer: 'flash' } }])
  })

  it('is still had by whoever accepted in time without a net, for a day; its time begins when it arrives', async () => {
    const end = Date.UTC(2030, 0, 1)
    const [soon, late, never] = [opened(), opened(), opened()]
    soon.time.now = end + 5 * 60 * minute
    const { outcome } = await soon.accept('tonight', { at: end - 1 })
    expect(toldIn(outcome).validUntil).toBe(soon.time.now + 15 * minute)
    expect(codes((await never.accept('tonight', { at: end })).reply)).toEqual(['ok'])
    never.time.now = end
    expect(codes((await never.accept('weekly')).reply)).toEqual(['ok'])
    late.time.now = end + day
    expect(codes((await late.accept('tonight', { at: end - 1 })).reply)).toEqual(['over'])
    late.time.now = end
    expect(codes((await late.accept('tonight', { at: end })).reply)).toEqual(['over'])
  })
})

const isIssued = (event: { readonly type: string }): boolean => event.type === 'issued'
