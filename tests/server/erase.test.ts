import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServerOptions } from '../../src/server.js'
import { codes, device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'
import { type Opened, stores } from './support/stores.js'

const authenticate: ServerOptions['authenticate'] = ({ headers }) =>
  headers.has('x-login') ? { id: headers.get('x-login') as string } : null

describe.each(stores)('erasing, in %s', (name, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  it('ends the session, and a later exchange begins anew', async () => {
    const page = device(started(opened).server, shop)
    const first = await page.send(page.accept('membership', { email: 'gone@b.ch' }))
    const erased = await page.send(page.say({ type: 'erase' }))
    expect(codes(erased)).toEqual(['ok'])
    expect(erased).toMatchObject({ subject: null, state: null, rev: 0 })
    expect(page.jar.size).toBe(0)
    expect(await page.state()).toMatchObject({ subject: null, state: null })
    const second = await page.send(page.accept('membership', { email: 'new@b.ch' }))
    expect(codes(second)).toEqual(['ok'])
    expect(second.subject).not.toBe(first.subject)
    expect(second.state?.points.bonus?.balance).toBe(500)
    if (name === 'PGlite') expect((await opened.dump()).includes('gone@b.ch')).toBe(false)
  })

  it('ends a batch: what comes after it is refused, and a replay hears the same', async () => {
    const page = device(started(opened).server, shop)
    const batch = [
      page.accept('membership', { email: 'a@b.ch' }),
      page.say({ type: 'erase' }),
      page.accept('raffle', { email: 'a@b.ch' }),
    ]
    const said = await page.send(...batch)
    expect(codes(said)).toEqual(['ok', 'ok', 'erased'])
    expect([said.subject, page.jar.size]).toEqual([null, 0])
    const again = await page.send(...batch.slice(0, 2))
    expect(JSON.stringify(again.results)).toBe(JSON.stringify(said.results.slice(0, 2)))
    expect([again.subject, page.jar.size]).toEqual([null, 0])
  })

  it('is heard by the other devices, which may begin anew', async () => {
    const { server } = started(opened)
    const page = device(server, shop)
    const command = page.accept('membership', { email: 'a@b.ch' })
    const { subject } = await page.send(command)
    const tablet = device(server, shop)
    for (const [key, value] of page.jar) tablet.jar.set(key, value)
    await page.send(page.say({ type: 'erase' }))
    const late = { ...tablet.say({ type: 'redeem', reward: 'voucher' }), subject }
    const reply = await tablet.send(late, { ...command, subject }, { ...tablet.say({ type: 'erase' }), subject })
    expect(codes(reply)).toEqual(['erased', 'ok', 'erased'])
    expect([reply.subject, tablet.jar.size]).toEqual([null, 0])
    const anew = await tablet.send(tablet.accept('raffle', { email: 'b@b.ch' }))
    expect(codes(anew)).toEqual(['ok'])
    expect(anew.subject).not.toBe(subject)
  })

  it('lets one begin anew once, however often the answer gets lost', async () => {
    const { server } = started(opened)
    const page = device(server, shop)
    await page.send(page.accept('membership', { email: 'a@b.ch' }))
    const cookie = new Map(page.jar)
    await page.send(page.say({ type: 'erase' }))
    const anew = { ...page.accept('membership', { email: 'b@b.ch' }), subject: null }
    const lost = () => {
      const tab = device(server, shop)
      for (const [key, value] of cookie) tab.jar.set(key, value)
      return tab
    }
    const said = [...(await Promise.all([lost().send(anew), lost().send(anew)])), await lost().send(anew)]
    expect(new Set(said.map(({ subject }) => subject)).size).toBe(1)
    expect(new Set(said.map(({ results }) => JSON.stringify(results))).size).toBe(1)
    expect(said.at(-1)?.state).toMatchObject({ points: { bonus: { balance: 500 } }, values: { email: 'b@b.ch' } })
  })

  it('leaves nothing of the erased one to whoever begins anew in the same batch', async () => {
    const page = device(started(opened).server, shop)
    const { subject } = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    const cookie = new Map(page.jar)
    const erase = page.say({ type: 'erase' })
    await page.send(erase)
    for (const [key, value] of cookie) page.jar.set(key, value)
    const anew = { ...page.accept('membership', { email: 'new@b.ch' }), subject: null }
    const old = { ...page.accept('raffle', { email: 'a@b.ch' }, { consents: { newsletter: ['email'] } }), subject }
    const batch = [anew, { ...old, subject }, { ...erase, subject }] as const
    const reply = await page.send(...batch)
    expect(codes(reply)).toEqual(['ok', 'erased', 'ok'])
    expect(reply.state?.values).toEqual({ email: 'new@b.ch' })
    expect(reply.state?.state.grounds).not.toHaveProperty('newsletter')
    page.jar.clear()
    for (const [key, value] of cookie) page.jar.set(key, value)
    const again = await page.send(...batch)
    expect([again.subject, codes(again)]).toEqual([reply.subject, ['ok', 'erased', 'ok']])
  })

  it('unbinds the login, which may begin anew; the backend does not do so by itself', async () => {
    const { server } = started(opened, { authenticate })
    const member = server.subject({ login: 'user-17' })
    const by = { medium: 'file', evidence: 'members.tsv, line 3' }
    const first = await member.enrol('membership', { by, key: 'enrol' })
    const award = { points: { bonus: 7 }, reason: 'order:1', key: 'order:1' }
    await member.award(award)
    expect(await member.erase({ key: 'erase' })).toMatchObject({ ok: true })
    expect(await member.state()).toBeNull()
    expect(await member.award(award)).toMatchObject({ ok: true, known: true })
    expect(await member.award({ ...award, key: 'order:2' })).toMatchObject({ ok: false, error: { code: 'erased' } })
    expect(await member.enrol('membership', { by })).toMatchObject({ ok: false, error: { code: 'erased' } })
    const page = device(server, shop)
    page.headers = { 'x-login': 'user-17' }
    expect(await page.state()).toMatchObject({ subject: null })
    const anew = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    expect(codes(anew)).toEqual(['ok'])
    expect(anew.subject).not.toBe(first.ok && first.subject)
    expect(await member.balance('bonus')).toMatchObject({ available: 500 })
    expect(await member.award({ ...award, key: 'order:3' })).toMatchObject({ ok: true, subject: anew.subject })
  })
})
