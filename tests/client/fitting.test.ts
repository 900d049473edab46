import { createFitting } from 'evenhanded/basket'
import { createClient, type Fitting, memory, type SignedCoupon } from 'evenhanded/client'
import { createServer, memory as memoryStore } from 'evenhanded/server'
import { afterEach, describe, expect, it } from 'vitest'
import { batches, model, openTill, sports } from './till.js'
import { address, until } from './world.js'

const opened: { close(): void }[] = []
const till = async (...given: Parameters<typeof openTill>) => {
  const one = await openTill(...given)
  opened.push(one)
  return one
}
afterEach(() => {
  for (const one of opened.splice(0)) one.close()
})

const none = { ok: false, error: { code: 'none_left' } }
const wax = { benefit: 'coupon', says: 'CHF 5 off the wax', worth: 5 }

describe('a page of a till', () => {
  it('proposes the coupon that goes best with the basket, in its own words, and says why', async () => {
    const client = await (await till()).open()
    expect(client.next()).toBeNull()
    await client.observe('basket', ['skis', 'poles', 'test-strips'])
    const offer = client.next()
    expect(offer?.id).toBe('tillCoupon')
    expect(offer?.gives).toEqual([wax])
    expect(offer?.fit).toMatchObject({ coupon: 'wax', item: 'wax', because: ['skis', 'poles'], by: 'basket' })
    expect(offer?.why).toEqual({
      proposed: true,
      reasons: [{ code: 'fits', fit: offer?.fit }, { code: 'asks_nothing_new' }],
    })
    expect(client.explainNext().winner).toMatchObject({ offer: 'tillCoupon', fit: offer?.fit, factors: { worth: 2 } })
    expect(offer?.fairness.worth.money).toBe(5)
    await client.observe('basket', ['helmet'])
    expect(client.next()?.fit).toMatchObject({ coupon: 'socks', item: 'socks-l', because: ['helmet'] })
    expect(client.next()?.gives[0]).toMatchObject({ says: 'CHF 2 off a pair of socks', worth: 2 })
  })

  it('hands it out: it is gone from the stock, counted with its own worth, and told to nobody else', async () => {
    const { open, stock } = await till()
    const client = await open()
    await client.observe('basket', ['skis'])
    const result = await client.next()?.accept()
    expect(result).toMatchObject({ ok: true, benefit: { state: 'given', gives: [wax] } })
    if (!result?.ok) throw new Error('refused')
    expect(result.coupon).toMatchObject({ offer: 'tillCoupon', coupon: 'wax' })
    expect(result.coupon?.code).toHaveLength(24)
    expect(stock.counts('tillCoupon')).toEqual({ wax: 1, socks: 2 })
    expect(client.balance().device).toMatchObject({ got: 5 })
    expect((await result.settled).ok).toBe(true)
    expect(JSON.stringify([client.export(), client.known(), client.snapshot()])).not.toContain(result.coupon?.code)
    // At a till it is given again and again.
    const second = await client.next()?.accept()
    expect(second).toMatchObject({ ok: true, coupon: { coupon: 'wax' } })
    expect(second?.ok && second.coupon?.code).not.toBe(result.coupon?.code)
    expect(client.next()?.fit).toMatchObject({ coupon: 'socks' })
  })

  it('goes by what many buy where the basket says nothing, and never proposes what lies in it', async () => {
    const client = await (await till()).open()
    await client.observe('basket', [])
    expect(client.next()?.fit).toMatchObject({ item: 'socks-m', by: 'popularity', because: [] })
    await client.observe('basket', ['test-strips'])
    expect(client.next()?.fit).toMatchObject({ by: 'popularity', because: [] })
    await client.observe('basket', ['skis', 'wax'])
    expect(client.next()?.fit?.coupon).toBe('socks')
    await client.observe('basket', ['wax', 'socks-m'])
    expect(client.next()).toBeNull()
    expect(client.explain({ offer: 'tillCoupon' }).reasons).toEqual([
      { code: 'nothing_fits', why: 'none_left_or_fitting' },
    ])
  })

  it('proposes none without a fitting, and says so', async () => {
    const client = createClient({ program: sports, touchpoint: 'till', storage: memory() })
    opened.push(client)
    await client.ready
    await client.observe('basket', ['skis'])
    expect(client.next()).toBeNull()
    expect(client.offer('tillCoupon').fit).toBeNull()
    expect(client.explain({ offer: 'tillCoupon' }).reasons).toEqual([{ code: 'nothing_fits', why: 'no_model' }])
    expect(await client.offer('tillCoupon').accept()).toMatchObject(none)
  })

  it('has nothing to give before its stock comes, and looks again when it does', async () => {
    const { open, stock } = await till({})
    const client = await open()
    await client.observe('basket', ['skis'])
    const before = client.snapshot()
    expect(client.next()).toBeNull()
    let told = 0
    client.subscribe(() => {
      told += 1
    })
    for (const batch of batches({ wax: 1 }, Date.now() + 60_000)) await stock.add(batch)
    await until(() => client.snapshot() !== before)
    expect(told).toBeGreaterThan(1)
    expect(client.next()?.fit?.coupon).toBe('wax')
  })

  it('takes none from the stock for what would be refused', async () => {
    const { open, stock } = await till()
    const client = await open({ touchpoint: 'web' })
    await client.observe('basket', ['skis'])
    expect(await client.offer('tillCoupon').accept()).toMatchObject({ ok: false, error: { code: 'not_here' } })
    expect(await client.offer('webCoupon').accept({ email: 'a@b.ch' } as never)).toMatchObject({
      ok: false,
      error: { code: 'not_asked' },
    })
    expect(stock.counts('tillCoupon')).toEqual({ wax: 2, socks: 2 })
    expect(stock.counts('webCoupon')).toEqual({ wax: 2, socks: 2 })
  })

  it('gives once what does not repeat, and takes no second one for it', async () => {
    const { open, stock } = await till()
    const client = await open({ touchpoint: 'web' })
    await client.observe('basket', ['skis'])
    const offer = client.next()
    expect(offer?.id).toBe('webCoupon')
    expect(await offer?.accept()).toMatchObject({ ok: true, coupon: { offer: 'webCoupon', coupon: 'wax' } })
    expect(client.next()).toBeNull()
    expect(client.explain({ offer: 'webCoupon' }).reasons).toEqual([{ code: 'accepted' }])
    expect(await client.offer('webCoupon').accept()).toMatchObject({ ok: false, error: { code: 'already_accepted' } })
    await client.leave('webCoupon')
    await client.observe('basket', ['skis'])
    expect(await client.offer('webCoupon').accept()).toMatchObject({ ok: false, error: { code: 'too_soon' } })
    expect(stock.counts('webCoupon')).toEqual({ wax: 1, socks: 2 })
  })

  it('hands out one coupon for a button that is pressed twice', async () => {
    const { open, stock } = await till()
    const client = await open()
    await client.observe('basket', ['skis'])
    const offer = client.offer('tillCoupon')
    const [one, two] = await Promise.all([offer.accept(), offer.accept()])
    expect(one).toBe(two)
    expect(stock.counts('tillCoupon')).toEqual({ wax: 1, socks: 2 })
  })

  it('lets a form be sent in its place', async () => {
    const client = await (await till()).open()
    await client.observe('basket', ['skis'])
    expect(await client.offer('tillCoupon').submit(new FormData())).toMatchObject({
      ok: true,
      coupon: { coupon: 'wax' },
    })
  })
})

