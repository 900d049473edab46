import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modelOf, trainBaskets } from '../../src/basket.js'
import { basketsIn } from '../../src/server/baskets/baskets-in.js'
import type { BackendSubject, MemberBasket } from '../../src/server.js'
import { codes, device } from './support/device.js'
import { morning, opened, type Slopes, slopes } from './support/slopes.js'
import { everyStore, type Opened } from './support/stores.js'

/** Skis go with wax and poles, poles with tips. */
const model = modelOf(
  {
    items: ['skis', 'wax', 'poles', 'tips'],
    rows: 4,
    starts: Uint32Array.of(0, 2, 2, 3, 3),
    targets: Uint32Array.of(1, 2, 3),
    weights: Float32Array.of(0.8, 0.5, 0.9),
  },
  { program: 'slopes', name: 'goesWith', date: '2027-01-01', method: 'cosine', minMembers: 5 },
)

/** What their record says that their basket was read for. */
const usesOf = async ({ record }: Pick<BackendSubject<Slopes>, 'record'>, decision: string) =>
  (await record())?.fields
    .flatMap(({ field, uses }) => (field === 'basket' ? uses : []))
    .filter((use) => use.decision === decision)

type Learning = Slopes['models']
const codeOf = (said: { ok: true } | { ok: false; error: { code: string } }) => (said.ok ? 'ok' : said.error.code)

