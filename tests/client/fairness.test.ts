import { afterEach, describe, expect, it } from 'vitest'
import { memory } from '../../src/client.js'
import { openBrowser, openServer, until } from './world.js'

const pages: { close(): void }[] = []
afterEach(() => {
  for (const page of pages.splice(0)) page.close()
})

async function opened(server = openServer(), options: Parameters<ReturnType<typeof openBrowser>['open']>[0] = {}) {
  const client = openBrowser(server).open(options)
  pages.push(client)
  await client.ready
  return client
}

/** The rate is 1; the address counts 0.49, its retention of 90 days 0.8. */
const raffle = 0.49 * 0.8

describe('a handle', () => {
  it('tells what its offer gives and asks, in one measure, and that what was given once adds nothing', async () => {
    const client = await opened()
    const before = client.offer('raffle').fairness
    expect(before).toMatchObject({ worth: { money: 1.5, from: 'price' }, rate: 1, even: true })
    expect(before.required).toBeCloseTo(raffle, 12)
    expect(before.burden).toBeGreaterThan(before.required)
    expect(before.balance).toBeCloseTo(1.5 - before.burden, 12)
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    expect(client.offer('raffle').fairness.required).toBe(0)
  })

  it('is appraised once it was accepted, on the device where it belongs there, and says so by names', async () => {
    const client = await opened()
    const told: object[] = []
    client.on('appraised', (event) => told.push(event))
    expect(await client.offer('finder').appraise('more')).toMatchObject({ ok: false, error: { code: 'not_accepted' } })
    await client.offer('finder').accept({ terrain: 'forest' })
    expect(await client.offer('finder').appraise('more')).toMatchObject({ ok: true })
    expect(client.snapshot().status.unsent).toBe(0)
    expect(told).toEqual([{ offer: 'finder', worth: 'more' }])
  })

  it('is appraised at the server, which decides it anew and tells it with the record', async () => {
    const server = openServer()
    const client = await opened(server)
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    const said = await client.offer('raffle').appraise('less')
    if (!said.ok) throw new Error(said.error.code)
    expect(await said.settled).toMatchObject({ ok: true })
    await client.offer('raffle').appraise('even')
    await client.sync()
    const id = client.snapshot().subject as string
    const record = await server.subject(id).record()
    expect(record?.offers).toEqual([expect.objectContaining({ offer: 'raffle', appraised: 'even' })])
    expect(record?.balance).toEqual({ money: 'CHF', ...client.balance().server })
  })
})

describe('the balance', () => {
  it('is nothing before anything was given', async () => {
    const client = await opened()
    const nothing = { gave: 0, got: 0, months: [] }
    expect(client.balance()).toEqual({ money: 'CHF', server: nothing, device: nothing })
  })

  it('counts at once, stays when the server has answered, and keeps apart what stays on the device', async () => {
    const client = await opened()
    await client.offer('finder').accept({ terrain: 'forest' })
    const accepted = await client.offer('raffle').accept({ email: 'a@b.ch' })
    const at = client.balance()
    // A taste on the device: 0.3 × 0.25; nobody says what the selection is worth.
    expect(at.device).toMatchObject({ gave: 0.075, got: 0 })
    expect(at.server).toMatchObject({ gave: 0.392, got: 1.5 })
    if (accepted.ok) await accepted.settled
    expect(client.balance()).toEqual(at)
    expect(client.export()).toMatchObject({ weighed: { server: at.server.months, device: at.device.months } })
  })

  it('outlasts the page', async () => {
    const storage = memory()
    const server = openServer()
    const browser = openBrowser(server, storage)
    const first = browser.open()
    await first.ready
    await first.offer('finder').accept({ terrain: 'forest' })
    await first.offer('raffle').accept({ email: 'a@b.ch' })
    await first.sync()
    const balance = first.balance()
    first.close()
    const second = browser.open()
    pages.push(second)
    await second.ready
    await until(() => second.snapshot().phase === 'ready')
    expect(second.balance()).toEqual(balance)
  })
})

describe('what many have said', () => {
  const learned = { worth: { finder: { answers: 20, median: 'more' } } } as const

  it('counts on the page and on the server alike', async () => {
    const client = await opened(openServer({ learned }), { learned })
    const { worth } = client.offer('finder').fairness
    expect(worth).toMatchObject({ from: 'appraised', appraised: { answers: 20 } })
    expect(worth.money).toBeCloseTo(2 * 0.3 * 0.25, 12)
    await client.offer('finder').accept({ terrain: 'forest' })
    expect(client.balance().device).toMatchObject({ gave: 0.075, got: 0.15 })
  })
})
