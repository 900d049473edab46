import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SubjectCommand } from '../../src/index.js'
import { createServer, type Server, type ServerOptions } from '../../src/server.js'
import { codes, device, secret } from './support/device.js'
import { shop } from './support/shop.js'
import { type Opened, stores } from './support/stores.js'
import { watched } from './support/watched.js'

describe.each(stores)('a batch of commands, kept in %s', (_, open) => {
  let opened: Opened
  let seen: ReturnType<typeof watched>['seen']
  let server: Server
  let page: ReturnType<typeof device>

  const start = (options: Partial<ServerOptions> = {}): void => {
    const watching = watched(opened.store)
    seen = watching.seen
    const own = { program: shop, secrets: [secret], store: watching.store, tenant: crypto.randomUUID() }
    server = createServer({ ...own, ...options } as ServerOptions)
    page = device(server, shop)
  }

  beforeAll(async () => {
    opened = await open()
  })
  beforeEach(() => start())
  afterAll(() => opened.close())

  it('makes a subject with the first accepted exchange, in two round trips', async () => {
    const reply = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    expect(codes(reply)).toEqual(['ok'])
    expect(reply.results[0]).toMatchObject({ outcome: { benefit: { state: 'given' }, points: [{ amount: 500 }] } })
    expect(reply.state?.values).toEqual({ email: 'a@b.ch' })
    expect(reply.state?.points.bonus?.balance).toBe(500)
    expect([seen.loads.length, seen.stores]).toEqual([1, 1])
    expect(await page.state()).toMatchObject({ subject: reply.subject, rev: reply.rev, state: reply.state })
  })

  it('answers each command by itself, and many in two round trips', async () => {
    const reply = await page.send(
      page.accept('membership', { email: 'nobody' }),
      page.accept('raffle', { email: 'a@b.ch' }),
      page.say({ type: 'redeem', reward: 'voucher' }),
      { id: crypto.randomUUID(), type: 'award', points: { bonus: 1_000_000 } },
      { id: crypto.randomUUID(), type: 'nonsense' },
      page.accept('membership', { birthday: '1990-02-03' }, { consents: { treats: ['birthday'] } }),
      page.say({ type: 'redeem', reward: 'voucher' }),
      page.say({ type: 'rectify', field: 'email', value: 'c@d.ch' }),
      page.say({ type: 'withdraw', purpose: 'treats' }),
      page.say({ type: 'withdraw', purpose: 'unused' }),
      page.say({ type: 'decline', offer: 'callback' }),
      page.say({ type: 'leave', offer: 'raffle' }),
    )
    const before = ['invalid', 'ok', 'not_enough_points', 'backend_only', 'bad_command']
    expect(codes(reply)).toEqual([...before, ...Array(7).fill('ok')])
    expect(reply.results[0]).toMatchObject({ error: { fields: { email: 'Give an address.' } } })
    expect(reply.results[5]).toMatchObject({ outcome: { points: [{ amount: 500 }, { amount: 100 }] } })
    expect(reply.state?.values).toEqual({ email: 'c@d.ch' })
    expect(reply.state?.points.bonus?.balance).toBe(100)
    expect([seen.loads.length, seen.stores]).toEqual([1, 1])
    expect((await page.state()).state).toEqual(reply.state)
  })

  it('gives a replay its first answer, to the byte, and does nothing again', async () => {
    const first = [
      page.accept('membership', { email: 'a@b.ch' }),
      page.say({ type: 'leave', offer: 'raffle' }),
      page.say({ type: 'redeem', reward: 'voucher' }),
      page.say({ type: 'redeem', reward: 'voucher' }),
    ]
    const said = await page.send(...first)
    expect(codes(said)).toEqual(['ok', 'not_accepted', 'ok', 'not_enough_points'])
    await server.subject(said.subject as string).award({ points: { bonus: 5_000 }, reason: 'r', key: 'r' })
    const stored = seen.stores
    const again = await page.send(...first.map((command) => ({ ...command, seen: 7, own: [] })))
    expect(JSON.stringify(again.results)).toBe(JSON.stringify(said.results))
    expect(seen.stores).toBe(stored)
    expect(again.state?.points.bonus?.balance).toBe(5_000)
  })

  it('gives a replay the same answer whether it names its subject by now or not', async () => {
    const command = page.accept('raffle', { email: 'a@b.ch' })
    const said = await page.send(command)
    expect(command.subject).toBeNull()
    const again = await page.send({ ...command, subject: said.subject })
    expect(again.results).toEqual(said.results)
  })

  it('refuses one id with other content, stored or in the same batch', async () => {
    const command = page.accept('raffle', { email: 'a@b.ch' })
    const other = { ...command, answers: { email: 'c@d.ch' } }
    const said = await page.send(command, other, command)
    expect(codes(said)).toEqual(['ok', 'id_reused', 'ok'])
    expect(said.results[2]).toEqual(said.results[0])
    expect(codes(await page.send({ ...other, subject: said.subject }))).toEqual(['id_reused'])
    expect((await page.state()).state?.values).toEqual({ email: 'a@b.ch' })
  })

  it('finds the subject again that a lost answer had made, and no second one is made', async () => {
    const command = page.accept('membership', { email: 'a@b.ch' })
    const said = await page.send(command)
    const forgetful = device(server, shop)
    const again = await forgetful.send(command, forgetful.accept('raffle', {}))
    expect(again.subject).toBe(said.subject)
    expect(again.results[0]).toEqual(said.results[0])
    expect(codes(again)).toEqual(['ok', 'ok'])
    expect(forgetful.jar.size).toBe(1)
  })

  it('gives nobody a session for an id without its content', async () => {
    const command = page.accept('membership', { email: 'a@b.ch' })
    const said = await page.send(command)
    const thief = device(server, shop)
    const reply = await thief.send({ ...command, answers: { email: 'thief@b.ch' } })
    expect([codes(reply), reply.subject, reply.state, thief.jar.size]).toEqual([['id_reused'], null, null, 0])
    expect(await page.state()).toMatchObject({ subject: said.subject })
    expect((await page.state()).state?.values).toEqual({ email: 'a@b.ch' })
  })

  it('makes no second subject of one first acceptance, with other content or out of reach', async () => {
    const authenticate = ({ headers }: Request) =>
      headers.has('x-login') ? { id: headers.get('x-login') as string } : null
    start({ authenticate })
    page.headers = { 'x-login': 'user-17' }
    const command = page.accept('membership', { email: 'a@b.ch' })
    const first = await page.send(command)
    const signedOut = device(server, shop)
    const replay = await signedOut.send(command)
    expect(replay.results).toEqual(first.results)
    expect(replay).toMatchObject({ subject: null, state: null })
    expect(signedOut.jar.size).toBe(0)
    const other = await signedOut.send({ ...command, answers: { email: 'c@d.ch' } })
    expect([codes(other), other.subject, seen.stores]).toEqual([['id_reused'], null, 1])
  })

  it('takes no command of another subject', async () => {
    const mine = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    const other = device(server, shop)
    await other.send(other.accept('membership', { email: 'c@d.ch' }))
    const redeem = { ...page.say({ type: 'redeem', reward: 'voucher' }), subject: mine.subject }
    expect(codes(await other.send(redeem))).toEqual(['wrong_subject'])
    const stranger = device(server, shop)
    expect(codes(await stranger.send(redeem))).toEqual(['wrong_subject'])
    expect((await page.state()).state?.points.bonus?.balance).toBe(500)
    expect(codes(await page.send(redeem))).toEqual(['ok'])
  })

  it('keeps nothing of somebody who accepted nothing, and says so', async () => {
    const reply = await page.send(
      page.say({ type: 'decline', offer: 'raffle' }),
      page.say({ type: 'withdraw', purpose: 'newsletter' }),
      page.accept('raffle', {}),
      page.say({ type: 'erase' }),
      page.say({ type: 'redeem', reward: 'voucher' }),
    )
    expect(codes(reply)).toEqual(['no_subject', 'no_subject', 'missing', 'no_subject', 'not_enough_points'])
    expect(reply).toMatchObject({ subject: null, state: null, rev: 0 })
    expect([seen.stores, page.jar.size, page.last.headers.get('set-cookie')]).toEqual([0, 0, null])
  })

  it('keeps a no that came before the first yes of its batch', async () => {
    const reply = await page.send(
      page.say({ type: 'decline', offer: 'raffle' }),
      page.accept('membership', { email: 'a@b.ch' }),
    )
    expect(codes(reply)).toEqual(['ok', 'ok'])
    expect(reply.state?.state.offers.raffle?.status).toBe('declined')
  })

  it('takes ids for ninety days', async () => {
    await page.send(page.accept('raffle', { email: 'a@b.ch' }))
    const day = 86_400_000
    const aged = (days: number): string => {
      const time = (Date.now() - days * day).toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`
    }
    const leave = (days: number): SubjectCommand => page.say({ type: 'leave', offer: 'raffle', id: aged(days) })
    expect(codes(await page.send(leave(91), leave(89)))).toEqual(['expired_id', 'ok'])
  })

  it('believes no clock that runs ahead', async () => {
    const ahead = Date.now() + 10 * 365 * 86_400_000
    const reply = await page.send(page.accept('raffle', { email: 'a@b.ch' }, { at: ahead }))
    expect(reply.state?.state.known.email?.source.givenAt).toBeLessThan(ahead)
    expect(seen.steps[0]?.commands[0]?.said?.givenAt).toBeLessThan(ahead)
  })

  it('keeps what was shown with what was accepted', async () => {
    await page.send(page.accept('raffle', { email: 'a@b.ch' }), page.accept('membership', {}))
    const [step] = seen.steps
    expect(step?.notices).toHaveLength(2)
    expect(step?.notices?.[0]?.text).toContain('Win shoes')
  })

  it('waits for schemas that answer later', async () => {
    const reply = await page.send(page.accept('callback', { phone: '077' }), page.accept('callback', { phone: '+41' }))
    expect(codes(reply)).toEqual(['invalid', 'ok'])
    expect(reply.results[0]).toMatchObject({ error: { fields: { phone: 'Begin with +.' } } })
  })

  it('is told when a schema breaks, and holds up nothing', async () => {
    const errors: unknown[] = []
    const broken = {
      '~standard': {
        version: 1 as const,
        vendor: 'test',
        validate: () => {
          throw new Error('no such table')
        },
      },
    }
    const program = { ...shop, fields: { ...shop.fields, phone: { ...shop.fields.phone, schema: broken } } }
    start({ program: program as never, onError: (error) => errors.push(error) })
    const reply = await page.send(page.accept('callback', { phone: '+41' }), page.accept('raffle', { email: 'a@b.ch' }))
    expect(codes(reply)).toEqual(['invalid', 'ok'])
    expect(JSON.stringify(reply)).not.toContain('no such table')
    expect(errors).toHaveLength(1)
  })
})
