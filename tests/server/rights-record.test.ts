import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { SubjectRecord } from '../../src/core/rights/subject-record.js'
import { defineProgram, germanNotices, identifier, personal } from '../../src/index.js'
import type { ServerOptions } from '../../src/server.js'
import { device } from './support/device.js'
import { started } from './support/started.js'
import { type Opened, stores } from './support/stores.js'

const noon = Date.UTC(2027, 0, 31, 12)
const minute = 60_000
const day = 86_400_000

/** A club with parties, a consent that ends, and a page of every kind of thing that one may know of somebody. */
const club = defineProgram({
  id: 'record-club',
  version: 2,
  language: 'en',
  timeZone: 'Europe/Zurich',
  controller: {
    name: 'Alpine Club',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  officer: { name: 'Zoë Officer', contact: 'officer@alpine.example' },
  parties: {
    mailer: { name: 'Mailer Ltd', role: 'processor', does: 'Sends our mail', country: 'US', safeguard: 'DPF' },
  },
  fields: {
    email: identifier(z.string(), { label: 'E-mail' }),
    birthday: personal(z.iso.date(), { label: 'Birthday' }),
  },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    treats: { label: 'A present', basis: 'consent', validFor: 'P2Y' },
    news: { label: 'Send news', basis: 'consent', validFor: 'P2Y', parties: ['mailer'] },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus' } },
  offers: {
    membership: {
      principle: 'convert',
      for: 'club',
      asks: {
        email: 'Your account needs an address',
        birthday: { because: 'For a present', optional: true, for: 'treats', points: { bonus: 100 } },
      },
      invites: { news: ['email'] },
      gives: { benefit: 'points', points: { bonus: 500 }, says: '500 points' },
    },
  },
  gates: { review: { label: 'Write a review', needs: { email: 'club' } } },
})

const field = (record: SubjectRecord | null, name: string) => record?.fields.find((one) => one.field === name)

/** The site's own login, as headers that only these tests believe: who, and when they last gave their password. */
const authenticate: ServerOptions['authenticate'] = ({ headers }) => {
  const [id, at] = [headers.get('x-login'), headers.get('x-login-at')]
  return id === null ? null : { id, ...(at !== null && { at: Number(at) }) }
}

describe.each(stores)('the record of a subject, in %s', (name, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  async function fresh(options: Partial<ServerOptions> = {}) {
    const time = { now: noon }
    const { server } = started(opened, { program: club as never, clock: () => time.now, ...options })
    const page = device(server, (options.program ?? club) as typeof club)
    return { server, page, time }
  }

  async function joined(options: Partial<ServerOptions> = {}) {
    const all = await fresh(options)
    const { page } = all
    const consents = { news: ['email'] }
    const reply = await page.send(
      page.accept('membership', { email: 'zoë@b.ch', birthday: '2000-01-02' }, { consents, at: noon }),
    )
    if (!reply.results[0]?.ok) throw new Error(JSON.stringify(reply.results))
    const id = reply.subject as string
    return { ...all, id, member: all.server.subject(id) }
  }

  it('tells of each field what is known, where from, what for, with whom, until when', async () => {
    const { member, id } = await joined()
    const record = await member.record()
    expect(record).toMatchObject({
      ...{ format: 'evenhanded-record/1', at: noon, subject: id, restrictedAt: null, age: null },
      program: { id: 'record-club', version: 2, language: 'en' },
      controller: { name: 'Alpine Club' },
      officer: { contact: 'officer@alpine.example' },
      offers: [{ offer: 'membership', status: 'accepted', at: noon, says: ['500 points'] }],
    })
    expect(record?.fields.map((one) => one.field)).toEqual(['email', 'birthday'])
    expect(field(record, 'email')).toMatchObject({
      ...{ label: 'E-mail', kind: 'identifier', special: false },
      known: {
        value: 'zoë@b.ch',
        since: noon,
        confirmed: false,
        source: { provenance: 'declared', offer: 'membership', touchpoint: 'web', givenAt: noon },
      },
      purposes: [
        { purpose: 'club', basis: 'contract', status: 'granted', since: noon, until: null, offers: ['membership'] },
        {
          ...{ purpose: 'news', label: 'Send news', basis: 'consent', status: 'granted', since: noon },
          until: Date.UTC(2029, 0, 31, 12),
          terms: 'mailer:US',
          parties: [{ name: 'Mailer Ltd', does: 'Sends our mail', country: 'US', safeguard: 'DPF' }],
        },
      ],
    })
    expect(field(record, 'birthday')?.purposes).toMatchObject([{ purpose: 'treats', status: 'granted' }])
  })

  it('tells what each was used for, up to the last moment', async () => {
    const { member } = await joined()
    await member.read('email' as never, 'news' as never, { for: 'mail:news' })
    await member.can('review' as never)
    expect(field(await member.record(), 'email')?.uses).toEqual([
      { purpose: 'club', label: 'Keep your account', decision: 'gate:review', day: '2027-01-31', count: 1 },
      { purpose: 'news', label: 'Send news', decision: 'mail:news', day: '2027-01-31', count: 1 },
    ])
  })

  it('tells what was said of each, with its evidence and the words that were shown', async () => {
    const { member, page, time, id } = await joined()
    time.now += day
    const by = { actor: 'staff:17', medium: 'phone', evidence: 'call 88', givenAt: noon + 5, touchpoint: 'web' }
    await member.withdraw('news' as never, undefined, { by })
    const record = (await member.record()) as SubjectRecord
    expect(field(record, 'email')?.history).toMatchObject([
      { purpose: 'club', status: 'granted', basis: 'contract', givenAt: noon, label: 'Keep your account' },
      { purpose: 'news', status: 'granted', terms: 'mailer:US', until: Date.UTC(2029, 0, 31, 12) },
      { purpose: 'news', status: 'withdrawn', givenAt: noon + 5 },
    ])
    const [joining, leaving] = record.records
    expect(joining).toMatchObject({
      ...{ subject: id, offer: 'membership', touchpoint: 'web', act: 'button', givenAt: noon },
      ...{ program: { id: 'record-club', version: 2 }, notice: { version: 2, language: 'en' } },
    })
    expect(leaving).toMatchObject({ act: 'staff', actor: 'staff:17', medium: 'phone', reference: 'call 88' })
    expect(record.notices).toEqual([expect.objectContaining({ hash: joining?.notice?.hash, language: 'en' })])
    expect(record.notices[0]?.text).toContain('Your account needs an address')
    expect(field(record, 'email')?.history[0]?.record).toBe(joining?.id)

    const receipt = await page.fetch(`/receipts/${joining?.id}`)
    expect([receipt.status, receipt.headers.get('cache-control')]).toEqual([200, 'no-store, private'])
    expect(await receipt.json()).toEqual(JSON.parse(JSON.stringify({ record: joining, notice: record.notices[0] })))
    expect(await (await page.fetch(`/receipts/${leaving?.id}`)).json()).toMatchObject({ record: leaving, notice: null })
    const stranger = await joined()
    expect((await stranger.page.fetch(`/receipts/${joining?.id}`)).status).toBe(404)
    expect((await page.fetch('/receipts/%27', { headers: { origin: 'https://evil.example' } })).status).toBe(403)
  })

  it('tells every line of the points', async () => {
    const { member } = await joined()
    await member.award({ points: { bonus: 7 }, reason: 'order:1', key: 'order:1' } as never)
    const [bonus] = (await member.record())?.points ?? []
    expect(bonus).toMatchObject({ currency: 'bonus', label: 'Bonus', available: 607, pending: 0 })
    expect(bonus?.lines.map(({ amount, reason }) => [amount, reason])[0]).toEqual([7, 'order:1'])
    expect(bonus?.lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(607)
  })

  it('tells what ended and what was refused, and that a restriction changes no consent', async () => {
    const { member, time } = await joined()
    await member.withdraw('treats' as never)
    await member.restrict()
    const record = await member.record()
    expect(record?.restrictedAt).toBe(noon)
    expect(field(record, 'birthday')).toMatchObject({ known: null, purposes: [{ status: 'withdrawn' }] })
    expect(field(record, 'email')?.purposes.map(({ status }) => status)).toEqual(['granted', 'granted'])
    time.now += 800 * day
    expect(field(await member.record(), 'email')?.purposes.map(({ status }) => status)).toEqual(['granted', 'expired'])
  })

  it('says of a consent to other terms that it has to be asked anew', async () => {
    const { id, member } = await joined({ tenant: `terms ${name}` })
    expect(field(await member.record(), 'email')?.purposes[1]?.status).toBe('granted')
    const parties = { ...club.parties, crm: { name: 'CRM Inc', role: 'processor', does: 'Sorts', country: 'US' } }
    const news = { ...club.purposes.news, parties: ['mailer', 'crm'] }
    const later = { ...club, version: 3, parties, purposes: { ...club.purposes, news } }
    const { server } = await fresh({ tenant: `terms ${name}`, program: later as never })
    expect(field(await server.subject(id).record(), 'email')?.purposes).toMatchObject([
      { purpose: 'club', status: 'granted' },
      { purpose: 'news', status: 'outdated', parties: [{ name: 'Mailer Ltd' }, { name: 'CRM Inc' }] },
    ])
  })

  it('is exported as JSON that says the same', async () => {
    const { member } = await joined()
    const text = (await member.export()) as string
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(await member.record())))
    expect(text).toContain('zoë@b.ch')
  })

  it('is nobody’s who is not there, or not any more', async () => {
    const { server, member } = await joined()
    expect(await server.subject(crypto.randomUUID()).record()).toBeNull()
    expect(await server.subject({ login: 'nobody' }).record()).toBeNull()
    await member.erase()
    expect([await member.record(), await member.export()]).toEqual([null, null])
  })

  describe('over HTTP', () => {
    it('is given to whose it is, kept by no cache, and entered once a day', async () => {
      const { page, server, id, time } = await joined()
      for (let n = 0; n < 2; n++) {
        const response = await page.fetch('/record')
        expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store, private'])
        expect((await response.json()) as SubjectRecord).toMatchObject({
          subject: id,
          fields: [{ field: 'email' }, {}],
        })
      }
      const entered = () => server.requests.list({ all: true, who: id })
      expect(await entered()).toMatchObject([
        { kind: 'access', medium: 'client', receivedAt: noon, closed: { at: noon, answer: 'Shown.' } },
      ])
      time.now += day
      await page.fetch('/record')
      expect(await entered()).toHaveLength(2)
      expect(await server.requests.list()).toEqual([])
    })

    it('is refused to other sites, to nobody, and by other methods', async () => {
      const { page } = await joined()
      const status = async (path: string, init?: RequestInit) => (await page.fetch(path, init)).status
      expect(await status('/record', { headers: { 'sec-fetch-site': 'cross-site' } })).toBe(403)
      expect(await status('/record', { headers: { origin: 'https://evil.example' } })).toBe(403)
      const post = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }
      expect(await status('/record', post)).toBe(405)
      expect(await status('/requests')).toBe(405)
      page.jar.clear()
      const response = await page.fetch('/record')
      expect([response.status, await response.json()]).toMatchObject([404, { code: 'no_subject' }])
    })

    it('takes a fresh login where the site says how fresh it is', async () => {
      const { page, time } = await fresh({ authenticate })
      page.headers = { 'x-login': 'zoë' }
      const { results } = await page.send(page.accept('membership', { email: 'a@b.ch' }))
      expect(results[0]?.ok).toBe(true)
      const code = async (path: string, init?: RequestInit) => {
        const response = await page.fetch(path, init)
        return [response.status, ((await response.json()) as { code?: string }).code]
      }
      expect(await code('/record')).toEqual([200, undefined])
      page.headers = { 'x-login': 'zoë', 'x-login-at': String(noon - 10 * minute) }
      expect(await code('/record')).toEqual([200, undefined])
      time.now += 1
      expect(await code('/record')).toEqual([401, 'fresh_login_needed'])
      expect(page.last.headers.get('www-authenticate')).toContain('max_age=600')
      const asked = { method: 'POST', body: JSON.stringify({ id: crypto.randomUUID(), kind: 'complaint' }) }
      const json = { 'content-type': 'application/json' }
      expect(await code('/requests', { ...asked, headers: json })).toEqual([401, 'fresh_login_needed'])
      page.headers = { 'x-login': 'zoë', 'x-login-at': String(time.now) }
      expect(await code('/requests', { ...asked, headers: json })).toEqual([200, undefined])
      // What needs none goes on.
      page.headers = { 'x-login': 'zoë', 'x-login-at': '0' }
      expect((await page.state()).subject).not.toBeNull()
      page.headers = { 'x-login': 'zoë', 'x-login-at': 'never' }
      expect(await code('/record')).toEqual([500, 'failed'])
    })

    it('erases after a fresh login only, holds up nothing else, and forgets that it refused', async () => {
      const { page, server, time } = await fresh({ authenticate, freshWithin: 'PT1M' })
      page.headers = { 'x-login': 'zoë', 'x-login-at': String(noon - 2 * minute) }
      const erase = page.say({ type: 'erase' })
      const joining = page.accept('membership', { email: 'a@b.ch' })
      const { results, subject } = await page.send(joining, erase, page.say({ type: 'leave', offer: 'membership' }))
      expect(results.map((one) => (one.ok ? 'ok' : one.error.code))).toEqual(['ok', 'fresh_login_needed', 'ok'])
      page.headers = { 'x-login': 'zoë', 'x-login-at': String(time.now) }
      const again = await page.send(erase)
      expect([again.results[0]?.ok, again.subject]).toEqual([true, null])
      const [entry, ...more] = await server.requests.list({ all: true, who: subject as string })
      expect([entry?.kind, entry?.closed?.at, more]).toEqual(['erasure', noon, []])
      await page.send(erase)
      expect(await server.requests.list({ all: true, who: subject as string })).toHaveLength(1)
    })

    it('is shown, and an erasure done, where the register can’t be reached; the site is told', async () => {
      const failures: unknown[] = []
      const keepRequest = async () => {
        throw new Error('no table')
      }
      const { server } = started(
        { store: { ...opened.store, keepRequest } },
        { program: club as never, onError: (error) => failures.push(error) },
      )
      const page = device(server, club)
      await page.send(page.accept('membership', { email: 'a@b.ch' }))
      expect((await page.fetch('/record')).status).toBe(200)
      const { subject, results } = await page.send(page.say({ type: 'erase' }))
      expect([subject, results[0]?.ok]).toEqual([null, true])
      expect(failures).toMatchObject([{ code: 'store_failed' }, { code: 'store_failed' }])
    })

    it('takes requests in one’s own words, each once, and not without end', async () => {
      const { page, server, id } = await joined()
      const send = async (asked: object) => {
        const headers = { 'content-type': 'application/json' }
        const response = await page.fetch('/requests', { method: 'POST', body: JSON.stringify(asked), headers })
        return [response.status, (await response.json()) as { id: string; due: number; code: string }] as const
      }
      const own = { id: crypto.randomUUID(), kind: 'review', says: 'A person should look at this. 山田' }
      const [status, said] = await send(own)
      expect([status, said]).toEqual([
        200,
        {
          id: expect.any(String),
          kind: 'review',
          due: expect.any(Number),
          source: 'the strictest of the known markets',
        },
      ])
      expect((await send(own))[1]).toEqual(said)
      expect(await server.requests.list({ who: id })).toMatchObject([
        { id: said.id, kind: 'review', medium: 'client', says: own.says, due: said.due, closed: null },
      ])
      expect((await server.subject(id).record())?.requests).toEqual([
        { id: said.id, kind: 'review', receivedAt: noon, due: said.due, closedAt: null },
      ])
      for (const bad of [{}, { ...own, kind: 'party' }, { ...own, says: 'x'.repeat(5_001) }, { ...own, more: 1 }])
        expect((await send(bad))[0]).toBe(400)
      for (let n = 1; n < 20; n++) await send({ id: crypto.randomUUID(), kind: 'other' })
      expect(await send({ id: crypto.randomUUID(), kind: 'other' })).toMatchObject([429, { code: 'too_many' }])
      const cross = { method: 'POST', body: JSON.stringify(own), headers: { 'sec-fetch-site': 'same-site' } }
      expect((await page.fetch('/requests', cross)).status).toBe(403)
    })
  })

  it('stands in the printed answer, escaped, in the program’s language', async () => {
    const { server, member, id } = await joined({
      program: { ...club, language: 'de', notices: germanNotices } as never,
    })
    await member.rectify('email' as never, '"<script>"@b.ch' as never)
    const came = {
      kind: 'access',
      who: id,
      market: 'CH',
      medium: 'letter',
      says: '<b>Alles</b>',
      receivedAt: noon,
    } as const
    const opened = await server.requests.open(came)
    if (!opened.ok) throw new Error(opened.error.code)
    const print = () => server.requests.answer(opened.request.id)
    const receipt = await print()
    expect(receipt).toContain('<html lang="de">')
    expect(receipt).toContain('Wir beantworten es spätestens am 2027-03-02 (DSV Art. 18)')
    expect(receipt).toContain('&#60;b&#62;Alles&#60;/b&#62;')
    expect(receipt).not.toContain('Alles, was wir über Sie wissen')
    await server.requests.extend(opened.request.id, { reason: 'Drei Archive.' })
    expect(await print()).toContain('spätestens am 2027-04-01 (DSV Art. 18). Der Grund:')
    await server.requests.close(opened.request.id, { answer: 'Hier ist alles.\nFreundlich' })
    const answer = await print()
    for (const text of [
      'Hier ist alles.\nFreundlich',
      'Alles, was wir über Sie wissen',
      'Mailer Ltd (US)',
      '2000-01-02',
    ])
      expect(answer).toContain(text)
    expect(answer).not.toMatch(/<script|<b>/)
    expect(answer).not.toMatch(/https?:[^"]*\.(js|css)|src=/)
  })
})
