import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { defineProgram, identifier, personal } from '../../src/index.js'
import type { Erasure, Erasures } from '../../src/ports/erasures.js'
import type { KeyRing } from '../../src/ports/key-ring.js'
import type { Loaded } from '../../src/ports/store.js'
import { verifyStore } from '../../src/server/chain/verify-store.js'
import { keyRing, type ServerOptions } from '../../src/server.js'
import { faultsIn } from './support/audited.js'
import { codes, device } from './support/device.js'
import { started } from './support/started.js'
import { everyStore, type Opened } from './support/stores.js'
import { foundIn } from './support/traces.js'

const day = 86_400_000

const shop = defineProgram({
  id: 'alpine-shop',
  version: 1,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {
    email: identifier(z.string(), { label: 'E-mail' }),
    name: personal(z.string(), { label: 'Name' }),
    note: personal(z.any(), { label: 'Note' }),
    invoice: personal(z.string(), { label: 'Invoice address' }),
  },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    news: { label: 'Send news', basis: 'consent' },
    books: { label: 'Keep books', basis: 'legal-obligation', retainFor: 'P10Y' },
  },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  currencies: {
    bonus: {
      kind: 'redeemable',
      label: 'Bonus',
      tiers: {
        by: 'points',
        period: 'year',
        downgrade: 'drop',
        steps: [{ name: 'silver', label: 'Silver', from: 100 }],
      },
    },
    respect: { kind: 'reputation', label: 'Respect' },
  },
  offers: {
    membership: {
      principle: 'convert',
      for: 'club',
      asks: { email: 'Your account needs an address', name: 'To greet you' },
      invites: { news: ['email', 'note'] },
      gives: { benefit: 'points', points: { bonus: 1_230 }, says: '1,230 points' },
    },
    order: {
      principle: 'exchange',
      for: 'books',
      asks: { invoice: 'The law wants it on the invoice' },
      gives: { benefit: 'service', says: 'Your order' },
    },
    draw: {
      principle: 'exchange',
      for: 'club',
      asks: { email: 'To tell you if you have won' },
      gives: { benefit: 'chance', says: 'Win shoes', by: '2999-01-31', prizes: 900, entries: 600 },
    },
  },
  rewards: {
    voucher: { costs: { bonus: 500 }, gives: { benefit: 'coupon', says: 'CHF 5 off', worth: 5 } },
    small: { costs: { bonus: 100 }, gives: { benefit: 'coupon', says: 'CHF 1 off', worth: 1 } },
    coffee: { costs: { bonus: 20 }, gives: { benefit: 'service', says: 'A coffee' } },
  },
  raffles: {
    shoes: { label: 'Shoes', offer: 'draw', closes: '2999-01-31', prizes: [{ says: 'Shoes', count: 1 }] },
  },
})

const by = { actor: 'staff:17', medium: 'paper', evidence: 'box 3/112' }
const byFile = { medium: 'file', evidence: 'members.tsv, line 3' }

const long = `begins here ${'長い'.repeat(30_000)} ends here`
const answers = { email: 'Ümit+電子@例え.example', name: 'שלום 👩‍👩‍👧‍👦 العالم' }
const plainTexts = [
  answers.email,
  answers.email.toLowerCase(),
  answers.name,
  'begins here',
  '長い長い長い',
  'ends here',
  'Rue de l’Hôpital 7',
]

/** A register as a site would keep it, without the disk. */
function inMind(): Erasures & { readonly kept: Erasure[] } {
  const kept: Erasure[] = []
  return {
    kept,
    async add(erasure) {
      kept.push(structuredClone(erasure))
    },
    async *all() {
      yield* kept
    },
  }
}