describe.each(everyStore)('what members buy, in %s', (name, open) => {
  let store: Opened
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  const shop = () => {
    const all = opened(store, { models: { goesWith: model } })
    const learned = async (of: Learning = 'goesWith'): Promise<readonly MemberBasket[]> => {
      const baskets: MemberBasket[] = []
      for await (const basket of all.server.trainingBaskets(of)) baskets.push(basket)
      return baskets
    }
    const items = async (of?: Learning) => (await learned(of)).map(({ items }) => items.join(' ')).sort()
    return { ...all, learned, items }
  }

  it('is recorded where a membership said so, sealed, in place of what was known', async () => {
    const { member, server, time, tenant } = shop()
    const own = await member()
    const secret = `tent ${crypto.randomUUID()}`
    expect(codeOf(await own.observe('basket', ['skis', secret]))).toBe('ok')
    expect(await own.read('basket', 'club')).toEqual(['skis', secret])
    if (name !== 'memory') expect((await store.dump()).includes(secret)).toBe(false)
    time.now += 5
    const by = { actor: 'till:3' }
    const again = { by, key: 'order:1', reason: 'order:1' }
    expect(codeOf(await own.observe('basket', [['skis'], ['wax']], again))).toBe('ok')
    expect(await own.observe('basket', [['skis'], ['wax']], again)).toMatchObject({ ok: true, known: true })
    expect(codeOf(await own.observe('basket', ['poles'], again))).toBe('id_reused')
    expect(await own.read('basket', 'learn')).toEqual([['skis'], ['wax']])
    const { fields } = (await own.record()) ?? { fields: [] }
    const source = { provenance: 'observed', touchpoint: 'web', givenAt: morning + 5 }
    expect(fields.find(({ field }) => field === 'basket')).toMatchObject({ known: { source } })
    const [said] = await server.bulk([
      { subject: own.id, calls: [{ type: 'observe', field: 'basket', value: ['tips'] }] },
    ])
    expect([said?.[0]?.ok, await own.read('basket', 'club')]).toEqual([true, ['tips']])
    const line = (await store.store.history(tenant, own.id)).find(({ said }) => said.actor === 'till:3')
    expect(line?.said).toMatchObject({ type: 'record', reference: 'order:1' })
  })

  it('loses no order of many at once, told from the shop’s own', async () => {
    const own = await shop().member()
    const orders: { readonly number: number; readonly items: string[] }[] = []
    const pause = () => new Promise((done) => setTimeout(done, Math.random() * 8))
    const newest = async (most: number) => {
      await pause()
      const found = orders.slice(-most).reverse()
      await pause()
      return found
    }
    const tell = async (): Promise<void> => {
      const told = await newest(3)
      const baskets = told.map(({ items }) => items)
      expect(codeOf(await own.observe('basket', baskets))).toBe('ok')
      if ((await newest(1))[0]?.number !== told[0]?.number) await tell()
    }
    const order = async (number: number) => {
      orders.push({ number, items: [`item ${number}`] })
      await tell()
    }
    await Promise.all(Array.from({ length: 6 }, (_, n) => pause().then(() => order(n))))
    expect(await own.read('basket', 'club')).toEqual(
      orders
        .slice(-3)
        .reverse()
        .map(({ items }) => items),
    )
  })

  it('is recorded of nobody else, and of nothing else', async () => {
    const { member, server } = shop()
    const own = await member()
    expect(codeOf(await own.observe('visits', 1))).toBe('no_ground')
    expect(codeOf(await own.observe('email', 'a@mail.example'))).toBe('unknown_field')
    expect(codeOf(await own.observe('constructor' as never, 1 as never))).toBe('unknown_field')
    expect(codeOf(await own.observe('basket', [7] as never))).toBe('invalid')
    const stranger = server.subject({ login: `stranger ${crypto.randomUUID()}` })
    expect(codeOf(await stranger.observe('basket', ['skis']))).toBe('no_subject')
    await own.observe('basket', ['skis'])
    await own.restrict()
    expect(codeOf(await own.observe('basket', ['wax']))).toBe('no_ground')
    await own.unrestrict()
    await own.withdraw('learn')
    expect(codeOf(await own.observe('basket', ['wax']))).toBe('ok')
    await own.leave('membership')
    expect([codeOf(await own.observe('basket', ['poles'])), await own.read('basket', 'club')]).toEqual([
      'no_ground',
      undefined,
    ])
    await own.erase()
    expect(codeOf(await own.observe('basket', ['poles']))).toBe('erased')
  })

  it('is never recorded by a device', async () => {
    const { server } = shop()
    const page = device(server, slopes)
    const sent = await page.send(page.accept('membership', { email: 'a@mail.example' }))
    const seen = page.say({ type: 'observe', field: 'basket', value: ['skis'] })
    const record = { ...seen, id: crypto.randomUUID(), type: 'record' }
    expect(codes(sent)).toEqual(['ok'])
    expect(codes(await page.send(seen, record))).toEqual(['device_only', 'backend_only'])
  })

  it('teaches while they let it, and not from the next time on', async () => {
    const { member, server, items, learned } = shop()
    const people = []
    for (const basket of ['skis wax', 'skis poles', 'tips', 'sleds', 'boots'])
      people.push(Object.assign(await member(), { basket }))
    for (const one of people) await one.observe('basket', one.basket.split(' '))
    const silent = await member(false)
    await silent.observe('basket', ['ropes'])
    expect(await items()).toEqual(['boots', 'skis poles', 'skis wax', 'sleds', 'tips'])
    const [withdrawn, restricted, erased, left, stays] = people
    await withdrawn?.withdraw('learn')
    expect(await items()).toEqual(['boots', 'skis poles', 'sleds', 'tips'])
    await restricted?.restrict()
    await erased?.erase()
    await left?.leave('membership')
    await left?.withdraw('learn')
    expect(await items()).toEqual(['boots'])
    await restricted?.unrestrict()
    expect(await items()).toEqual(['boots', 'skis poles'])
    const told = await learned()
    const ids = people.map(({ id }) => id)
    expect(told.some(({ member }) => ids.includes(member))).toBe(false)
    expect(new Set(told.map(({ member }) => member)).size).toBe(2)
    const logins = people.map(({ login }) => ({ login }))
    const may = await server.mayLearn('goesWith', [...logins, stays?.id ?? '', { login: 'nobody' }])
    const named = told.find(({ items }) => items[0] === 'boots')?.member
    expect(may).toEqual([null, expect.any(String), null, null, named, named, null])
  })

  it('teaches a study until they object', async () => {
    const { member, items } = shop()
    const [one, other] = [await member(false, 'panel'), await member(false, 'panel')]
    await one.observe('basket', ['skis', 'test-strips'])
    await other.observe('basket', [['wax'], ['poles', 'tips']])
    expect(await items('studied')).toEqual(['poles tips', 'skis test-strips', 'wax'])
    await other.object('study')
    expect([await items('studied'), await items('goesWith')]).toEqual([['skis test-strips'], []])
  })

  it('teaches nothing that the model leaves out, and each member counts once, in every run', async () => {
    const { member, server, items, learned } = shop()
    const own = await member()
    const value = [['skis', 'test-strips'], ['test-strips'], [], ['wax']]
    await own.observe('basket', value)
    expect(await items()).toEqual(['skis', 'wax'])
    const [first, second] = await learned()
    expect([first?.member, first?.member === own.id]).toEqual([second?.member, false])
    await server.flush()
    const uses = await usesOf(own, 'train:goesWith')
    expect(uses).toMatchObject([{ purpose: 'learn', day: '2027-01-02', count: 2 }])
    await expect(learned('none' as never)).rejects.toMatchObject({ code: 'bad_model' })
  })

  it('fits what they bought with what they buy, as far as it may be looked at', async () => {
    const { member, server, another } = shop()
    const own = await member()
    await own.observe('basket', [['skis'], ['test-strips']])
    const fit = { coupon: 'wax', item: 'wax', because: ['skis'], by: 'basket' }
    expect(await own.fit('tillCoupon')).toMatchObject({ ok: true, fit })
    expect(await own.fit('tillCoupon', { left: ['poles'] })).toMatchObject({ fit: { coupon: 'poles', item: 'poles' } })
    expect(await own.fit('tillCoupon', { basket: ['wax'] })).toMatchObject({ fit: { coupon: 'poles' } })
    const nothing = [{ left: [] }, { basket: ['wax', 'tips'] }]
    for (const options of nothing) expect(codeOf(await own.fit('tillCoupon', options))).toBe('nothing_fits')
    await server.flush()
    const uses = await usesOf(own, 'fit:tillCoupon')
    expect(uses).toMatchObject([{ purpose: 'club', count: 5 }])
    for (const odd of [[7, null, { toString: 'skis' }], 'skis', Array(10_000).fill('skis')] as never[])
      expect((await own.fit('tillCoupon', { basket: odd })).ok).toBe(true)
    expect(codeOf(await own.fit('membership'))).toBe('unknown_offer')
    expect(codeOf(await own.fit('blindCoupon'))).toBe('no_model')
    expect(codeOf(await another({ models: {} }).subject(own.id).fit('tillCoupon'))).toBe('no_model')
    await own.restrict()
    expect(codeOf(await own.fit('tillCoupon'))).toBe('no_ground')
    await own.unrestrict()
    await own.leave('membership')
    expect(codeOf(await own.fit('tillCoupon', { basket: ['skis'] }))).toBe('no_ground')
    const stranger = server.subject({ login: 'stranger' })
    expect(codeOf(await stranger.fit('tillCoupon', { basket: ['skis'] }))).toBe('no_ground')
  })

  it('goes by the basket alone where nothing was recorded yet', async () => {
    const { member, server } = shop()
    const own = await member()
    const fit = { coupon: 'wax', because: ['skis'] }
    expect(await own.fit('tillCoupon', { basket: ['skis'] })).toMatchObject({ ok: true, fit })
    await server.flush()
    expect(await usesOf(own, 'fit:tillCoupon')).toEqual([])
  })

  it('becomes a model that fits, and without whom no longer wants it', async () => {
    const { member, server, another } = shop()
    const people = []
    for (let n = 0; n < 4; n++) people.push(await member())
    for (const [n, one] of people.entries())
      await one.observe('basket', [['skis', 'wax'], ['boots', n % 2 ? 'socks' : 'laces'], ['gloves']])
    const train = () =>
      trainBaskets(server.trainingBaskets('goesWith'), {
        program: 'slopes',
        name: 'goesWith',
        method: 'cosine',
        minMembers: 4,
      })
    const trained = await train()
    if (!trained.ok) throw new Error(trained.error.code)
    const newcomer = await member(false)
    await newcomer.observe('basket', ['skis'])
    const own = another({ models: { goesWith: trained.value } }).subject(newcomer.id)
    expect(trained.value.similar(['skis']).items[0]?.item).toBe('wax')
    expect(codeOf(await own.fit('tillCoupon'))).toBe('ok')
    await people[3]?.withdraw('learn')
    expect((await train()).ok).toBe(false)
  })
})

describe('a value as baskets', () => {
  it.each([
    [['a', 'b'], [['a', 'b']]],
    [
      [['a'], ['b', 'c']],
      [['a'], ['b', 'c']],
    ],
    [
      ['a', 'b', ['c', 'd']],
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      [['c', 'd'], 'a', [], 7, 'b'],
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a', []],
    [[[], 7, null], []],
  ])('%j is %j', (value, baskets) => expect(basketsIn(value)).toEqual(baskets))
})

describe('a server’s models', () => {
  it.each([
    [{ other: model }, 'declares no model other'],
    [{ studied: model }, 'is goesWith of slopes'],
  ])('are those that its program declares, trained for it: %#', async (models, message) => {
    const store = await everyStore[0]?.[1]()
    const wrong = () => opened(store as Opened, { models: models as never })
    expect(wrong).toThrow(expect.objectContaining({ code: 'bad_options', message: expect.stringContaining(message) }))
  })
})