describe('what was shown', () => {
  it('is what is handed out, or nothing: of two tabs with one coupon, one has it', async () => {
    const { open, openStock } = await till({ wax: 1, socks: 1 })
    const [one, two] = [await open(), await open({}, await openStock())]
    for (const client of [one, two]) await client.observe('basket', ['skis'])
    const [here, there] = [one.offer('tillCoupon'), two.offer('tillCoupon')]
    expect([here.fit?.coupon, there.fit?.coupon]).toEqual(['wax', 'wax'])
    const first = await here.accept()
    const second = await there.accept()
    expect(first).toMatchObject({ ok: true, coupon: { coupon: 'wax' } })
    expect(second).toMatchObject(none)
    expect(two.balance().device.got).toBe(0)
    // Whoever asks again is told what is there now.
    expect(two.offer('tillCoupon')).not.toBe(there)
    expect(two.next()?.fit?.coupon).toBe('socks')
  })

  it('is not handed out once its purpose was objected to, and the basket is looked at no more', async () => {
    const { open, stock } = await till()
    const client = await open()
    await client.observe('basket', ['skis'])
    const offer = client.offer('tillCoupon')
    expect(offer.fit?.coupon).toBe('wax')
    const looks = () => client.uses().filter(({ decision }) => decision === 'fit:tillCoupon')
    expect(looks()).toEqual([{ field: 'basket', purpose: 'fit', decision: 'fit:tillCoupon', count: 1 }])
    client.explainNext()
    client.explain({ offer: 'tillCoupon' })
    expect(looks()[0]?.count).toBe(1)
    await client.object('fit')
    const before = looks()
    expect(client.offer('tillCoupon').fit).toBeNull()
    expect(client.next()).toBeNull()
    expect(await offer.accept()).toMatchObject(none)
    expect(looks()).toEqual(before)
    expect(stock.counts('tillCoupon')).toEqual({ wax: 2, socks: 2 })
  })

  it('is not taken for a basket that has changed, so that something else fits by now', async () => {
    const { open, stock } = await till()
    const client = await open()
    await client.observe('basket', ['skis'])
    const offer = client.offer('tillCoupon')
    expect(offer.fit?.coupon).toBe('wax')
    await client.observe('basket', ['skis', 'wax'])
    expect(await offer.accept()).toMatchObject(none)
    expect(stock.counts('tillCoupon')).toEqual({ wax: 2, socks: 2 })
    expect(await client.offer('tillCoupon').accept()).toMatchObject({ ok: true, coupon: { coupon: 'socks' } })
  })

  it('is forgotten with the visit, and the stock is not', async () => {
    const { open, stock } = await till()
    const client = await open()
    await client.observe('basket', ['skis'])
    await client.offer('tillCoupon').accept()
    await client.signOut({ unsent: 'drop' })
    expect(client.next()).toBeNull()
    expect(client.read('basket', 'fit')).toBeUndefined()
    expect(client.balance().device.got).toBe(0)
    expect(stock.counts('tillCoupon')).toEqual({ wax: 1, socks: 2 })
    await client.observe('basket', ['helmet'])
    expect(client.next()?.fit?.because).toEqual(['helmet'])
  })

  it('never leaves the page, and nor does the basket', async () => {
    const sent: string[] = []
    const server = createServer({
      program: sports,
      store: memoryStore(),
      secrets: ['a secret of more than 32 characters.'],
    })
    const { open } = await till()
    const client = await open({
      touchpoint: 'desk',
      server: address,
      fetch: async (url, init) => {
        sent.push(`${url} ${String(init.body ?? '')}`)
        const { signal: _, keepalive: __, ...plain } = init
        return server.fetch(new Request(url, plain))
      },
    })
    await client.observe('basket', ['skis'])
    const result = await client.offer('webCoupon').accept()
    expect(result.ok).toBe(true)
    const joined = await client.offer('membership').accept({ email: 'a@b.ch' }, { consents: { learn: ['basket'] } })
    expect(joined.ok && (await joined.settled).ok).toBe(true)
    await client.sync()
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.join('\n')).toContain('a@b.ch')
    for (const word of ['skis', 'wax', 'webCoupon', (result.ok && result.coupon?.code) || 'no code'])
      expect(sent.join('\n')).not.toContain(word)
  })
})

