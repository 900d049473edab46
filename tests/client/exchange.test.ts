import { describe, expect, it } from 'vitest'
import { offline, openBrowser, openServer, until } from './world.js'

describe('an exchange', () => {
  it('is applied at once, sent, and confirmed by the server', async () => {
    const browser = openBrowser(openServer())
    const client = browser.open()
    expect(client.can('review')).toBe(false)
    expect(client.next()).toBeNull()
    await client.ready
    expect(client.next()?.id).toBe('membership')
    const result = await client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' }, { by: 'tick' })
    expect(result).toMatchObject({ ok: true, benefit: { state: 'pending' } })
    expect(client.can('review')).toBe(true)
    if (!result.ok) return
    const settled = await result.settled
    expect(settled).toMatchObject({ ok: true, outcome: { benefit: { state: 'given' } } })
    expect(client.points('bonus')).toMatchObject({ available: 500, pending: 0 })
    expect(client.read('email', 'club')).toBe('a@b.ch')
    expect(client.snapshot()).toMatchObject({ status: { unsent: 0, connection: 'online' } })
    expect(client.snapshot().subject).toMatch(/^[0-9a-f-]{36}$/)
    client.close()
  })

  it('requests nothing before it (law 8)', async () => {
    const browser = openBrowser(openServer())
    const client = browser.open()
    await client.ready
    await client.offer('finder').accept({ terrain: 'alpine' })
    await client.offer('raffle').decline()
    await client.offer('membership').dismiss()
    client.offer('raffle').shown()
    await client.observe('basket', ['85123A'])
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(browser.requests).toEqual([])
    expect(browser.cookie).toBe('')
    client.close()
  })

  it('waits while offline, and goes on where it was after the page was closed', async () => {
    const browser = openBrowser(openServer())
    browser.network = offline
    const first = browser.open()
    await first.ready
    await first.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    await until(() => first.snapshot().status.connection === 'offline')
    first.close()
    browser.network = (request, serve) => serve(request)
    const second = browser.open()
    await second.ready
    expect(second.can('review')).toBe(true)
    expect(second.points('bonus')).toMatchObject({ available: 0, pending: 500 })
    await second.sync()
    expect(second.snapshot().status).toMatchObject({ unsent: 0, connection: 'online' })
    expect(second.points('bonus')).toMatchObject({ available: 500, pending: 0 })
    second.close()
    const third = browser.open()
    await third.ready
    expect(third.points('bonus').available).toBe(500)
    expect(third.read('email', 'club')).toBe('a@b.ch')
    third.close()
  })
})
