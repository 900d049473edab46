import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest'
import { createServer, memory, type Server } from '../../src/server.js'
import { device, secret } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'
import { type Opened, stores } from './support/stores.js'

const by = { actor: 'staff:17', medium: 'paper', evidence: 'box 3/112', givenAt: Date.UTC(2026, 0, 5) }
const email = { email: 'a@b.ch' }

describe.each(stores)('the backend’s own calls, in %s', (_, open) => {
  let opened: Opened
  let server: Server
  let seen: ReturnType<typeof started>['seen']

  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())
  beforeEach(() => {
    ;({ server, seen } = started(opened))
  })

  it('accept for somebody at the desk, with the proof of it', async () => {
    const member = server.subject({ login: 'user-17' })
    const consents = { newsletter: ['email'] }
    const said = await member.accept('raffle', email, { by, consents })
    expect(said).toMatchObject({ ok: true, known: false, outcome: { benefit: { state: 'pending' } } })
    expect(await member.read('email', 'newsletter')).toBe('a@b.ch')
    expect(seen.steps[0]?.commands[0]?.said).toMatchObject({
      type: 'accept',
      givenAt: by.givenAt,
      act: 'staff',
      actor: 'staff:17',
      medium: 'paper',
      reference: 'box 3/112',
      notice: { version: 3 },
    })
    expect(seen.steps[0]?.notices?.[0]?.text).toContain('Win shoes')
  })

  it('accept where the offer is made, unless they know better', async () => {
    const member = server.subject({ login: 'user-17' })
    expect(await member.accept('deskClub', email, { by })).toMatchObject({ ok: true })
    expect((await member.state())?.state.known.email?.source.touchpoint).toBe('desk')
    const elsewhere = member.accept('deskClub', email, { by: { ...by, touchpoint: 'web' } })
    expect(await elsewhere).toMatchObject({ ok: false, error: { code: 'not_here' } })
  })

  it('take no answer that its schema refuses', async () => {
    const member = server.subject({ login: 'user-17' })
    const said = await member.accept('raffle', { email: 'nobody' }, { by })
    expect(said).toMatchObject({ ok: false, error: { code: 'invalid', fields: { email: 'Give an address.' } } })
    expect(seen.stores).toBe(0)
    await member.accept('raffle', email, { by })
    expect(await member.rectify('email', 'nobody')).toMatchObject({ ok: false, error: { code: 'invalid' } })
    expect(await member.rectify('email', 'c@d.ch')).toMatchObject({ ok: true })
    expect(await member.read('email', 'draw')).toBe('c@d.ch')
  })

  it('enrol members of old with the contract’s ground, and no consent to anything', async () => {
    const member = server.subject({ login: '17850' })
    const file = { medium: 'file', evidence: 'orders.tsv, line 2' }
    expect(await member.enrol('membership', { by: file, key: 'enrol' })).toMatchObject({ ok: true, known: false })
    expect(await member.enrol('membership', { by: file, key: 'enrol' })).toMatchObject({ ok: true, known: true })
    const state = await member.state()
    expect(state?.values).toEqual({})
    expect(state?.state.grounds).toEqual({ club: { email: expect.objectContaining({ status: 'granted' }) } })
    expect(seen.steps[0]?.commands[0]?.said).toMatchObject({
      type: 'enrol',
      act: 'import',
      medium: 'file',
      reference: 'orders.tsv, line 2',
    })
  })

  it('award and reverse, each key once', async () => {
    const member = server.subject({ login: 'user-17' })
    const order = { points: { bonus: 120 }, reason: 'order:4711', key: 'order:4711' }
    const first = await member.award(order)
    expect(first).toMatchObject({ ok: true, known: false, outcome: { points: [{ kind: 'award', amount: 120 }] } })
    expect(await member.award(order)).toEqual({ ...first, known: true })
    const other = { ...order, points: { bonus: 121 } }
    expect(await member.award(other)).toMatchObject({ ok: false, error: { code: 'id_reused' } })
    const back = { points: { bonus: 150 }, reason: 'return:4711', key: 'return:4711' }
    expect(await member.reverse(back)).toMatchObject({ outcome: { points: [{ amount: 120, shortfall: 30 }] } })
    expect(await member.balance('bonus')).toEqual({
      available: 0,
      pending: 0,
      held: 0,
      expiring: null,
      debt: 0,
      tier: null,
    })
    const lines = await member.statement('bonus')
    expect(lines.map(({ kind, amount, balanceAfter, reason }) => [kind, amount, balanceAfter, reason])).toEqual([
      ['reverse', 120, 0, 'return:4711'],
      ['award', 120, 120, 'order:4711'],
    ])
    expect(await member.statement('bonus', { before: lines[0]?.seq as number })).toHaveLength(1)
  })

  it('award to whom a page knows too', async () => {
    const page = device(server, shop)
    const { subject, rev } = await page.send(page.accept('membership', email))
    const said = await server.subject(subject as string).award({ points: { bonus: 20 }, reason: 'r', key: 'r' })
    expect(said).toMatchObject({ ok: true, subject })
    expect(await page.state()).toMatchObject({ rev: rev + 1, state: { points: { bonus: { balance: 520 } } } })
  })

  it('let nobody award themselves, by whichever name they go', async () => {
    const member = server.subject({ login: 'user-17' })
    const made = await member.enrol('membership', { by })
    const subject = made.ok ? (made.subject as string) : ''
    const award = { points: { respect: 1 }, reason: 'post:3', key: 'post:3' }
    const self = { ok: false, error: { code: 'self_award' } }
    expect(await member.award({ ...award, giver: { login: 'user-17' } })).toMatchObject(self)
    expect(await member.award({ ...award, key: 'a', giver: subject })).toMatchObject(self)
    expect(await server.subject(subject).award({ ...award, key: 'b', giver: { login: 'user-17' } })).toMatchObject(self)
    expect(await member.award({ ...award, key: 'c', giver: { login: 'user-18' } })).toMatchObject({ ok: true })
    const stranger = server.subject({ login: 'user-19' })
    expect(await stranger.award({ ...award, giver: { login: 'user-19' } })).toMatchObject(self)
  })

  it('keep to the policy', async () => {
    const { server } = started(opened, { policy: { maxAward: { bonus: 100 } } })
    const said = await server.subject({ login: 'x' }).award({ points: { bonus: 101 }, reason: 'r', key: 'r' })
    expect(said).toMatchObject({ ok: false, error: { code: 'over_limit' } })
  })

  it('redeem, confirm, and use every exit', async () => {
    const member = server.subject({ login: 'user-17' })
    await member.accept('membership', { ...email, birthday: '1990-02-03' }, { by, consents: { treats: ['birthday'] } })
    expect(await member.redeem('voucher', { key: 'v' })).toMatchObject({ ok: true })
    expect(await member.redeem('voucher', { key: 'v' })).toMatchObject({ ok: true, known: true })
    expect(await member.balance('bonus')).toMatchObject({ available: 100 })
    expect(await member.confirm('email', 'a@b.ch')).toMatchObject({ ok: true })
    expect((await member.state())?.state.known.email?.confirmed).toBe(true)
    expect(await member.read('birthday', 'treats')).toEqual(new Date('1990-02-03'))
    expect(await member.withdraw('treats', ['birthday'])).toMatchObject({ ok: true })
    expect(await member.read('birthday', 'treats')).toBeUndefined()
    expect(await member.object('fit')).toMatchObject({ ok: true })
    expect(await member.can('review')).toBe(true)
    expect(await member.leave('membership')).toMatchObject({ ok: true })
    expect(await member.can('review')).toBe(false)
    expect((await member.state())?.values).toEqual({})
    expect(await member.erase()).toMatchObject({ ok: true })
    expect(await member.state()).toBeNull()
  })

  it('read no value without its ground (law 4)', async () => {
    const member = server.subject({ login: 'user-17' })
    await member.accept('raffle', email, { by })
    expect(await member.read('email', 'draw')).toBe('a@b.ch')
    expect(await member.read('email', 'newsletter')).toBeUndefined()
    expect(await member.read('email', 'club')).toBeUndefined()
  })

  it('know nothing of whom nobody knows, and make only what is accepted, enrolled or awarded', async () => {
    const stranger = server.subject(crypto.randomUUID())
    const none = { ok: false, error: { code: 'no_subject' } }
    expect(await stranger.award({ points: { bonus: 1 }, reason: 'r', key: 'r' })).toMatchObject(none)
    expect(await stranger.accept('raffle', email, { by })).toMatchObject(none)
    const member = server.subject({ login: 'nobody yet' })
    for (const said of [
      await member.reverse({ points: { bonus: 1 }, reason: 'r', key: 'r' }),
      await member.redeem('voucher', { key: 'k' }),
      await member.confirm('email', 'a@b.ch'),
      await member.withdraw('newsletter'),
      await member.leave('raffle'),
      await member.erase(),
    ])
      expect(said).toMatchObject(none)
    for (const who of [stranger, member]) {
      expect(await who.state()).toBeNull()
      expect(await who.balance('bonus')).toMatchObject({ available: 0 })
      expect(await who.read('email', 'draw')).toBeUndefined()
      expect(await who.can('review')).toBe(false)
      expect(await who.statement('bonus')).toEqual([])
    }
    expect(seen.stores).toBe(0)
  })

  it('throw for what is wrong in the program that calls', async () => {
    expect(() => server.subject('user-17')).toThrow(expect.objectContaining({ code: 'bad_reference' }))
    expect(() => server.subject({ login: '' })).toThrow(expect.objectContaining({ code: 'bad_reference' }))
    const member = server.subject({ login: 'user-17' })
    const bad = expect.objectContaining({ code: 'bad_call' })
    await expect(member.award({ points: { bonus: 1 }, reason: 'a\0', key: 'k' })).rejects.toEqual(bad)
    expect(await member.award({ points: { bonus: 1.5 }, reason: 'r', key: 'k' })).toMatchObject({ ok: false })
    const gift = { points: { bonus: 1 }, reason: 'r', key: 'k' }
    for (const at of [1.5, 1e18, 8.64e15, null as never, '5' as never]) {
      await expect(member.award({ ...gift, availableAt: at })).rejects.toEqual(bad)
      await expect(member.accept('raffle', email, { by: { givenAt: at } })).rejects.toEqual(bad)
    }
    const nobody = expect.objectContaining({ code: 'bad_reference' })
    await expect(member.award({ ...gift, giver: 'user-18' })).rejects.toEqual(nobody)
    for (const page of [{ before: Number.NaN }, { before: 1e20 }, { limit: -1 }, { limit: 1.5 }])
      await expect(member.statement('bonus', page)).rejects.toMatchObject({ code: 'bad_page' })
    expect(seen.stores).toBe(0)
  })

  it('know the names of the program', () => {
    const typed = createServer({ program: shop, store: memory(), secrets: [secret] }).subject({ login: 'user-17' })
    expectTypeOf(typed.read<'birthday'>).returns.resolves.toEqualTypeOf<Date | undefined>()
    expectTypeOf(typed.balance).parameter(0).toEqualTypeOf<'bonus' | 'respect'>()
    expectTypeOf(typed.can).parameter(0).toEqualTypeOf<'review'>()
    // @ts-expect-error this offer does not ask for a phone
    typed.accept('raffle', { phone: '+41' }, { by }).catch(() => undefined)
    // @ts-expect-error there is no such currency
    typed.balance('gold').catch(() => undefined)
  })
})
