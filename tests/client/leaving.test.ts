import { memory } from 'evenhanded/client'
import { describe, expect, it } from 'vitest'
import { offline, openBrowser, openServer, type ShopServer, until } from './world.js'

async function member(server: ShopServer = openServer(), clock = Date.now) {
  const storage = memory()
  const browser = openBrowser(server, storage)
  const client = browser.open({ clock })
  await client.ready
  await client.offer('finder').accept({ terrain: 'city' })
  const joined = await client.offer('membership').accept({ email: 'a@b.ch', birthday: '1990-02-03' })
  if (joined.ok) await joined.settled
  const id = client.snapshot().subject
  const places = async () =>
    JSON.stringify([
      await (await storage('evenhanded:alpine-shop')).entries(),
      await (await storage(`evenhanded:alpine-shop:${id}`)).entries(),
    ])
  return { server, storage, browser, client, id, places }
}

describe('exits', () => {
  it('work where the purpose is: withdraw and leave at the server, object on the device', async () => {
    const { client, browser } = await member()
    const withdrawn = await client.consents.withdraw('treats', ['birthday'])
    if (withdrawn.ok) expect(await withdrawn.settled).toMatchObject({ ok: true })
    expect(client.read('birthday', 'treats')).toBeUndefined()
    expect(client.known().map(({ field }) => field)).not.toContain('birthday')
    const sent = browser.requests.length
    expect(client.read('terrain', 'fit')).toBe('city')
    expect(await client.object('fit')).toMatchObject({ ok: true })
    expect(client.read('terrain', 'fit')).toBeUndefined()
    expect(browser.requests).toHaveLength(sent)
    const left = await client.leave('membership')
    if (left.ok) expect(await left.settled).toMatchObject({ ok: true })
    expect(client.can('review')).toBe(false)
    expect(client.points('bonus').available).toBe(600)
    client.close()
  })

  it('name the right one where the wrong one is tried, and send nothing', async () => {
    const { client, browser } = await member()
    const sent = browser.requests.length
    expect(await client.consents.withdraw('club')).toMatchObject({ ok: false, error: { code: 'wrong_exit' } })
    expect(await client.object('newsletter')).toMatchObject({ ok: false, error: { code: 'wrong_exit' } })
    expect(browser.requests).toHaveLength(sent)
    client.close()
  })

  it('have nothing to do at a server that knows nobody', async () => {
    const client = openBrowser(openServer()).open()
    await client.ready
    expect(await client.leave('raffle')).toMatchObject({ ok: false, error: { code: 'no_subject' } })
    client.close()
  })

  it('correct a value on both sides', async () => {
    const { client } = await member()
    expect(await client.rectify('birthday', '1990')).toMatchObject({ ok: false, error: { code: 'invalid' } })
    expect(await client.rectify('size', 42)).toMatchObject({ ok: false, error: { code: 'not_known' } })
    const done = await client.rectify('terrain', 'forest')
    if (done.ok) expect(await done.settled).toMatchObject({ ok: true })
    expect(client.read('terrain', 'fit')).toBe('forest')
    expect(client.read('terrain', 'club')).toBe('forest')
    client.close()
  })
})

describe('what is known', () => {
  it('is said with its ground, and given out whole', async () => {
    const { client } = await member()
    expect(client.known().map(({ field, where }) => [field, where])).toEqual([
      ['terrain', 'server'],
      ['terrain', 'device'],
      ['email', 'server'],
      ['birthday', 'server'],
    ])
    expect(client.consents.list()).toContainEqual(
      expect.objectContaining({ purpose: 'treats', field: 'birthday', basis: 'consent', status: 'granted' }),
    )
    expect(client.consents.list()).toContainEqual(
      expect.objectContaining({ purpose: 'treats', field: 'size', status: 'refused' }),
    )
    expect(client.erasePlan()).toMatchObject({
      now: [{ field: 'terrain' }, { field: 'email' }, { field: 'birthday' }],
      stays: [],
      ends: [{ offer: 'membership' }],
      points: [{ currency: 'bonus', amount: 600 }],
    })
    expect(JSON.stringify(client.export())).toContain('1990-02-03')
    client.close()
  })
})

describe('erasing', () => {
  it('wipes the device once the server has done so', async () => {
    const { client, places, browser } = await member()
    browser.network = offline
    const erased = await client.erase()
    expect(client.next()).toBeNull()
    expect(client.can('review')).toBe(false)
    expect(await places()).toContain('a@b.ch')
    browser.network = (request, serve) => serve(request)
    await client.sync()
    if (erased.ok) expect(await erased.settled).toMatchObject({ ok: true })
    expect(client.snapshot()).toMatchObject({ subject: null, status: { unsent: 0 } })
    expect(await places()).not.toMatch(/a@b\.ch|1990|city|outbox|home|local/)
    expect(client.known()).toEqual([])
    expect(client.next()?.id).toBe('membership')
    client.close()
  })

  it('wipes the device at once where nobody is known', async () => {
    const storage = memory()
    const browser = openBrowser(openServer(), storage)
    const client = browser.open()
    await client.ready
    await client.offer('finder').accept({ terrain: 'city' })
    expect(await client.erase()).toMatchObject({ ok: true })
    expect(client.read('terrain', 'fit')).toBeUndefined()
    expect(JSON.stringify(await (await storage('evenhanded:alpine-shop')).entries())).not.toContain('city')
    expect(browser.requests).toEqual([])
    client.close()
  })
})

