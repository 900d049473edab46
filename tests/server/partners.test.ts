import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../../src/server.js'
import { secret } from './support/device.js'
import { day, guild, opened as openGuild } from './support/guild.js'
import { ledgers, type Opened, stores } from './support/stores.js'

const keys = {
  railway: ['railway-first-key-of-32-characters', 'railway-second-key-of-32-characters'],
  hotel: ['hotel-only-key-of-32-characters-'],
}
const partners = { railway: { keys: keys.railway }, hotel: { keys: keys.hotel } }
const bad = { ok: false, error: { code: 'bad_pass' } }

describe.each(ledgers)('partners, in %s', (_, open) => {
  let on: Opened
  beforeAll(async () => {
    on = await open()
  })
  afterAll(() => on.close())

  const opened = () => {
    const world = openGuild(on, { partners })
    const ask = (partner: string, body: unknown, headers: { readonly [name: string]: string } = {}) =>
      world.server.fetch(
        new Request(`https://guild.example/evenhanded/partners/${partner}/redeem`, {
          method: 'POST',
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { 'content-type': 'application/json', authorization: `Bearer ${keys.railway[0]}`, ...headers },
        }),
      )
    const redeem = async (body: object, partner: 'railway' | 'hotel' = 'railway') => {
      const response = await ask(partner, body, { authorization: `Bearer ${keys[partner][0]}` })
      expect(response.status).toBe(200)
      return (await response.json()) as unknown
    }
    const traveller = async (miles: number) => {
      const one = await world.member()
      await one.award({ points: { miles }, reason: 'trip', key: 'trip' })
      const said = await one.pass('railway', { for: 'PT10M' })
      if (!said.ok) throw new Error(said.error.message)
      return Object.assign(one, { shown: said.pass, until: said.until })
    }
    return { ...world, ask, redeem, traveller }
  }

  it('spend by a pass, and learn the amount alone', async () => {
    const { redeem, traveller, time } = opened()
    const ada = await traveller(100)
    expect(ada.until).toBe(time.now + 600_000)
    expect(await redeem({ pass: ada.shown, points: 30, key: 'ticket:1' })).toEqual({ ok: true, amount: 30 })
    expect(await ada.balance('miles')).toMatchObject({ available: 70 })
    expect((await ada.statement('miles'))[0]).toMatchObject({ kind: 'redeem', amount: 30, code: 'partner:railway' })
    const said = await redeem({ pass: ada.shown, points: 71, key: 'ticket:2' })
    expect(said).toEqual({ ok: false, error: { code: 'not_enough_points' } })
  })

  it('see nobody in a pass', async () => {
    const { traveller } = opened()
    const ada = await traveller(1)
    const parts = ada.shown.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
    for (const part of parts) expect(part).not.toContain(ada.id)
    expect(parts.join(' ')).not.toContain('railway')
  })

  it('are answered as at first however often they ask, also once the pass is over', async () => {
    const { redeem, traveller, time } = opened()
    const ada = await traveller(100)
    const asked = { pass: ada.shown, points: 30, key: 'ticket:1' }
    const all = await Promise.all([redeem(asked), redeem(asked), redeem(asked)])
    expect(all).toEqual(Array(3).fill({ ok: true, amount: 30 }))
    expect(await redeem({ ...asked, points: 31 })).toEqual({ ok: false, error: { code: 'id_reused' } })
    const poor = { pass: ada.shown, points: 500, key: 'ticket:2' }
    const refused = await redeem(poor)
    await ada.award({ points: { miles: 1_000 }, reason: 'trip', key: 'another' })
    expect(await redeem(poor)).toEqual(refused)
    time.now = ada.until
    expect(await redeem(asked)).toEqual({ ok: true, amount: 30 })
    expect(await ada.balance('miles')).toMatchObject({ available: 1_070 })
  })

  it('learn of a pass that is over, foreign, forged or of nobody no more than that it is none', async () => {
    const { redeem, traveller, time } = opened()
    const [ada, bob] = [await traveller(100), await traveller(100)]
    const hotel = await ada.pass('hotel', { for: 'PT10M' })
    if (!hotel.ok) throw new Error('no pass')
    await bob.erase()
    const stranger = createServer({ program: guild, secrets: ['another secret of 32 characters!'], store: on.store })
    const foreign = stranger.subject({ login: 'x' })
    await foreign.enrol('membership', { by: {} })
    const forged = await foreign.pass('railway', { for: 'PT10M' })
    const passes = [hotel.pass, bob.shown, forged.ok ? forged.pass : '', `${ada.shown}x`, '', 'a.b.c.d.e']
    for (const pass of passes) expect(await redeem({ pass, points: 5, key: 'k' })).toEqual(bad)
    expect(await redeem({ pass: ada.shown, points: 5, key: 'k' }, 'hotel')).toEqual(bad)
    time.now = ada.until
    expect(await redeem({ pass: ada.shown, points: 5, key: 'k' })).toEqual(bad)
    expect(await ada.balance('miles')).toMatchObject({ available: 100 })
  })

  it('hear nothing of a frozen account', async () => {
    const { redeem, traveller } = opened()
    const ada = await traveller(100)
    await ada.freeze({ reason: 'case:1', key: 'freeze', actor: 'staff:1' })
    expect(await redeem({ pass: ada.shown, points: 5, key: 'k' })).toEqual({
      ok: false,
      error: { code: 'not_enough_points' },
    })
  })

  it('are asked for whole points, above zero', async () => {
    const { redeem, traveller } = opened()
    const ada = await traveller(100)
    for (const points of [0, -1, 0.5, 2 ** 53])
      expect(await redeem({ pass: ada.shown, points, key: `k${points}` })).toEqual({
        ok: false,
        error: { code: 'bad_amount' },
      })
  })
})

