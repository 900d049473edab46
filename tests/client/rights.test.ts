import { afterEach, describe, expect, it } from 'vitest'
import type { SubjectRecord } from '../../src/core/rights/subject-record.js'
import { address, offline, openBrowser, openServer, until } from './world.js'

const email = { email: 'a@b.ch' }

const pages: { close(): void }[] = []
afterEach(() => {
  for (const page of pages.splice(0)) page.close()
})

/** A member on a page that is open and in sync. */
async function member(server = openServer()) {
  const browser = openBrowser(server)
  const client = browser.open()
  pages.push(client)
  await client.ready
  const joined = await client.offer('membership').accept({ ...email, terrain: 'forest', birthday: '2000-01-02' })
  if (!joined.ok) throw new Error(joined.error.code)
  await joined.settled
  return { server, browser, client, id: client.snapshot().subject as string }
}

const value = <Value>(answer: { ok: true; value: Value } | { ok: false; error: { code: string } }): Value => {
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

describe('the record', () => {
  it('is what the server knows, with its uses, and what the device alone knows', async () => {
    const { server, client, id } = await member()
    await client.offer('finder').accept({ terrain: 'alpine' })
    await server.subject(id).read('email', 'club', { for: 'mail:invoice' })
    client.read('email', 'club')
    const record = value(await client.record())
    expect(record).toMatchObject({ format: 'evenhanded-record/1', subject: id, controller: { name: 'Alpine Shop AG' } })
    expect(record.fields.map(({ field }) => field)).toEqual(['terrain', 'email', 'birthday', 'size'])
    expect(record.fields[1]).toMatchObject({
      known: { value: 'a@b.ch', source: { offer: 'membership' } },
      uses: [{ purpose: 'club', decision: 'mail:invoice', count: 1 }],
    })
    expect(record.device).toEqual({
      known: [expect.objectContaining({ field: 'terrain', value: 'alpine', where: 'device' })],
      consents: [expect.objectContaining({ field: 'terrain', purpose: 'fit', status: 'granted' })],
      uses: [{ field: 'email', purpose: 'club', decision: 'read', count: 1 }],
    })
  })

  it('hears first what was said before', async () => {
    const { client, browser } = await member()
    browser.network = offline
    await client.rectify('email', 'new@b.ch')
    browser.network = (request, serve) => serve(request)
    const record = value(await client.record())
    expect(record.fields.find(({ field }) => field === 'email')?.known?.value).toBe('new@b.ch')
  })

  it('is refused as a value: to nobody, without a server, and while it can’t be reached', async () => {
    const alone = openBrowser(openServer()).open()
    pages.push(alone)
    expect(await alone.record()).toMatchObject({ ok: false, error: { code: 'no_subject' } })
    const { client, browser } = await member()
    browser.network = offline
    expect(await client.record()).toMatchObject({ ok: false, error: { code: 'no_answer' } })
    browser.network = async () => new Response('<h1>Sign in to the hotel</h1>')
    expect(await client.record()).toMatchObject({ ok: false, error: { code: 'no_answer' } })
    browser.network = async () => new Response('{}', { status: 502 })
    expect(await client.record()).toMatchObject({ ok: false, error: { code: 'no_answer' } })
  })

  it('of somebody else is not shown', async () => {
    const { client, browser } = await member()
    browser.network = async (request, serve) => {
      const response = await serve(request)
      if (!request.url.endsWith('/record')) return response
      return Response.json({ ...((await response.json()) as SubjectRecord), subject: crypto.randomUUID() })
    }
    expect(await client.record()).toMatchObject({ ok: false, error: { code: 'wrong_subject' } })
  })
})

describe('a login that is long ago', () => {
  /** A site with a login, whose password was given at `at`. */
  async function site(at: number) {
    const login = { id: 'zoë', at }
    const server = openServer({ authenticate: () => login })
    return { login, ...(await member(server)) }
  }

  it('shows nothing, and is a value: nobody is signed out', async () => {
    const { client, login } = await site(Date.now() - 3_600_000)
    for (const asked of [client.record(), client.request('complaint')])
      expect(await asked).toMatchObject({ ok: false, error: { code: 'fresh_login_needed' } })
    expect(client.snapshot().status.connection).toBe('online')
    login.at = Date.now()
    expect(value(await client.record()).subject).toBe(client.snapshot().subject)
  })

  it('erases nothing, holds nothing up, and the page gets back what it showed', async () => {
    const { client, login, server, id } = await site(Date.now() - 3_600_000)
    const erased = await client.erase()
    if (!erased.ok) throw new Error(erased.error.code)
    expect(await erased.settled).toMatchObject({ ok: false, error: { code: 'fresh_login_needed' } })
    expect(client.read('email', 'club')).toBe('a@b.ch')
    expect(client.snapshot()).toMatchObject({ subject: id, status: { connection: 'online', unsent: 0 } })
    login.at = Date.now()
    const again = await client.erase()
    if (!again.ok) throw new Error(again.error.code)
    expect(await again.settled).toMatchObject({ ok: true })
    await until(() => client.snapshot().subject === null)
    expect(await server.subject(id).record()).toBeNull()
  })
})

describe('a request', () => {
  it('reaches the register in one’s own words, with its deadline', async () => {
    const { server, client, id } = await member()
    const entered = value(await client.request('review', 'A person should look at this.'))
    expect(entered).toMatchObject({ kind: 'review', source: 'the strictest of the known markets' })
    expect(await server.requests.list({ who: id })).toMatchObject([
      { id: entered.id, says: 'A person should look at this.', due: entered.due, medium: 'client' },
    ])
    expect(value(await client.request('complaint')).id).not.toBe(entered.id)
    expect(value(await client.record()).requests).toHaveLength(2)
  })

  it('is not entered for whoever sits here by now', async () => {
    const { server, client, browser, id } = await member()
    const other = await member(server)
    browser.cookie = other.browser.cookie
    expect(await client.request('complaint')).toMatchObject({ ok: false, error: { code: 'no_subject' } })
    expect(await server.requests.list()).toEqual([])
    expect(id).not.toBe(other.id)
  })
})

describe('a restriction', () => {
  it('lets nothing be used, at once and on every device, until it is lifted', async () => {
    const { server, client, id } = await member()
    const before = client.consents.list()
    const restricted = await client.restrict()
    expect([client.read('email', 'club'), client.can('review')]).toEqual([undefined, false])
    if (restricted.ok) await restricted.settled
    expect(await server.subject(id).read('email', 'club')).toBeUndefined()
    expect(client.points('bonus').available).toBe(600)
    const record = value(await client.record())
    expect(record.restrictedAt).toEqual(expect.any(Number))
    // Nothing was taken back: the consents stand as they did.
    expect(client.consents.list()).toEqual(before)
    const lifted = await client.unrestrict()
    if (lifted.ok) await lifted.settled
    expect([client.read('email', 'club'), client.can('review')]).toEqual(['a@b.ch', true])
    expect(await server.subject(id).read('email', 'club')).toBe('a@b.ch')
  })
})

describe('what the page itself read', () => {
  it('is counted by field, purpose and decision, gates and offers too', async () => {
    const { client } = await member()
    expect(client.uses()).toEqual([])
    for (let n = 0; n < 3; n++) client.read('email', 'club')
    client.read('email', 'newsletter')
    for (let n = 0; n < 5; n++) client.can('review')
    expect(client.uses()).toEqual([
      { field: 'email', purpose: 'club', decision: 'read', count: 3 },
      { field: 'email', purpose: 'club', decision: 'gate:review', count: 5 },
    ])
    const left = await client.leave('membership')
    if (left.ok) await left.settled
    client.can('review')
    expect(client.uses().at(-1)).toMatchObject({ decision: 'gate:review', count: 5 })
  })

  it('tells what an offer saw in passing', async () => {
    const client = openBrowser(openServer()).open({ touchpoint: 'till' })
    pages.push(client)
    await client.ready
    await client.observe('basket', ['85123A'])
    await client.offer('membership').dismiss()
    expect(client.next()?.id).toBe('tillCoupon')
    expect(client.uses()).toEqual([{ field: 'basket', purpose: 'fit', decision: 'offer:tillCoupon', count: 1 }])
  })

  it('stays here: it is neither stored nor sent, and the next person does not see it', async () => {
    const { client, browser } = await member()
    client.read('email', 'club')
    await client.sync()
    expect(browser.requests.map(({ body }) => body).join()).not.toContain('"decision"')
    await client.signOut({ unsent: 'send' })
    expect(client.uses()).toEqual([])
    const again = browser.open({ server: address })
    pages.push(again)
    await again.ready
    expect(again.uses()).toEqual([])
  })
})
