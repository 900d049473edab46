import { describe, expect, it } from 'vitest'
import { createClient, memory } from '../../src/client.js'
import { shop } from './shop.js'

describe('a page without a server', () => {
  const opened = async () => {
    const client = createClient({ program: shop, touchpoint: 'web', storage: memory() })
    await client.ready
    return client
  }

  it('chooses as any other, and says that it has nobody to talk to', async () => {
    const client = await opened()
    expect(client.snapshot().status.connection).toBe('none')
    const chosen = await client.offer('finder').accept({ terrain: 'forest' })
    expect(chosen.ok && (await chosen.settled).ok).toBe(true)
    expect(client.read('terrain', 'fit')).toBe('forest')
    client.close()
  })

  it('keeps an exchange until there is one', async () => {
    const client = await opened()
    const raffle = await client.offer('raffle').accept({ email: 'a@b.ch' })
    await client.sync()
    expect(raffle).toMatchObject({ ok: true, benefit: { state: 'pending' } })
    expect(client.snapshot().status).toMatchObject({ connection: 'none', unsent: 1 })
    client.close()
  })
})
