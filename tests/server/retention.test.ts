import { describe, expect, it } from 'vitest'
import { createServer, memory } from '../../src/server.js'
import { clubWith, day, origin } from '../core/consent/club.js'
import { codes, device, secret } from './support/device.js'

const program = clubWith()

/** A club whose clock can be set. */
const opened = () => {
  const time = { now: origin }
  const store = memory({ clock: () => time.now })
  const server = createServer({ program, store, secrets: [secret], clock: () => time.now })
  return { server, time, page: device(server, program) }
}

describe('retention', () => {
  it('erases by due work what was kept for a while, from its declared start', async () => {
    const { server, time, page } = opened()
    const reply = await page.send(page.accept('raffle', { email: 'a@b.ch' }))
    const member = server.subject(reply.subject as string)
    time.now = Date.UTC(2026, 5, 29)
    await server.dueWork()
    expect((await member.state())?.values).toEqual({ email: 'a@b.ch' })
    time.now += 2 * day
    await server.dueWork()
    expect((await member.state())?.values).toEqual({})
    expect((await member.state())?.state.grounds.draw?.email?.status).toBe('expired')
  })

  it('lets an unconfirmed consent lapse, and forgets the address that came with it', async () => {
    const { server, time, page } = opened()
    const reply = await page.send(page.accept('letterOnly', { email: 'a@b.ch' }))
    time.now += 14 * day
    await server.dueWork()
    expect((await server.subject(reply.subject as string).state())?.values).toEqual({})
  })

  it('keeps what a legal duty holds of who was erased until its time is over, and then erases that too', async () => {
    const { server, time, page } = opened()
    const reply = await page.send(page.accept('membership', { email: 'tax@b.ch', taste: 'sweet' }))
    const member = server.subject(reply.subject as string)
    expect(codes(await page.send(page.say({ type: 'erase' })))).toEqual(['ok'])
    expect(await member.read('taste', 'books')).toBe('sweet')
    time.now = Date.UTC(2036, 0, 2)
    await server.dueWork()
    time.now = origin + day
    // Also by a clock that were set back: the value is gone, and not only out of reach.
    expect(await member.read('taste', 'books')).toBeUndefined()
  })
})

describe('what staff write down for somebody', () => {
  it('keeps who did it, through what, and where the proof lies', async () => {
    const { server, page } = opened()
    const reply = await page.send(page.accept('membership', { email: 'a@b.ch' }, { consents: { ads: ['email'] } }))
    const member = server.subject(reply.subject as string)
    const by = { actor: 'staff:17', medium: 'phone', evidence: 'call 88', givenAt: origin - day }
    expect(await member.withdraw('ads', undefined, { by })).toMatchObject({ ok: true })
    expect(await member.restrict({ by })).toMatchObject({ ok: true })
    expect(await member.read('email', 'club')).toBeUndefined()
    expect(await member.unrestrict({ by })).toMatchObject({ ok: true })
    expect(await member.read('email', 'club')).toBe('a@b.ch')
  })
})