const [inMemory] = stores
describe('a partner’s key', () => {
  const opening = async () => {
    const [, open] = inMemory as (typeof stores)[number]
    return openGuild(await open(), { partners })
  }
  const ask = async (
    world: Awaited<ReturnType<typeof opening>>,
    { partner = 'railway', key = keys.railway[0], body = '{}', type = 'application/json', method = 'POST' } = {},
  ) => {
    const request = new Request(`https://guild.example/evenhanded/partners/${partner}/redeem`, {
      method,
      headers: { 'content-type': type, ...(key !== '' && { authorization: `Bearer ${key}` }) },
      ...(method === 'POST' && { body }),
    })
    const response = await world.server.fetch(request)
    return { response, said: (await response.json()) as { readonly code?: string } }
  }

  it('is good for that partner alone; another, none and an unknown partner are told apart by nothing', async () => {
    const world = await opening()
    const [own] = keys.railway
    const said = await Promise.all([
      ask(world, { partner: 'hotel', key: own as string }),
      ask(world, { key: '' }),
      ask(world, { partner: 'airline', key: own as string }),
      ask(world, { partner: '__proto__', key: '' }),
    ])
    for (const { response, said: body } of said) {
      expect(response.status).toBe(401)
      expect(body).toEqual(said[0]?.said)
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="partners"')
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect(said[0]?.said.code).toBe('unauthorized')
  })

  it('may be changed: both are good meanwhile', async () => {
    const world = await opening()
    for (const key of keys.railway) expect((await ask(world, { key })).said.code).toBe('bad_request')
  })

  it('comes before a body, which is small, and JSON', async () => {
    const world = await opening()
    const codes = async (given: Parameters<typeof ask>[1]) => (await ask(world, given)).said.code
    expect(await codes({ body: '{' })).toBe('bad_json')
    expect(await codes({ body: JSON.stringify({ pass: 'x'.repeat(9_000), points: 1, key: 'k' }) })).toBe('too_large')
    expect(await codes({ type: 'text/plain' })).toBe('unsupported_media_type')
    expect(await codes({ body: JSON.stringify({ pass: 'a', points: 1, key: 'k', balance: true }) })).toBe('bad_request')
    expect(await codes({ body: JSON.stringify({ pass: 'a', points: '1', key: 'k' }) })).toBe('bad_request')
    expect(await codes({ body: JSON.stringify({ pass: 'a', points: 1, key: '\0' }) })).toBe('bad_request')
    expect(await codes({ method: 'OPTIONS' })).toBe('method_not_allowed')
    expect(await codes({ key: 'wrong', body: '{' })).toBe('unauthorized')
  })

  it('is long, and a declared partner’s', () => {
    const make = (partners: object) => () =>
      createServer({ program: guild, secrets: [secret], store: {} as never, partners: partners as never })
    expect(make({ railway: { keys: ['short'] } })).toThrow('at least 32 characters')
    expect(make({ railway: { keys: ['a key with spaces is sent in no header'] } })).toThrow('without spaces')
    expect(make({ railway: { keys: [] } })).toThrow('at least 32 characters')
    expect(make({ airline: { keys: keys.hotel } })).toThrow('no partner airline')
  })

  it('has passes for whoever is known, for a while', async () => {
    const world = await opening()
    const ada = await world.member()
    expect(await ada.pass('airline' as 'hotel', { for: 'PT1M' })).toMatchObject({ error: { code: 'unknown_partner' } })
    expect(await world.server.subject({ login: 'nobody' }).pass('hotel', { for: 'PT1M' })).toMatchObject({
      error: { code: 'no_subject' },
    })
    await expect(ada.pass('hotel', { for: 'PT0S' })).rejects.toThrow('from a second to a year')
    await expect(ada.pass('hotel', { for: 'P2Y' })).rejects.toThrow('from a second to a year')
    await expect(ada.pass('hotel', { for: 'soon' as 'P1D' })).rejects.toThrow('for a duration')
    const byLogin = await world.server.subject({ login: ada.login }).pass('hotel', { for: 'P1D' })
    expect(byLogin).toMatchObject({ ok: true, until: world.time.now + day })
  })
})
