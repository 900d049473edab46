import { describe, expect, it } from 'vitest'
import { createServer, memory, type ServerOptions } from '../../src/server.js'
import { codes, device, secret } from './support/device.js'
import { shop } from './support/shop.js'
import { watched } from './support/watched.js'

const started = (options: Partial<ServerOptions> = {}) => {
  const { store, seen } = watched(options.store ?? memory())
  const server = createServer({ program: shop, secrets: [secret], ...options, store } as never)
  return { server, seen, page: device(server, shop) }
}

describe('a batch of commands', () => {
  it('makes a subject with the first accepted exchange, in two round trips', async () => {
    const { page, seen } = started()
    const reply = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    expect(codes(reply)).toEqual(['ok'])
    expect(reply.results[0]).toMatchObject({ outcome: { benefit: { state: 'given' }, points: [{ amount: 500 }] } })
    expect(reply.state?.values).toEqual({ email: 'a@b.ch' })
    expect(reply.state?.points.bonus?.balance).toBe(500)
    expect([seen.loads.length, seen.stores]).toEqual([1, 1])
    expect(await page.state()).toMatchObject({ subject: reply.subject, rev: reply.rev, state: reply.state })
  })

  it('answers each command by itself', async () => {
    const { page } = started()
    const reply = await page.send(
      page.accept('membership', { email: 'nobody' }),
      page.accept('raffle', { email: 'a@b.ch' }),
      page.say({ type: 'redeem', reward: 'voucher' }),
      { id: crypto.randomUUID(), type: 'award', points: { bonus: 1_000_000 } },
      { id: crypto.randomUUID(), type: 'nonsense' },
      page.say({ type: 'leave', offer: 'raffle' }),
    )
    expect(codes(reply)).toEqual(['invalid', 'ok', 'not_enough_points', 'backend_only', 'bad_command', 'ok'])
    expect(reply.results[0]).toMatchObject({ error: { fields: { email: 'Give an address.' } } })
  })
})
