import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { checked } from '../../src/core/program/define-program.js'
import {
  compile,
  defineProgram,
  germanNotices,
  identifier,
  onDevice,
  type Program,
  personal,
  preference,
} from '../../src/index.js'
import { hashOf } from '../../src/server/secrets/secrets.js'
import { createServer, memory, type ServerOptions, type SubjectRecord } from '../../src/server.js'
import { shop as clientShop } from '../client/shop.js'
import { openBrowser, openServer } from '../client/world.js'
import { device, home, secret } from './support/device.js'
import { watched } from './support/watched.js'

const program = defineProgram({
  id: 'fair',
  version: 2,
  controller: {
    ...{ name: 'Fair', address: 'Gasse 1, Bern', contact: 'privacy@fair.example' },
    ...{ jurisdiction: 'CH', policyUrl: 'https://fair.example/privacy' },
  },
  fields: {
    email: identifier(z.email('Give an address.'), { label: 'E-mail' }),
    seats: personal(z.int().min(1), { label: 'Seats' }),
    days: preference(z.array(z.enum(['mon', 'tue'])), { label: 'Days' }),
    vegan: preference(z.boolean(), { label: 'Vegan' }),
    terrain: preference(z.string(), { label: 'Terrain' }),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful suggestions' },
    book: { label: 'Book', basis: 'contract' },
    ads: { label: 'Advertise elsewhere', basis: 'consent', sells: true },
    extra: { label: 'Extra', basis: 'consent' },
  },
  touchpoints: { till: { label: 'Till', channel: 'store', device: 'site' }, web: { label: 'Web', channel: 'shop' } },
  offers: {
    finder: {
      principle: 'choose',
      for: 'fit',
      asks: { terrain: 'To find' },
      gives: { benefit: 'selection', says: 'Paths' },
    },
    booking: {
      principle: 'exchange',
      for: 'book',
      repeats: 'always',
      asks: {
        email: 'To confirm it',
        seats: 'To keep them',
        days: 'To plan',
        vegan: { because: 'To cook', optional: true, for: 'extra' },
      },
      invites: { ads: ['email'] },
      gives: { benefit: 'service', says: 'Seats' },
    },
  },
})

const german = checked({ ...program, language: 'de', notices: germanNotices } as never)

type Entries = { readonly [name: string]: string | readonly string[] }

const filled = (entries: Entries): FormData => {
  const form = new FormData()
  for (const [name, values] of Object.entries(entries)) for (const value of [values].flat()) form.append(name, value)
  return form
}

const open = (options: Partial<ServerOptions> = {}) => {
  const { store, seen } = watched(memory())
  const server = createServer({ program, secrets: [secret], store, ...options } as ServerOptions)
  return { server, seen, page: device(server, program) }
}

const hashIn = (of: unknown = program, offer = 'booking'): string =>
  compile(of as Program, { authority: onDevice, hash: hashOf }).notice(offer).hash

const answers = { email: 'a@b.ch', seats: '2', days: ['mon', 'tue'] }
const booking = (more: Entries = {}): Entries => ({ ...answers, 'evenhanded:notice': hashIn(), ...more })
const evidenceOf = (record: SubjectRecord['records'][number] | undefined) => [record?.act, record?.notice]

