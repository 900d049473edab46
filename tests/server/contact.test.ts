import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nextOffer } from '../../src/core/decision/next-offer.js'
import { look } from '../../src/core/decision/view.js'
import { subjectOf } from '../../src/core/subject/state.js'
import { compile, onServer } from '../../src/index.js'
import { hashOf } from '../../src/server/secrets/secrets.js'
import { codes, device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'
import { type Opened, stores } from './support/stores.js'

const noon = Date.UTC(2027, 0, 31, 12)
const day = 86_400_000
const plan = compile(shop, { authority: onServer, hash: hashOf })

describe.each(stores)('who is approached elsewhere, in %s', (name, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  async function fresh() {
    const time = { now: noon }
    const { server, tenant } = started(opened, { clock: () => time.now })
    const page = device(server, shop)
    const { subject } = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    const id = subject as string
    const proposed = async () => {
      const state = await server.subject(id).state()
      if (!state) throw new Error('nobody is known')
      const view = look(plan, subjectOf(state), undefined, time.now)
      return nextOffer(plan, view, { touchpoint: 'web', now: time.now })?.id
    }
    return { server, tenant, page, time, id, person: server.subject(id), proposed }
  }

  it('is remembered by channel and hour, wherever it was, and told to every device', async () => {
    const { person, page, time } = await fresh()
    expect(await person.shown('raffle', { touchpoint: 'web' })).toMatchObject({ ok: true, known: false })
    time.now += 1_000
    const by = { actor: 'staff:17', medium: 'desk' }
    expect(await person.shown('raffle', { touchpoint: 'desk', by })).toMatchObject({ ok: true })
    const { state } = await page.state()
    expect(state?.state.displays).toEqual([
      { offer: 'raffle', channel: shop.touchpoints.web?.channel, at: noon },
      { offer: 'raffle', channel: 'store', at: noon + 1_000 },
    ])
    expect(state?.state.offers.raffle).toMatchObject({ displays: 2, ignored: [noon, noon + 1_000] })
    expect(await person.record()).toMatchObject({ displays: state?.state.displays, complainedAt: null })
    time.now += 7 * 86_400_000
    expect(await person.record()).toMatchObject({ displays: [] })
  })

  it('counts one display by its key once, and each without a key', async () => {
    const { person } = await fresh()
    const options = { touchpoint: 'desk', key: 'call:88' } as const
    expect(await person.shown('raffle', options)).toMatchObject({ known: false })
    expect(await person.shown('raffle', options)).toMatchObject({ ok: true, known: true })
    for (let n = 0; n < 2; n++) await person.shown('raffle', { touchpoint: 'desk' })
    expect((await person.state())?.state.offers.raffle).toMatchObject({ displays: 3 })
  })

  it('stops after three times, and rests after a no or a "not now" said there', async () => {
    const { person, proposed, time } = await fresh()
    expect(await proposed()).toBe('raffle')
    for (let n = 0; n < 3; n++) await person.shown('raffle', { touchpoint: 'desk' })
    expect(await proposed()).not.toBe('raffle')
    time.now += 90 * day + 1
    expect(await proposed()).toBe('raffle')
    const by = { actor: 'staff:17', medium: 'phone', evidence: 'call:88' }
    expect(await person.dismissed('raffle', { touchpoint: 'desk', by })).toMatchObject({ ok: true })
    expect(await proposed()).not.toBe('raffle')
    time.now += day
    expect(await proposed()).toBe('raffle')
    expect(await person.declined('raffle', { touchpoint: 'desk', by })).toMatchObject({ ok: true })
    time.now += day
    expect(await proposed()).not.toBe('raffle')
    const { records } = (await person.record()) ?? {}
    expect(records?.filter(({ reference }) => reference === 'call:88')).toMatchObject([
      { actor: 'staff:17', act: 'staff', notice: { hash: plan.notice('raffle').hash } },
    ])
  })

  it('is nobody who is not known, and nothing that is not declared', async () => {
    const { server, person } = await fresh()
    const somewhere = { touchpoint: 'desk' } as const
    expect(await server.subject({ login: 'nobody' }).shown('raffle', somewhere)).toMatchObject({
      error: { code: 'no_subject' },
    })
    expect(await person.shown('nothing' as never, somewhere)).toMatchObject({ error: { code: 'unknown_offer' } })
    expect(await person.dismissed('raffle', { touchpoint: 'moon' as never })).toMatchObject({
      error: { code: 'unknown_touchpoint' },
    })
    await person.shown('raffle', somewhere)
    expect(await person.erase()).toMatchObject({ ok: true })
    expect(await person.shown('raffle', somewhere)).toMatchObject({ error: { code: 'erased' } })
  })

  it('is told apart from what a device may say', async () => {
    const { page } = await fresh()
    expect(codes(await page.send(page.say({ type: 'shown', offer: 'raffle' })))).toEqual(['device_only'])
    const { state } = await page.state()
    for (const type of ['complain', 'reconcile'])
      expect(codes(await page.send({ ...page.say({ type: 'restrict' }), type } as never))).toEqual(['backend_only'])
    expect((await page.state()).state).toEqual(state)
  })

  describe('a complaint', () => {
    const letter = { kind: 'complaint', medium: 'letter' } as const
    const since = async ({ person }: Awaited<ReturnType<typeof fresh>>) => (await person.state())?.state.complainedAt

    it('ends every proposal until the last one is answered, on every device', async () => {
      const all = await fresh()
      const { server, page, id, proposed, time } = all
      const { requests } = server
      await requests.open({ kind: 'review', medium: 'letter', who: id })
      expect(await since(all)).toBeUndefined()
      const first = await requests.open({ ...letter, who: id })
      const second = await requests.open({ ...letter, who: id })
      if (!first.ok || !second.ok) throw new Error('no request')
      expect(await since(all)).toBe(noon)
      expect((await page.state()).state?.state.complainedAt).toBe(noon)
      expect(await proposed()).toBeUndefined()
      time.now += day
      await requests.close(first.request.id, { answer: 'We looked into it.' })
      expect(await proposed()).toBeUndefined()
      await requests.close(second.request.id, { answer: 'That as well.' })
      expect(await since(all)).toBeUndefined()
      expect((await page.state()).state?.state.complainedAt).toBeUndefined()
      expect(await proposed()).toBe('raffle')
    })

    it('is entered once for a key, and a closed one does not come back with it', async () => {
      const all = await fresh()
      const { requests } = all.server
      const asked = { ...letter, who: all.id, key: 'scan:88' }
      const came = await requests.open(asked)
      await requests.open(asked)
      const { version } = (await all.person.state()) ?? {}
      await requests.open(asked)
      expect((await all.person.state())?.version).toBe(version)
      await requests.close(came.ok ? came.request.id : '', { answer: 'Sorry.' })
      await requests.open(asked)
      expect(await since(all)).toBeUndefined()
    })

    it('is nobody’s where nobody is known, and of who was erased it changes nothing', async () => {
      const { server, id, person } = await fresh()
      const unknown = await server.requests.open(letter)
      expect(unknown).toMatchObject({ ok: true, request: { subject: null } })
      expect(await server.requests.close(unknown.ok ? unknown.request.id : '', { answer: 'So be it.' })).toMatchObject({
        ok: true,
      })
      await person.erase()
      const late = await server.requests.open({ ...letter, who: id })
      expect(late).toMatchObject({ ok: true })
      expect(await server.requests.close(late.ok ? late.request.id : '', { answer: 'Gone.' })).toMatchObject({
        ok: true,
      })
    })

    it('stands by the register, however many come and go at once', async () => {
      const all = await fresh()
      const { requests } = all.server
      const came = await Promise.all(Array.from({ length: 4 }, () => requests.open({ ...letter, who: all.id })))
      const ids = came.map((one) => (one.ok ? one.request.id : ''))
      await Promise.all([
        ...ids.map((id) => requests.close(id, { answer: 'Sorry.' })),
        ...[1, 2].map(() => requests.open({ ...letter, who: all.id })),
      ])
      expect(await since(all)).toBe(noon)
      const open = await requests.list({ who: all.id })
      await Promise.all(open.map(({ id }) => requests.close(id, { answer: 'Sorry.' })))
      expect(await since(all)).toBeUndefined()
      expect(await requests.close(ids[0] as string, { answer: 'Again.' })).toMatchObject({
        error: { code: 'already_closed' },
      })
      expect(await since(all)).toBeUndefined()
    })

    it('has one door, the register: by hand it is entered there, with its deadline', async () => {
      const all = await fresh()
      const call = { kind: 'complaint', medium: 'phone', actor: 'staff:17', key: 'call:9' } as const
      const came = await all.server.requests.open({ ...call, who: all.id })
      expect(came).toMatchObject({ ok: true, request: { kind: 'complaint', closed: null } })
      expect(await since(all)).toBe(noon)
      expect(all.person).not.toHaveProperty('complain')
    })
  })

  it(`leaves a log that says all of it, in ${name}`, async () => {
    const { server, person, tenant, id } = await fresh()
    await person.shown('raffle', { touchpoint: 'desk', by: { actor: 'staff:17' } })
    const came = await server.requests.open({ kind: 'complaint', medium: 'letter', who: id })
    await server.requests.close(came.ok ? came.request.id : '', { answer: 'Sorry.' })
    const lines = await opened.store.history(tenant, id, { after: 0, limit: 9 })
    expect(lines.map(({ events }) => events.map(({ type }) => type))).toMatchObject([
      expect.anything(),
      ['shown'],
      ['complained'],
      ['reconciled'],
    ])
  })
})
