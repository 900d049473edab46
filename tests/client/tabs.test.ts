import 'fake-indexeddb/auto'
import { indexedDb } from 'evenhanded/client'
import { describe, expect, it } from 'vitest'
import { offline, openBrowser, openServer, until } from './world.js'

describe('two tabs of one browser', () => {
  it('see what the other accepted, before and after the server has answered', async () => {
    const browser = openBrowser(openServer())
    browser.network = offline
    const [one, two] = [browser.open(), browser.open()]
    await Promise.all([one.ready, two.ready])
    const joined = await one.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    await until(() => two.can('review'))
    expect(two.snapshot()).toMatchObject({ subject: null, status: { unsent: 1 } })
    browser.network = (request, serve) => serve(request)
    // Sent by the other one: the answer finds who waits for it.
    await two.sync()
    if (joined.ok) expect(await joined.settled).toMatchObject({ ok: true })
    expect(one.snapshot().subject).toBe(two.snapshot().subject)
    expect(one.points('bonus').available).toBe(500)
    expect(two.points('bonus').available).toBe(500)
    one.close()
    two.close()
  })

  it('follow each other when somebody signs out', async () => {
    const browser = openBrowser(openServer(), indexedDb())
    const [one, two] = [browser.open(), browser.open()]
    await Promise.all([one.ready, two.ready])
    const joined = await one.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    if (joined.ok) await joined.settled
    await until(() => two.snapshot().subject !== null)
    await one.signOut({ unsent: 'send' })
    await until(() => two.snapshot().subject === null)
    expect(two.known()).toEqual([])
    one.close()
    two.close()
  })

  it('settle what was sent by the other although its word did not come across', async () => {
    const browser = openBrowser(openServer())
    browser.network = offline
    const channel = globalThis.BroadcastChannel
    Reflect.deleteProperty(globalThis, 'BroadcastChannel')
    const [one, two] = [browser.open(), browser.open()]
    globalThis.BroadcastChannel = channel
    await Promise.all([one.ready, two.ready])
    const joined = await one.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    browser.network = (request, serve) => serve(request)
    await two.sync()
    await one.sync()
    if (joined.ok) expect(await joined.settled).toMatchObject({ ok: true })
    expect(one.points('bonus').available).toBe(500)
    one.close()
    two.close()
  })
})