describe('server.subject(id).accept(offer, form)', () => {
  const login = { login: 'user-17' }

  it('coerces by field, and says in the evidence what was shown and that it was a button', async () => {
    const { server } = open()
    const member = server.subject(login)
    const form = filled(booking({ vegan: 'on', 'consent:ads': 'email', 'evenhanded:variant': 'red', csrf: 'x' }))
    const said = await member.accept('booking', form)
    expect(said).toMatchObject({ ok: true, outcome: { benefit: { state: 'given' } }, known: false })
    expect((await member.state())?.values).toEqual({ email: 'a@b.ch', seats: 2, days: ['mon', 'tue'], vegan: true })
    expect(await member.read('email', 'ads')).toBe('a@b.ch')
    const record = await member.record()
    expect(evidenceOf(record?.records[0])).toEqual([
      'button',
      { hash: hashIn(), version: 2, language: 'en', variant: 'red' },
    ])
    expect(record?.records[0]?.touchpoint).toBe('web')
    expect(record?.notices).toEqual([expect.objectContaining({ hash: hashIn() })])
  })

  it('knows the notice in another language, and none that is not its own', async () => {
    const { server } = open({ translations: [german] })
    const member = server.subject(login)
    const said = await member.accept('booking', filled(booking({ 'evenhanded:notice': hashIn(german) })))
    expect(said).toMatchObject({ ok: true })
    const [record] = (await member.record())?.records ?? []
    expect(record?.notice).toEqual({ hash: hashIn(german), version: 2, language: 'de' })
    for (const hash of ['', '0'.repeat(64), 'x', hashIn(clientShop, 'raffle')])
      expect(await member.accept('booking', filled(booking({ 'evenhanded:notice': hash })))).toMatchObject({
        ok: false,
        error: { code: 'wrong_notice' },
      })
  })

  it('counts one key once, also beside another by options', async () => {
    const { server, seen } = open()
    const member = server.subject(login)
    const key = { 'evenhanded:key': crypto.randomUUID() }
    const first = await member.accept('booking', filled(booking(key)))
    expect(await member.accept('booking', filled(booking(key)))).toEqual({ ...first, known: true })
    const other = await member.accept('booking', filled(booking({ ...key, seats: '3' })))
    expect(other).toMatchObject({ ok: false, error: { code: 'id_reused' } })
    const own = { key: 'booking:88', touchpoint: 'till' } as const
    expect(await member.accept('booking', filled(booking(key)), own)).toMatchObject({ ok: true, known: false })
    const again = { ...key, 'evenhanded:key': crypto.randomUUID() }
    expect(await member.accept('booking', filled(booking(again)), own)).toMatchObject({ ok: true, known: true })
    expect(seen.steps.flatMap(({ commands }) => commands)).toHaveLength(2)
  })

  it('takes a corrected form under the same key', async () => {
    const { server } = open()
    const member = server.subject(login)
    const key = { 'evenhanded:key': crypto.randomUUID() }
    const said = (more: Entries) => member.accept('booking', filled(booking({ ...key, ...more })))
    expect(await said({ email: 'nobody' })).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: { email: 'Give an address.' } },
    })
    expect(await said({ seats: '' })).toMatchObject({ ok: false, error: { code: 'missing', fields: { seats: '' } } })
    expect(await said({})).toMatchObject({ ok: true, known: false })
  })

  it.each([
    ['device_only', 'finder', { terrain: 'city' }],
    ['unknown_offer', 'constructor', {}],
    ['bad_command', 'booking', { 'evenhanded:key': 'order:4711' }],
    ['bad_command', 'booking', { 'evenhanded:variant': 'x'.repeat(65) }],
    ['bad_command', 'booking', { email: 'a\0@b.ch' }],
    ['not_invited', 'booking', { 'consent:nonsense': 'email' }],
    ['not_invited', 'booking', { 'consent:ads': 'nonsense' }],
    ['invalid', 'booking', { email: `${'x'.repeat(100_001)}@b.ch` }],
  ])('refuses %s, and keeps nothing of it', async (code, offer, more) => {
    const { server, seen } = open()
    const said = await server.subject(login).accept(offer as 'booking', filled(booking(more as Entries)))
    expect(said).toMatchObject({ ok: false, error: { code } })
    expect(seen.stores).toBe(0)
  })

  it('finds nobody under an id that is nobody’s', async () => {
    const { server } = open()
    const said = await server.subject(crypto.randomUUID()).accept('booking', filled(booking()))
    expect(said).toMatchObject({ ok: false, error: { code: 'no_subject' } })
  })

  it('reads a form as the client’s submit does', async () => {
    const entries = { email: 'a@b.ch', terrain: 'city', size: '42', birthday: '', csrf: 'not ours' }
    const served = openServer()
    const hash = hashIn(clientShop, 'membership')
    const member = served.subject(login)
    await member.accept('membership', filled({ ...entries, 'evenhanded:notice': hash }))
    const client = openBrowser(openServer()).open()
    await client.ready
    await client.offer('membership').submit(filled(entries))
    const submitted = Object.fromEntries(client.known().map(({ field, value }) => [field, value]))
    expect((await member.state())?.values).toEqual(submitted)
    expect(submitted).toEqual({ email: 'a@b.ch', terrain: 'city', size: 42 })
    client.close()
  })
})