describe.each(everyStore)('erasing somebody, in %s', (_, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  const begin = (options: Partial<ServerOptions> = {}) => started(opened, { program: shop as never, ...options })

  /** A member with everything: long and foreign values, an invoice under a legal duty, points, a coupon, an entry. */
  async function member(login: string, options: Partial<ServerOptions> = {}) {
    const own = begin(options)
    const who = own.server.subject({ login })
    const said = await who.accept('membership', { ...answers, note: long } as never, {
      by,
      consents: { news: ['email', 'note'] },
      key: 'join',
    })
    expect(said).toMatchObject({ ok: true })
    await who.accept('order', { invoice: 'Rue de l’Hôpital 7' }, { by, key: 'order' })
    await who.accept('draw', {}, { by, key: 'draw' })
    return { ...own, who, id: said.ok ? (said.subject as string) : '' }
  }

  it('leaves none of their values in any row, and none was there in plain before', async () => {
    const { who, id, tenant, server, seen } = await member('user-17')
    expect(await opened.store.identified(tenant, [seen.steps[0]?.identifiers?.email as string])).toHaveLength(1)
    const before = await opened.dump()
    expect(foundIn(before, plainTexts)).toEqual([])
    const [loaded] = await opened.store.load(tenant, [{ subject: id, commands: [] }])
    const { email, name, note, invoice } = (loaded as Loaded).subject.values as Record<string, string>
    for (const sealed of [email, name, note, invoice, loaded?.key]) expect(sealed).toEqual(expect.any(String))
    expect(await who.erase({ key: 'erase' })).toMatchObject({ ok: true })
    const [left] = await opened.store.load(tenant, [{ subject: id, commands: [] }])
    expect(left).toMatchObject({ key: null, login: null })
    expect(Object.keys(left?.subject.values ?? {})).toEqual(['invoice'])
    expect(left?.subject.values.invoice).not.toBe(invoice)
    expect(foundIn(await opened.dump(), plainTexts)).toEqual([])
    expect(await opened.store.identified(tenant, [seen.steps[0]?.identifiers?.email as string])).toEqual([])
    // What the law demands to keep is read for that duty alone.
    expect(await server.subject(id).read('invoice', 'books')).toBe('Rue de l’Hôpital 7')
    expect(await server.subject(id).read('invoice', 'club')).toBeUndefined()
    expect(await server.subject(id).read('email', 'club')).toBeUndefined()
  })

  it('leaves sealed texts of a backup that nothing opens any more', async () => {
    const { who, id, tenant } = await member('user-18')
    const [backup] = await opened.store.load(tenant, [{ subject: id, commands: [] }])
    await who.erase()
    const store = {
      ...opened.store,
      // As if somebody had put the old values back, but not the key, which is gone.
      async load(...asked: Parameters<typeof opened.store.load>) {
        const loaded = await opened.store.load(...asked)
        return loaded.map((one) => ({
          ...one,
          subject: { ...one.subject, values: backup?.subject.values ?? {}, erasedAt: null },
        }))
      },
    }
    const robbed = started({ store }, { program: shop as never, tenant }).server
    await expect(robbed.subject(id).state()).rejects.toMatchObject({ code: 'bad_keys' })
  })

  it('has a ring that keeps keys forget theirs, so that no backup can be opened', async () => {
    const dropped: string[] = []
    const inner = keyRing([new Uint8Array(32).fill(3)])
    const keys: KeyRing = {
      wrap: inner.wrap,
      unwrap: async (wrapped, subject) => (dropped.includes(wrapped) ? null : inner.unwrap(wrapped, subject)),
      drop: async (wrapped) => void dropped.push(wrapped),
    }
    const { who, id, tenant } = await member('user-19', { keys })
    const [backup] = await opened.store.load(tenant, [{ subject: id, commands: [] }])
    await who.erase()
    expect(dropped).toEqual([backup?.key])
    // The whole backup is back, key and all.
    const restored = {
      ...opened.store,
      load: async (...asked: Parameters<typeof opened.store.load>) =>
        (await opened.store.load(...asked)).map((one) => ({ ...one, ...backup, answered: {} })),
    }
    const { server } = started({ store: restored }, { program: shop as never, tenant, keys })
    await expect(server.subject(id).state()).rejects.toMatchObject({ code: 'bad_keys' })
    expect(await server.subject(id).erasePlan()).toMatchObject({
      ends: expect.arrayContaining([{ offer: 'membership' }]),
    })
  })

  it('keeps others from bringing them back, and lets them come by themselves', async () => {
    const { who, server, tenant } = await member('user-20')
    await who.erase()
    expect(await who.enrol('membership', { by: byFile })).toMatchObject({ ok: false })
    // Another number, as after a move from one system to the next: the login is new and nobody is known by it.
    const again = server.subject({ login: 'user-20' })
    expect(await again.award({ points: { bonus: 1 }, reason: 'order:9', key: 'order:9' })).toMatchObject({ ok: false })
    expect(await server.subject({ login: 'user-21' }).enrol('membership', { by: byFile })).toMatchObject({ ok: true })
    // On their own device, or on paper.
    const page = device(begin({ tenant, authenticate: () => ({ id: 'user-20' }) }).server, shop as never)
    const own = await page.send(page.accept('membership', answers))
    expect(codes(own)).toEqual(['ok'])
    expect(await again.award({ points: { bonus: 1 }, reason: 'order:10', key: 'order:10' })).toMatchObject({
      ok: true,
      subject: own.subject,
    })
  })

  it('keeps their device’s subject from being made again by an award', async () => {
    const tenant = crypto.randomUUID()
    const { server } = begin({ tenant, authenticate: () => ({ id: 'user-22' }) })
    const page = device(server, shop as never)
    await page.send(page.accept('membership', answers))
    expect(codes(await page.send(page.say({ type: 'erase' })))).toEqual(['ok'])
    const member = server.subject({ login: 'user-22' })
    const award = { points: { bonus: 1 }, reason: 'order:1' }
    expect(await member.award({ ...award, key: 'order:1' })).toMatchObject({ ok: false, error: { code: 'suppressed' } })
    expect(await member.enrol('membership', { by: byFile })).toMatchObject({ ok: false, error: { code: 'suppressed' } })
    expect(await member.accept('membership', answers, { by })).toMatchObject({ ok: true })
    expect(await member.award({ ...award, key: 'order:2' })).toMatchObject({ ok: true })
  })

  it('keeps an identifier of theirs from being imported under another login, unless they use it again themselves', async () => {
    const { server } = begin()
    const join = (login: string) =>
      server
        .subject({ login })
        .enrol('membership', { by: byFile, answers: { ...answers, email: 'Eve@Example.com ' } as never })
    expect(await join('old-number')).toMatchObject({ ok: true })
    await server.subject({ login: 'old-number' }).erase()
    expect(await join('new-number')).toMatchObject({ ok: false, error: { code: 'suppressed' } })
    expect(await server.subject({ login: 'new-number' }).state()).toBeNull()
    // A file repeats what the refused row said, in whatever form.
    const again = server.subject({ login: 'third-number' })
    expect(
      await again.enrol('membership', { by: byFile, answers: { email: 'eve@example.com' } as never }),
    ).toMatchObject({
      ok: false,
      error: { code: 'suppressed' },
    })
    await again.accept('draw', { email: 'eve@example.com' } as never, { by })
    expect(
      await again.enrol('membership', { by: byFile, answers: { email: 'EVE@example.com' } as never }),
    ).toMatchObject({
      ok: true,
    })
  })

  it('lets them be brought back once the time that the policy says is over', async () => {
    let now = Date.now()
    const policy = { erasure: { suppressFor: 'P30D' as const, proofFor: 'P0D' as const } }
    const { server } = begin({ policy, clock: () => now, authenticate: () => ({ id: 'user-23' }) })
    const page = device(server, shop as never)
    const { subject } = await page.send(page.accept('membership', answers, { consents: { news: ['email'] } }))
    await page.send(page.say({ type: 'erase' }))
    const member = server.subject({ login: 'user-23' })
    now += 29 * day
    expect(await member.enrol('membership', { by: byFile })).toMatchObject({ ok: false, error: { code: 'suppressed' } })
    expect(await server.openProofs(subject as string)).toEqual([])
    now += 2 * day
    expect(await member.enrol('membership', { by: byFile })).toMatchObject({ ok: true })
  })

  it('keeps proof of what they agreed to, sealed, and with what opens its commitments', async () => {
    const { who, server, id, tenant } = await member('user-24')
    await who.withdraw('news', ['note'])
    await who.erase()
    const [proof, ...more] = await server.openProofs(id)
    expect(more).toEqual([])
    expect(proof).toMatchObject({ subject: id, identifiers: { email: { value: answers.email } } })
    expect(proof?.until).toBeGreaterThan(Date.now() + 1_000 * day)
    const [joined] = proof?.lines ?? []
    expect(joined?.said).toMatchObject({ type: 'accept', act: 'staff', actor: 'staff:17', reference: 'box 3/112' })
    const types = proof?.lines.flatMap(({ events }) => events.map(({ type }) => type)) ?? []
    expect(new Set(types)).toEqual(new Set(['learned', 'granted', 'withdrawn', 'erased']))
    const learned = joined?.events.find((event) => event.type === 'learned' && event.field === 'email')
    const { value, salt } = proof?.identifiers.email ?? { value: null, salt: '' }
    const own = createHash('sha256')
      .update(Buffer.from(salt, 'base64url'))
      .update(canonicalize(value) as string)
      .digest('hex')
    expect(learned).toMatchObject({ commitment: own })
    // Of what is no identifier nothing is kept, and another server's keys open none of it.
    expect(JSON.stringify(proof)).not.toContain('begins here')
    const stranger = begin({ tenant, keys: keyRing([new Uint8Array(32).fill(9)]) }).server
    await expect(stranger.openProofs(id)).rejects.toMatchObject({ code: 'bad_keys' })
  })

  it('keeps no proof of whom nobody ever asked for a consent', async () => {
    const { server } = begin()
    const who = server.subject({ login: 'user-25' })
    const said = await who.enrol('membership', { by: byFile })
    await who.erase()
    expect(await server.openProofs(said.ok ? (said.subject as string) : '')).toEqual([])
  })

  it('leaves a ledger that adds up, a log without gaps, and a chain that verifies', async () => {
    const { who, id, tenant, server } = await member('user-26')
    await server.chain({ all: true })
    await who.award({ points: { bonus: 7 }, reason: 'order:1', key: 'order:1' })
    await who.hold({ points: { bonus: 5 }, for: 'P1D', reason: 'cart', key: 'cart' })
    await who.redeem('small', { key: 'small' })
    await who.erase()
    expect(await faultsIn(opened.store, tenant)).toEqual([])
    const lines = await opened.store.history(tenant, id)
    expect(lines.map(({ version }) => version)).toEqual(lines.map((_, n) => n + 1))
    expect((await opened.store.coupons(tenant, id)).map(({ state }) => state)).toEqual(['void'])
    // Whatever else runs on the same PostgreSQL may hold up what the chain takes in.
    await vi.waitFor(
      async () => {
        await server.chain({ all: true })
        const { entries, faults } = await verifyStore(opened.store, tenant, (fault) => expect.fail(fault.message))
        expect([faults, entries > lines.length]).toEqual([0, true])
      },
      { timeout: 60_000 },
    )
  })

  it('says first what it would do, and then does that', async () => {
    const now = Date.UTC(2026, 10, 21)
    const { who, server } = await member('user-27', { clock: () => now })
    await who.award({ points: { bonus: 200 }, reason: 'order:1', key: 'order:1', qualifies: true })
    await who.hold({ points: { bonus: 30 }, for: 'P1D', reason: 'cart', key: 'cart' })
    const redeemed = await who.redeem('small', { key: 'small' })
    const code = redeemed.ok ? redeemed.outcome.coupon?.code : ''
    const plan = await who.erasePlan()
    expect(plan).toMatchObject({
      now: [{ field: 'email' }, { field: 'name' }, { field: 'note' }],
      stays: [
        { why: 'legal-duty', field: 'invoice', label: 'Invoice address', purpose: 'books' },
        { why: 'suppression', until: Date.UTC(2029, 10, 21) },
        { why: 'proof', until: Date.UTC(2029, 10, 21) },
        { why: 'record', until: null },
      ],
      ends: [{ offer: 'membership' }, { offer: 'order' }, { offer: 'draw' }],
      raffles: [{ raffle: 'shoes', label: 'Shoes' }],
      points: [{ currency: 'bonus', amount: 1_330 }],
      tiers: [{ currency: 'bonus', tier: 'silver' }],
      coupons: [{ code, reward: 'small' }],
      openOrders: [{ currency: 'bonus', amount: 30, until: now + day }],
      voucher: {
        rewards: [
          { reward: 'voucher', says: 'CHF 5 off', count: 2 },
          { reward: 'small', says: 'CHF 1 off', count: 3 },
        ],
        left: [{ currency: 'bonus', amount: 30 }],
      },
    })
    expect(plan?.stays[0]?.until).toBeGreaterThanOrEqual(Date.UTC(2036, 10, 21))
    expect(await who.erasePlan()).toEqual(plan)
    await who.erase()
    expect(await who.erasePlan()).toBeNull()
    expect(await server.redeemCoupon(code as string, { key: 'till', reason: 'till' })).toMatchObject({
      ok: false,
      error: { code: 'coupon_void' },
    })
  })

  it('leaves what the balance reaches to whoever holds the coupons, each good once', async () => {
    const { who, server, id, tenant } = await member('user-28')
    const before = await who.redeem('small', { key: 'small' })
    const said = await who.erase({ bearer: true, key: 'erase' })
    expect(said).toMatchObject({ ok: true })
    expect(said.vouchers?.map(({ reward }) => reward).sort()).toEqual(['small', 'small', 'voucher', 'voucher'])
    expect(said.vouchers?.map(({ code }) => code)).toContain(before.ok ? before.outcome.coupon?.code : '')
    for (const { code, reward } of said.vouchers ?? []) {
      const handed = await server.redeemCoupon(code, { key: `till:${code}`, reason: 'till' })
      expect(handed).toMatchObject({ ok: true, outcome: { coupon: { code, reward } } })
      const again = await server.redeemCoupon(code, { key: `again:${code}`, reason: 'till' })
      expect(again).toMatchObject({ ok: false, error: { code: 'coupon_used' } })
    }
    const [left] = await opened.store.load(tenant, [{ subject: id, commands: [] }])
    expect(left?.subject.points.bonus).toMatchObject({ status: 'closed', balance: 0 })
    expect(await faultsIn(opened.store, tenant)).toEqual([])
    expect(await who.erase({ bearer: true, key: 'erase' })).toMatchObject({ ok: true, known: true })
  })

  it('is written in the register before it is acknowledged, or not done', async () => {
    const erasures = inMind()
    const { who, id, tenant } = await member('user-29', { erasures })
    await who.erase()
    expect(erasures.kept).toMatchObject([{ tenant, subject: id, suppressions: [{}, {}] }])
    expect(foundIn(JSON.stringify(erasures.kept), [...plainTexts, 'user-29'])).toEqual([])
    const full: Erasures = { ...erasures, add: () => Promise.reject(new Error('disk full')) }
    const other = await member('user-30', { erasures: full })
    await expect(other.who.erase()).rejects.toMatchObject({ code: 'register_failed' })
    expect((await other.who.state())?.values).toMatchObject(answers)
    const page = device(begin({ erasures: full }).server, shop as never)
    await page.send(page.accept('membership', answers))
    const refused = await page.post({ program: { id: shop.id, version: 1 }, commands: [page.say({ type: 'erase' })] })
    expect(refused.status).toBe(503)
  })

  it('is done again after a restore, as often as one likes, with the ends that it had at first', async () => {
    const erasures = inMind()
    let now = Date.now()
    const options = { erasures, clock: () => now }
    const { who, id, tenant } = await member('user-31', options)
    await who.erase()
    const [at, until] = [erasures.kept[0]?.at, erasures.kept[0]?.suppressions[0]?.until]
    // The same members on the day of the backup: nobody had been erased yet.
    const backup = await open()
    now += 40 * day
    const restored = started(backup, { program: shop as never, tenant, ...options })
    const back = restored.server.subject({ login: 'user-31' })
    await back.accept('membership', { ...answers, note: long } as never, {
      by,
      consents: { news: ['email', 'note'] },
      key: 'join',
    })
    expect((await back.state())?.values).toMatchObject(answers)
    const unknown = { ...(erasures.kept[0] as Erasure), subject: crypto.randomUUID() }
    const foreign = { ...(erasures.kept[0] as Erasure), tenant: 'another' }
    erasures.kept.push(unknown, foreign, erasures.kept[0] as Erasure)
    expect(await restored.server.replayErasures(erasures)).toEqual({ lines: 3, erased: 1, before: 0, unknown: 1 })
    expect(await restored.server.replayErasures(erasures)).toEqual({ lines: 3, erased: 0, before: 1, unknown: 1 })
    expect(erasures.kept).toHaveLength(4)
    expect(foundIn(await backup.dump(), plainTexts)).toEqual([])
    const [left] = await backup.store.load(tenant, [{ subject: id, commands: [] }])
    expect(left).toMatchObject({ key: null, subject: { values: {} } })
    const [proof] = await restored.server.openProofs(id)
    expect(proof).toMatchObject({ erasedAt: at, identifiers: { email: { value: answers.email } } })
    now = (until as number) - day
    expect(await back.enrol('membership', { by: byFile })).toMatchObject({ ok: false })
    await backup.close()
  })
})
