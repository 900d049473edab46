import { memory } from 'evenhanded/client'
import { describe, expect, it } from 'vitest'
import { openBrowser, openServer } from './world.js'

async function ready(server = openServer()) {
  const browser = openBrowser(server)
  const client = browser.open()
  await client.ready
  return { client, browser, server }
}

const form = (entries: readonly (readonly [string, string])[]): FormData => {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

describe('what a handle shows', () => {
  it('is what the program says, with the reason, the purpose and the points of each ask', async () => {
    const { client } = await ready()
    const offer = client.offer('membership')
    expect(offer.principle).toBe('convert')
    expect(offer.gives).toEqual([{ benefit: 'points', points: { bonus: 500 }, says: '500 points to start with' }])
    expect(offer.asks.map(({ field, optional }) => [field, optional])).toEqual([
      ['email', false],
      ['terrain', false],
      ['birthday', true],
      ['size', true],
    ])
    expect(offer.asks[2]).toMatchObject({
      label: 'Birthday',
      because: 'For a present on the day',
      purpose: { id: 'treats', label: 'A present on your birthday', basis: 'consent' },
      points: { bonus: 100 },
    })
    expect(offer.notice.text).toContain('Alpine Shop AG')
    expect(offer.notice.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(offer.accepted).toBe(false)
    client.close()
  })

  it('stays the same object until something changes', async () => {
    const { client } = await ready()
    const before = client.offer('raffle')
    expect(client.offer('raffle')).toBe(before)
    expect(client.snapshot()).toBe(client.snapshot())
    await client.offer('finder').accept({ terrain: 'city' })
    expect(client.offer('raffle')).not.toBe(before)
    client.close()
  })

  it('does not ask again what is known, on the device as on the server', async () => {
    const { client } = await ready()
    await client.offer('finder').accept({ terrain: 'forest' })
    expect(client.offer('membership').known).toEqual([
      { field: 'terrain', label: 'Where you walk', value: 'forest', text: 'In the forest' },
    ])
    expect(client.offer('membership').asks.map(({ field }) => field)).toEqual(['email', 'birthday', 'size'])
    await client.offer('raffle').accept({ email: 'a@b.ch' })
    expect(client.offer('membership').asks.map(({ field }) => field)).toEqual(['birthday', 'size'])
    client.close()
  })

  it('names the offer that the program does not have', async () => {
    const { client } = await ready()
    expect(() => client.offer('constructor' as 'raffle')).toThrow('alpine-shop declares no offer constructor')
    client.close()
  })
})

describe('what travels with an acceptance', () => {
  it('is what the offer asks and the device knows, and nothing else', async () => {
    const { client, browser } = await ready()
    await client.observe('basket', ['85123A'])
    await client.offer('finder').accept({ terrain: 'forest' })
    const accepted = await client.offer('membership').accept({ email: 'a@b.ch' })
    if (!accepted.ok) throw new Error(accepted.error.code)
    expect(await accepted.settled).toMatchObject({ ok: true })
    const [sent] = browser.requests
    expect(JSON.parse(sent?.body ?? '').commands[0].answers).toEqual({ email: 'a@b.ch', terrain: 'forest' })
    expect(client.read('terrain', 'club')).toBe('forest')
    client.close()
  })

  it('leaves a preference at home where the offer does not ask it', async () => {
    const { client, browser } = await ready()
    await client.offer('finder').accept({ terrain: 'forest' })
    const accepted = await client.offer('raffle').accept({ email: 'a@b.ch' })
    if (!accepted.ok) throw new Error(accepted.error.code)
    await accepted.settled
    expect(browser.requests.map(({ body }) => body).join()).not.toContain('forest')
    client.close()
  })
})

describe('submit', () => {
  it('coerces each entry to what its field takes, and leaves empty ones out', async () => {
    const { client } = await ready()
    const result = await client.offer('membership').submit(
      form([
        ['email', 'a@b.ch'],
        ['terrain', 'city'],
        ['size', '42'],
        ['birthday', ''],
        ['csrf', 'not ours'],
      ]),
    )
    expect(result).toMatchObject({ ok: true })
    expect(client.read('size', 'treats')).toBe('EU 42')
    expect(client.read('birthday', 'treats')).toBeUndefined()
    client.close()
  })

  it('takes ticked boxes as consents, and an unticked one as a no', async () => {
    const { client } = await ready()
    await client.offer('raffle').submit(form([['email', 'a@b.ch']]))
    expect(client.read('email', 'newsletter')).toBeUndefined()
    await client.offer('raffle').submit(
      form([
        ['email', 'a@b.ch'],
        ['consent:newsletter', 'email'],
      ]),
      { by: 'tick' },
    )
    expect(client.read('email', 'newsletter')).toBe('a@b.ch')
    expect(client.offer('raffle').invites).toEqual([
      { purpose: 'newsletter', label: 'Send news', fields: ['email'], granted: true },
    ])
    client.close()
  })

  it('says which field is wrong', async () => {
    const { client } = await ready()
    const result = await client.offer('raffle').submit(form([['email', 'nobody']]))
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid', fields: { email: 'Not an e-mail address' } } })
    expect(client.snapshot().status.unsent).toBe(0)
    client.close()
  })
})

describe('saying no', () => {
  it('rests an offer that was declined or dismissed, and counts a display once', async () => {
    const { client } = await ready()
    client.offer('finder').shown()
    client.offer('finder').shown()
    expect(client.next()?.id).toBe('membership')
    await client.offer('membership').dismiss()
    expect(client.next()?.id).toBe('raffle')
    await client.offer('raffle').decline()
    expect(client.next()?.id).toBe('finder')
    expect(client.explain({ offer: 'raffle' }).reasons).toMatchObject([{ code: 'at_rest' }])
    const { offers } = client.export() as { offers: { device: { [id: string]: { displays: number } } } }
    expect(offers.device.finder).toMatchObject({ displays: 1 })
    client.close()
  })

  it('tells the server once there is somebody to tell it of', async () => {
    const { client, browser } = await ready()
    const accepted = await client.offer('raffle').accept({ email: 'a@b.ch' })
    if (accepted.ok) await accepted.settled
    const declined = await client.offer('membership').decline()
    if (!declined.ok) throw new Error(declined.error.code)
    expect(await declined.settled).toMatchObject({ ok: true })
    expect(browser.requests.at(-1)?.body).toContain('"type":"decline"')
    client.close()
  })
})

describe('what outlasts a visit', () => {
  it('is preferences and what became of the offers; observed values are gone', async () => {
    const storage = memory()
    const browser = openBrowser(openServer(), storage)
    const first = browser.open()
    await first.ready
    await first.observe('basket', ['85123A'])
    await first.offer('finder').accept({ terrain: 'alpine' })
    expect(first.read('basket', 'fit')).toEqual(['85123A'])
    first.close()
    const place = await storage('evenhanded:alpine-shop')
    expect(JSON.stringify(await place.entries())).not.toContain('85123A')
    const second = browser.open()
    await second.ready
    expect(second.read('terrain', 'fit')).toBe('alpine')
    expect(second.read('basket', 'fit')).toBeUndefined()
    second.close()
  })

  it('is nothing on a device of the site', async () => {
    const storage = memory()
    const browser = openBrowser(openServer(), storage)
    const client = browser.open({ touchpoint: 'till' })
    await client.ready
    await client.observe('basket', ['85123A'])
    await client.offer('membership').dismiss()
    expect(client.next()?.id).toBe('tillCoupon')
    expect(await client.offer('tillCoupon').accept()).toMatchObject({ ok: true, benefit: { state: 'given' } })
    await client.offer('finder').accept({ terrain: 'alpine' })
    expect(client.snapshot().status).toMatchObject({ storage: 'memory', reason: 'This storage ends with the page.' })
    expect(await (await storage('evenhanded:alpine-shop')).entries()).toEqual([])
    client.close()
  })
})