describe('POST /offers/:offer', () => {
  const post = (page: ReturnType<typeof device>, entries: Entries, init: RequestInit = {}, offer = 'booking') => {
    const body = new URLSearchParams()
    for (const [name, value] of filled(entries)) body.append(name, String(value))
    return page.fetch(`/offers/${offer}`, { method: 'POST', body, ...init })
  }
  const back = (response: Response) => [response.status, response.headers.get('location')]

  it('makes a subject and its session, and sends back to where the form was', async () => {
    const { server, page } = open()
    const response = await post(page, booking({ 'evenhanded:return': '/seats?day=mon&code=old#form' }))
    expect(back(response)).toEqual([303, '/seats?day=mon&accepted=booking#form'])
    expect(response.headers.get('cache-control')).toBe('no-store')
    const { subject, state } = await page.state()
    expect(state?.values).toEqual({ email: 'a@b.ch', seats: 2, days: ['mon', 'tue'] })
    const record = await server.subject(subject as string).record()
    expect(evidenceOf(record?.records[0])).toEqual(['button', { hash: hashIn(), version: 2, language: 'en' }])
  })

  it('takes the parts of a multipart form that are text', async () => {
    const { page } = open()
    const form = filled(booking())
    form.append('seats', new File(['9'], 'seats.txt'))
    expect(back(await page.fetch('/offers/booking', { method: 'POST', body: form }))).toEqual([
      303,
      '/?accepted=booking',
    ])
    expect((await page.state()).state?.values.seats).toBe(2)
  })

  it('says by its code why not', async () => {
    const { page, seen } = open()
    const refused = async (entries: Entries, offer?: string) => back(await post(page, entries, {}, offer))
    expect(await refused(booking({ email: 'nobody' }))).toEqual([303, '/?refused=booking&code=invalid'])
    expect(await refused({ ...answers })).toEqual([303, '/?refused=booking&code=wrong_notice'])
    expect(await refused({ terrain: 'city' }, 'finder')).toEqual([303, '/?refused=finder&code=device_only'])
    expect(seen.stores).toBe(0)
    expect(page.jar.size).toBe(0)
    expect((await post(page, booking(), {}, 'constructor')).status).toBe(404)
    expect((await page.fetch('/offers/booking')).status).toBe(405)
  })

  it('counts one key once, and finds the subject again whose cookie got lost', async () => {
    const { server, page, seen } = open()
    const entries = booking({ 'evenhanded:key': crypto.randomUUID() })
    const twice = await Promise.all([post(page, entries), post(device(server, program), entries)])
    expect(twice.map(back)).toEqual([
      [303, '/?accepted=booking'],
      [303, '/?accepted=booking'],
    ])
    const { subject } = await page.state()
    const late = device(server, program)
    await post(late, entries)
    expect((await late.state()).subject).toBe(subject)
    expect(new Set(seen.steps.map((step) => step.subject)).size).toBe(1)
    expect((await server.subject(subject as string).record())?.records).toHaveLength(1)
    // By the backend as well.
    const known = await server.subject(subject as string).accept('booking', filled(entries))
    expect(known).toMatchObject({ ok: true, known: true })
  })

  it('heeds the signal of the browser, which a box that is ticked there outranks', async () => {
    const { server, page } = open()
    page.headers['sec-gpc'] = '1'
    await post(page, booking())
    expect((await page.state()).state?.state.signal).toMatchObject({ at: expect.any(Number) })
    const member = server.subject((await page.state()).subject as string)
    expect(await member.read('email', 'ads')).toBeUndefined()
    await post(page, booking({ 'consent:ads': 'email' }))
    expect(await member.read('email', 'ads')).toBe('a@b.ch')
  })

  it('is none of another site’s, and of no other size or kind', async () => {
    const { page, seen } = open({ limits: { bytes: 1_000 } })
    const status = async (entries: Entries, init?: RequestInit) => (await post(page, entries, init)).status
    expect(await status(booking(), { headers: { 'sec-fetch-site': 'cross-site' } })).toBe(403)
    expect(await status(booking(), { headers: { 'sec-fetch-site': 'same-site' } })).toBe(403)
    expect(await status(booking(), { headers: { origin: 'https://evil.example' } })).toBe(403)
    expect(await status(booking({ email: 'x'.repeat(1_000) }))).toBe(413)
    expect(await status({}, { body: '{}', headers: { 'content-type': 'application/json' } })).toBe(415)
    expect(await status({}, { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=y' } })).toBe(400)
    expect(seen.loads).toHaveLength(0)
    expect(await status(booking(), { headers: { 'sec-fetch-site': 'same-origin', origin: 'null' } })).toBe(303)
    expect(await status(booking(), { headers: { origin: home } })).toBe(303)
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    'evil',
    '',
    '/a\r\nset-cookie: x=y',
  ])('sends nobody to %j', async (path) => {
    const { page, seen } = open()
    const response = await post(page, booking({ 'evenhanded:return': path }))
    expect([response.status, response.headers.get('location')]).toEqual([400, null])
    expect(seen.loads).toHaveLength(0)
  })

  it('refuses what was shown to somebody else', async () => {
    const { server, page } = open()
    await post(page, booking())
    const { subject } = await page.state()
    const other = device(server, program)
    await post(other, booking({ email: 'b@b.ch' }))
    const entries = booking({ 'evenhanded:subject': subject as string })
    expect(back(await post(other, entries))).toEqual([303, '/?refused=booking&code=wrong_subject'])
    expect(back(await post(page, entries))).toEqual([303, '/?accepted=booking'])
  })

  it('is the member’s whom the site has signed in', async () => {
    const { server, page } = open({ authenticate: () => ({ id: 'user-17' }) })
    await post(page, booking())
    expect((await server.subject({ login: 'user-17' }).state())?.values.email).toBe('a@b.ch')
  })
})

describe('the variant of an experiment', () => {
  it('stands in the server’s record of what the client sent, and in its receipt', async () => {
    const server = openServer()
    const browser = openBrowser(server)
    const client = browser.open({ variant: 'red' })
    await client.ready
    expect(client.offer('raffle').notice.variant).toBe('red')
    const said = await client.offer('raffle').accept({ email: 'a@b.ch' }, { consents: { newsletter: ['email'] } })
    if (said.ok) await said.settled
    const [record] = (await server.subject(client.snapshot().subject as string).record())?.records ?? []
    expect(record?.notice).toMatchObject({ variant: 'red', hash: client.offer('raffle').notice.hash })
    const receipt = await browser.fetch(`https://shop.example/evenhanded/receipts/${record?.id}`, {})
    expect(await receipt.json()).toMatchObject({ record: { notice: { variant: 'red' } } })
    client.close()
  })
})