describe('a fitting of the page’s own', () => {
  const signed: SignedCoupon = { code: 'A'.repeat(24), offer: 'tillCoupon', coupon: 'wax', validUntil: 4e12 }
  const fit = { coupon: 'wax', item: 'wax', score: 1, because: ['skis'], by: 'basket' } as const
  const own = async (take: Fitting['take']) => {
    let listening = 0
    const fitting: Fitting = {
      best: () => fit,
      take,
      subscribe() {
        listening += 1
        return () => {
          listening -= 1
        }
      },
    }
    const client = createClient({ program: sports, touchpoint: 'till', storage: memory(), fitting })
    opened.push(client)
    await client.ready
    await client.observe('basket', ['skis'])
    return { client, listening: () => listening }
  }

  it('has its code named where somebody else stood at the till by the time it came', async () => {
    let give: (coupon: SignedCoupon) => void = () => undefined
    const { client } = await own(
      () =>
        new Promise((resolve) => {
          give = resolve
        }),
    )
    const accepting = client.offer('tillCoupon').accept()
    await client.signOut({ unsent: 'drop' })
    give(signed)
    expect(await accepting).toMatchObject({
      ok: false,
      error: { code: 'wrong_subject', facts: { taken: signed.code } },
    })
    expect(client.offer('tillCoupon').accepted).toBe(false)
  })

  it('has its code named where it was refused after all', async () => {
    const { client } = await own(async () => {
      await client.erase()
      return signed
    })
    const result = await client.offer('tillCoupon').accept()
    expect(result).toMatchObject({ ok: false, error: { facts: { taken: signed.code } } })
  })

  it('gives none whose purpose was objected to while its code was on its way, and names the code', async () => {
    const { client } = await own(async () => {
      await client.object('fit')
      return signed
    })
    expect(await client.offer('tillCoupon').accept()).toMatchObject({
      ok: false,
      error: { code: 'none_left', facts: { taken: signed.code } },
    })
    expect(client.offer('tillCoupon').accepted).toBe(false)
  })

  it('is listened to until the page closes', async () => {
    const { client, listening } = await own(async () => signed)
    expect(listening()).toBe(1)
    client.close()
    expect(listening()).toBe(0)
  })

  it('is never asked for a model of another program', () => {
    const other = { ...sports, id: 'other' } as typeof sports
    const coupons = { left: () => [], take: async () => null, subscribe: () => () => undefined }
    expect(() => createFitting({ program: other, models: { goesWith: model() }, coupons })).toThrow(/sports/)
  })
})
