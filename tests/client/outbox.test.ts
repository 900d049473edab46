import { memory, type OpenStorage, type Storage } from 'evenhanded/client'
import { describe, expect, it } from 'vitest'
import { offline, openBrowser, openServer, until } from './world.js'

/** A storage whose every call is told, and which refuses to write while `full`. */
function watched() {
  const inner = memory()
  const told: { readonly name: string; readonly keys: readonly string[] }[] = []
  const watch = { told, full: false, destroyed: 0 }
  const open: OpenStorage = async (name) => {
    const place = await inner(name)
    const storage: Storage = {
      ...place,
      durable: true,
      async setMany(entries) {
        if (watch.full) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
        told.push({ name: `set ${name}`, keys: entries.map(([key]) => key) })
        await new Promise((resolve) => setTimeout(resolve, 2))
        await place.setMany(entries)
      },
      async delMany(keys) {
        told.push({ name: `delete ${name}`, keys })
        await place.delMany(keys)
      },
      async destroy() {
        watch.destroyed += 1
        await place.destroy()
      },
    }
    return storage
  }
  return { open, watch, inner }
}

describe('the outbox', () => {
  it('writes commands of one moment as one value, and resolves when it is written', async () => {
    const { open, watch, inner } = watched()
    const browser = openBrowser(openServer(), open)
    browser.network = offline
    const client = browser.open()
    await client.ready
    const first = Array.from({ length: 100 }, () => client.offer('raffle').accept({ email: 'a@b.ch' }))
    await first[0]
    const written = (await (await inner('evenhanded:alpine-shop')).entries()).filter(([key]) =>
      key.startsWith('outbox:'),
    )
    expect(written.map(([, kept]) => (kept as { commands: unknown[] }).commands.length)).toEqual([100])
    await Promise.all(first)
    await Promise.all(Array.from({ length: 100 }, () => client.offer('raffle').accept({ email: 'a@b.ch' })))
    expect(watch.told.filter(({ name }) => name.startsWith('set'))).toHaveLength(2)
    client.close()
  })

  it('deletes exactly what was answered, after the answer is kept, and never a range', async () => {
    const { open, watch, inner } = watched()
    const browser = openBrowser(openServer(), open)
    const client = browser.open()
    await client.ready
    const one = await client.offer('raffle').accept({ email: 'a@b.ch' })
    if (one.ok) await one.settled
    browser.network = async (request, serve) => {
      const response = await serve(request)
      // Said while the answer was on its way: not answered by it.
      await client.offer('raffle').accept({ email: 'late@b.ch' })
      browser.network = offline
      return response
    }
    const two = await client.offer('raffle').accept({ email: 'c@d.ch' })
    if (two.ok) await two.settled
    await until(() => client.snapshot().status.connection === 'offline')
    const id = client.snapshot().subject
    const left = (await (await inner(`evenhanded:alpine-shop:${id}`)).entries()).filter(([key]) =>
      key.startsWith('outbox:'),
    )
    expect(left.map(([, kept]) => (kept as { commands: { answers: unknown }[] }).commands[0]?.answers)).toEqual([
      { email: 'late@b.ch' },
    ])
    const writes = watch.told.map(
      ({ name, keys }) => `${name.split(' ')[0]} ${keys.map((key) => key.split(':')[0]).join()}`,
    )
    expect(writes.slice(-3)).toEqual(['set outbox', 'set home', 'delete outbox'])
    expect(watch.destroyed).toBe(0)
    client.close()
  })

  it('goes on in memory where storage is full, says so, and catches up', async () => {
    const { open, watch, inner } = watched()
    const browser = openBrowser(openServer(), open)
    browser.network = offline
    const client = browser.open()
    await client.ready
    watch.full = true
    expect(await client.offer('raffle').accept({ email: 'a@b.ch' })).toMatchObject({ ok: true })
    expect(client.snapshot().status).toMatchObject({
      storage: 'memory',
      reason: 'QuotaExceededError: The quota has been exceeded.',
      unsent: 1,
    })
    watch.full = false
    await client.offer('raffle').accept({ email: 'c@d.ch' })
    expect(client.snapshot().status.storage).toBe('durable')
    expect(client.snapshot().status).not.toHaveProperty('reason')
    const kept = (await (await inner('evenhanded:alpine-shop')).entries()).filter(([key]) => key.startsWith('outbox:'))
    expect(kept).toHaveLength(2)
    client.close()
  })

  it('sends although storage refuses everything', async () => {
    const refuse = () => Promise.reject(new DOMException('Access is denied.', 'SecurityError'))
    const browser = openBrowser(openServer(), refuse)
    const client = browser.open()
    await client.ready
    expect(client.snapshot().status).toMatchObject({ storage: 'memory', reason: 'SecurityError: Access is denied.' })
    const result = await client.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    if (result.ok) expect(await result.settled).toMatchObject({ ok: true })
    expect(client.points('bonus').available).toBe(500)
    expect(client.snapshot().status.storage).toBe('memory')
    client.close()
  })

  it('is found again by a page that was closed between the answer and its cleaning up', async () => {
    const storage = memory()
    const browser = openBrowser(openServer(), storage)
    const first = browser.open()
    await first.ready
    const one = await first.offer('membership').accept({ email: 'a@b.ch', terrain: 'city' })
    if (one.ok) await one.settled
    first.close()
    const place = await storage(`evenhanded:alpine-shop:${first.snapshot().subject}`)
    const { commands } = JSON.parse(browser.requests[0]?.body ?? '')
    const kept = { program: { version: 1 }, commands }
    await place.setMany([['outbox:0', kept]])
    const home = (await place.get('home')) as object
    await place.setMany([['home', { ...home, done: ['outbox:0'] }]])
    const second = browser.open()
    await second.ready
    expect(second.snapshot().status.unsent).toBe(0)
    expect(await place.get('outbox:0')).toBeUndefined()
    // And where the answer itself was not kept, the server gives the first one again: nothing is given twice.
    await place.setMany([['outbox:1', kept]])
    await second.sync()
    expect(second.points('bonus').available).toBe(500)
    second.close()
  })
})