describe('signing out', () => {
  it('forgets the person here and ends the session, and the server still knows them', async () => {
    const { client, places, browser, server, id } = await member()
    await client.signOut({ unsent: 'send' })
    expect(client.snapshot().subject).toBeNull()
    expect(client.known()).toEqual([])
    expect(browser.cookie).toBe('')
    expect(await places()).not.toMatch(/a@b\.ch|1990|city/)
    expect((await server.subject(id ?? '').balance('bonus')).available).toBe(600)
    client.close()
  })

  it('sends first what waits', async () => {
    const { client, browser, server, id } = await member()
    browser.network = offline
    await client.redeem('voucher')
    browser.network = (request, serve) => serve(request)
    await client.signOut({ unsent: 'send' })
    expect((await server.subject(id ?? '').balance('bonus')).available).toBe(100)
    client.close()
  })

  it('keeps what could not be sent in its owner’s place, and sends it when they return', async () => {
    const { client, browser, server, id, places } = await member()
    const { cookie } = browser
    browser.network = offline
    await client.redeem('voucher')
    await client.signOut({ unsent: 'send' })
    expect(await places()).not.toMatch(/a@b\.ch|1990|city/)
    browser.network = (request, serve) => serve(request)
    await client.sync()
    expect((await server.subject(id ?? '').balance('bonus')).available).toBe(600)
    browser.cookie = cookie
    await client.switchSubject(id)
    expect((await server.subject(id ?? '').balance('bonus')).available).toBe(100)
    expect(client.points('bonus').available).toBe(100)
    client.close()
  })

  it('drops what waits where it is told to, and says so to who waits for it', async () => {
    const { client, browser, places } = await member()
    browser.network = offline
    const redeemed = await client.redeem('voucher')
    await client.signOut({ unsent: 'drop' })
    if (redeemed.ok) expect(await redeemed.settled).toMatchObject({ ok: false })
    expect(await places()).not.toContain('redeem')
    client.close()
  })

  it('offline never lets the next person act in the session of the one who left', async () => {
    const { client, browser, server, id } = await member()
    browser.network = offline
    await client.signOut({ unsent: 'drop' })
    client.close()
    browser.network = (request, serve) => serve(request)
    const next = browser.open()
    await next.ready
    const joined = await next.offer('membership').accept({ email: 'next@b.ch', terrain: 'alpine' })
    if (joined.ok) expect(await joined.settled).toMatchObject({ ok: true })
    expect(next.snapshot().subject).not.toBe(id)
    expect((await server.subject(id ?? '').balance('bonus')).available).toBe(600)
    next.close()
  })
})

describe('another person', () => {
  it('is taken up with their own place, and finds nothing of the one before', async () => {
    const { client, id, browser } = await member()
    browser.cookie = ''
    await client.switchSubject('0b0e7a52-9b8f-4a53-8f6c-5f6c1f6f0001')
    expect(client.snapshot().subject).not.toBe(id)
    expect(client.known()).toEqual([])
    client.close()
  })

  it('in the session leaves unsent what is not theirs, until its owner returns (law 7)', async () => {
    const server = openServer()
    const one = await member(server)
    const other = await member(server)
    one.browser.network = offline
    const redeemed = await one.client.redeem('voucher')
    const mine = one.browser.cookie
    one.browser.cookie = other.browser.cookie
    one.browser.network = (request, serve) => serve(request)
    await one.client.sync()
    expect(one.client.snapshot()).toMatchObject({ subject: other.id, status: { unsent: 0 } })
    expect((await server.subject(other.id ?? '').balance('bonus')).available).toBe(600)
    one.browser.cookie = mine
    await one.client.switchSubject(one.id)
    if (redeemed.ok) expect(await redeemed.settled).toMatchObject({ ok: true })
    expect(one.client.points('bonus').available).toBe(100)
    one.client.close()
    other.client.close()
  })

  it('is who the server says where the page does not know', async () => {
    const server = openServer()
    const { browser, id } = await member(server)
    const elsewhere = openBrowser(server)
    elsewhere.cookie = browser.cookie
    const client = elsewhere.open()
    await client.ready
    expect(client.snapshot().subject).toBeNull()
    await client.switchSubject(null)
    expect(client.snapshot().subject).toBe(id)
    expect(client.read('email', 'club')).toBe('a@b.ch')
    client.close()
  })

  it('is nobody where the session has ended; what the server told is gone, what it has not heard stays', async () => {
    let later = 0
    const { client, browser, places } = await member(openServer(), () => Date.now() + later)
    // In its first minute, a session that was lost would be brought back.
    later = 61_000
    await client.sync()
    browser.network = offline
    await client.redeem('voucher')
    browser.network = (request, serve) => serve(request)
    const { cookie } = browser
    browser.cookie = ''
    await client.sync()
    expect(client.snapshot().status).toMatchObject({ connection: 'signed-out', unsent: 1 })
    expect(await places()).not.toContain('a@b.ch')
    browser.cookie = cookie
    await client.sync()
    await until(() => client.snapshot().status.unsent === 0)
    expect(client.points('bonus').available).toBe(100)
    client.close()
  })
})
