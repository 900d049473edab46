import { defineProgram, identifier, observed, personal, preference } from 'evenhanded'
import { createClient, memory, type OpenStorage } from 'evenhanded/client'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { openBrowser, openServer, until } from './world.js'

const hour = 3_600_000
const placeName = 'evenhanded:alpine-shop'

const textIn = async (storage: OpenStorage): Promise<string> =>
  JSON.stringify(await (await storage(placeName)).entries())

async function shopping() {
  const storage = memory()
  const browser = openBrowser(openServer(), storage)
  const client = browser.open()
  await client.ready
  return { client, browser, storage }
}

describe('a split ask', () => {
  it('remembers over three steps and a reload what was given, and sends it with the acceptance alone', async () => {
    const { client, browser } = await shopping()
    expect(client.offer('membership').draft).toEqual({})
    expect(await client.offer('membership').keep({ email: 'a@b.ch' })).toEqual({ ok: true })
    client.close()

    const second = browser.open()
    await second.ready
    const offer = second.offer('membership')
    expect(offer.draft).toEqual({ email: 'a@b.ch' })
    expect(offer.asks.map(({ field }) => field)).toEqual(['email', 'terrain', 'birthday', 'size'])
    expect(await offer.keep({ terrain: 'city', size: 42 })).toEqual({ ok: true })
    await second.sync()
    expect(browser.requests.map(({ method }) => method)).toEqual(['GET'])
    second.close()

    const third = browser.open()
    await third.ready
    const accepted = await third.offer('membership').accept({ birthday: '1990-01-01' })
    if (!accepted.ok) throw new Error(accepted.error.code)
    expect(await accepted.settled).toMatchObject({ ok: true })
    expect(JSON.parse(browser.requests[1]?.body ?? '').commands[0].answers).toEqual({
      ...{ email: 'a@b.ch', terrain: 'city', size: 42, birthday: '1990-01-01' },
    })
    expect(third.read('size', 'treats')).toBe('EU 42')
    third.close()
  })

  it('is told of by each tab', async () => {
    const { client, browser } = await shopping()
    const other = browser.open()
    await other.ready
    await client.offer('raffle').keep({ email: 'a@b.ch' })
    await until(() => other.offer('raffle').draft.email === 'a@b.ch')
    await other.offer('raffle').keep({ email: undefined })
    await until(() => client.offer('raffle').draft.email === undefined)
    client.close()
    other.close()
  })
})

describe('what is kept', () => {
  it('is what the schemas take; the rest is named, and takes back what it replaced', async () => {
    const { client } = await shopping()
    const offer = client.offer('membership')
    expect(await offer.keep({ email: 'nobody', terrain: 'city' })).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: { email: 'Not an e-mail address' } },
    })
    expect(client.offer('membership').draft).toEqual({ terrain: 'city' })
    await offer.keep({ email: 'a@b.ch' })
    await offer.keep({ email: 'a@' })
    expect(client.offer('membership').draft).toEqual({ terrain: 'city' })
    client.close()
  })

  it('is taken back, and kept in the order in which it was said', async () => {
    const { client } = await shopping()
    const offer = client.offer('membership')
    await Promise.all([
      offer.keep({ email: 'a@b.ch' }),
      offer.keep({ size: 42 }),
      offer.keep({ email: 'b@b.ch' }),
      offer.keep({ size: undefined }),
    ])
    expect(client.offer('membership').draft).toEqual({ email: 'b@b.ch' })
    client.close()
  })

  it('is nothing that the offer does not ask', async () => {
    const { client, storage } = await shopping()
    const kept = await client.offer('raffle').keep({ email: 'a@b.ch', terrain: 'city' } as never)
    expect(kept).toMatchObject({ ok: false, error: { code: 'not_asked', fields: { terrain: 'Not asked.' } } })
    expect(client.offer('raffle').draft).toEqual({ email: 'a@b.ch' })
    expect(await textIn(storage)).not.toContain('city')
    client.close()
  })

  it('is read from a form, whose empty entries take theirs back, and whose consents stay there', async () => {
    const { client, storage } = await shopping()
    const form = new FormData()
    for (const [name, value] of [
      ['email', 'a@b.ch'],
      ['size', '42'],
      ['consent:newsletter', 'email'],
      ['age:band', 'adult'],
      ['csrf', 'not ours'],
    ] as const)
      form.append(name, value)
    expect(await client.offer('membership').keep(form)).toEqual({ ok: true })
    expect(client.offer('membership').draft).toEqual({ email: 'a@b.ch', size: 42 })
    const text = await textIn(storage)
    for (const never of ['newsletter', 'adult', 'not ours']) expect(text).not.toContain(never)
    form.set('size', '')
    await client.offer('membership').keep(form)
    expect(client.offer('membership').draft).toEqual({ email: 'a@b.ch' })
    client.close()
  })

  it('is in memory alone on a device of the site', async () => {
    const { browser, storage } = await shopping()
    const till = browser.open({ touchpoint: 'till' })
    await till.ready
    await till.offer('raffle').keep({ email: 'a@b.ch' })
    expect(till.offer('raffle').draft).toEqual({ email: 'a@b.ch' })
    expect(await textIn(storage)).not.toContain('a@b.ch')
    till.close()
    const next = browser.open({ touchpoint: 'till' })
    await next.ready
    expect(next.offer('raffle').draft).toEqual({})
    next.close()
  })
})

describe('a draft ends', () => {
  it.each([
    ['accepted', (client: Opened) => client.offer('raffle').accept()],
    ['declined', (client: Opened) => client.offer('raffle').decline()],
    ['signed out', (client: Opened) => client.signOut({ unsent: 'drop' })],
    ['erased', (client: Opened) => client.erase()],
  ])('when it is %s', async (_, end) => {
    const { client, storage } = await shopping()
    await client.offer('raffle').keep({ email: 'draft@b.ch' })
    expect(await textIn(storage)).toContain('"draft:raffle"')
    await end(client)
    expect(client.offer('raffle').draft).toEqual({})
    expect(await textIn(storage)).not.toContain('draft:')
    client.close()
  })

  it('stays where an acceptance is refused', async () => {
    const { client } = await shopping()
    await client.offer('membership').keep({ email: 'a@b.ch' })
    expect(await client.offer('membership').accept()).toMatchObject({
      ok: false,
      error: { code: 'missing', fields: { terrain: '' } },
    })
    expect(client.offer('membership').draft).toEqual({ email: 'a@b.ch' })
    client.close()
  })

  it('four hours after the last answer, on an open page and for the next one', async () => {
    let now = Date.now()
    const clock = () => now
    const { browser, storage } = await shopping()
    const client = browser.open({ clock })
    await client.ready
    await client.offer('raffle').keep({ email: 'draft@b.ch' })
    now += 3 * hour
    await client.offer('finder').keep({ terrain: 'city' })
    now += hour + 1
    expect(await client.offer('raffle').accept()).toMatchObject({ ok: false, error: { code: 'missing' } })
    expect(client.offer('raffle').draft).toEqual({})
    expect(client.offer('finder').draft).toEqual({ terrain: 'city' })
    client.close()
    const next = browser.open({ clock })
    await next.ready
    expect(next.offer('raffle').draft).toEqual({})
    expect(next.offer('finder').draft).toEqual({ terrain: 'city' })
    expect(await textIn(storage)).not.toContain('draft@b.ch')
    next.close()
  })
})

type Opened = Awaited<ReturnType<typeof shopping>>['client']

const office = defineProgram({
  id: 'office',
  version: 1,
  controller: {
    ...{ name: 'Office', address: 'Gasse 1, Bern', contact: 'privacy@office.example' },
    ...{ jurisdiction: 'CH', policyUrl: 'https://office.example' },
  },
  fields: {
    kind: preference(z.enum(['private', 'business']), { label: 'Kind' }),
    company: personal(z.string(), { label: 'Company' }),
    email: identifier(z.email(), { label: 'E-mail' }),
    street: personal(z.string(), { label: 'Street' }),
    town: personal(z.string(), { label: 'Town' }),
    diet: personal(z.string(), { label: 'Diet', special: true }),
    pages: observed(z.array(z.string()), { label: 'Pages' }),
    phone: identifier(z.string(), { label: 'Phone' }),
  },
  purposes: {
    serve: { label: 'Serve you', basis: 'contract' },
    extra: { label: 'Extra', basis: 'consent' },
    care: { label: 'Cook for you', basis: 'explicit-consent' },
    calls: { label: 'Call you', basis: 'consent' },
  },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  offers: {
    account: {
      principle: 'exchange',
      for: 'serve',
      asks: {
        kind: 'To invoice you',
        company: { because: 'For the invoice', when: { kind: 'business' } },
        diet: { because: 'For the lunch', optional: true, for: 'care' },
        pages: { because: 'To go on where you were', optional: true, for: 'extra' },
      },
      asksOneOf: [{ email: 'To write to you' }, { street: 'To write to you', town: 'To write to you' }],
      invites: { calls: ['phone'] },
      gives: { benefit: 'service', says: 'An account' },
    },
    letter: {
      principle: 'exchange',
      for: 'serve',
      asks: { email: 'To send it' },
      gives: { benefit: 'service', says: 'A letter' },
    },
  },
})

async function visit() {
  const storage = memory()
  const client = createClient({ program: office, touchpoint: 'web', storage })
  await client.ready
  const given = (): Record<string, unknown> =>
    Object.fromEntries(client.known().map(({ field, value }) => [field, value]))
  return { client, storage, given }
}

describe('what comes along', () => {
  it('is asked once an answer that is kept makes it due, and stays behind once another does not', async () => {
    const { client, given } = await visit()
    const asked = () => client.offer('account').asks.map(({ field }) => field)
    expect(asked()).not.toContain('company')
    await client.offer('account').keep({ kind: 'business' })
    expect(asked()).toContain('company')
    await client.offer('account').keep({ company: 'Muster AG', email: 'a@b.ch' })
    expect(await client.offer('account').accept({ kind: 'private' })).toMatchObject({ ok: true })
    expect(given()).toEqual({ kind: 'private', email: 'a@b.ch' })
    client.close()
  })

  it('is no alternative that was not finished', async () => {
    const { client, given } = await visit()
    await client.offer('account').keep({ kind: 'private', street: 'Gasse 1' })
    expect(await client.offer('account').accept({ email: 'a@b.ch' })).toMatchObject({ ok: true })
    expect(given()).toEqual({ kind: 'private', email: 'a@b.ch' })
    client.close()
  })

  it('is the alternative that was finished', async () => {
    const { client, given } = await visit()
    await client.offer('account').keep({ kind: 'private', street: 'Gasse 1' })
    await client.offer('account').keep({ town: 'Bern' })
    expect(await client.offer('account').accept()).toMatchObject({ ok: true })
    expect(given()).toEqual({ kind: 'private', street: 'Gasse 1', town: 'Bern' })
    client.close()
  })

  it('is a field of an invitation only where that is ticked', async () => {
    const { client, given } = await visit()
    await client.offer('account').keep({ kind: 'private', email: 'a@b.ch', phone: '+41' })
    expect(await client.offer('account').accept()).toMatchObject({ ok: true })
    expect(given()).toEqual({ kind: 'private', email: 'a@b.ch' })
    await client.offer('account').keep({ phone: '+41' })
    expect(await client.offer('account').accept({}, { consents: { calls: ['phone'] } })).toMatchObject({ ok: true })
    expect(given()).toEqual({ kind: 'private', email: 'a@b.ch', phone: '+41' })
    client.close()
  })

  it('is nothing that was learned otherwise since', async () => {
    const { client, given } = await visit()
    await client.offer('account').keep({ kind: 'private', email: 'old@b.ch' })
    await client.offer('letter').accept({ email: 'new@b.ch' })
    expect(await client.offer('account').accept()).toMatchObject({ ok: true })
    expect(given()).toEqual({ kind: 'private', email: 'new@b.ch' })
    client.close()
  })

  it('is left out by undefined, and by an entry of the form that is empty', async () => {
    const { client } = await visit()
    await client.offer('letter').keep({ email: 'a@b.ch' })
    const refused = { ok: false, error: { code: 'missing', fields: { email: '' } } }
    expect(await client.offer('letter').accept({ email: undefined })).toMatchObject(refused)
    const form = new FormData()
    form.append('email', '')
    expect(await client.offer('letter').submit(form)).toMatchObject(refused)
    expect(await client.offer('letter').submit(new FormData())).toMatchObject({ ok: true })
    client.close()
  })

  it('waits for what is being kept', async () => {
    const { client } = await visit()
    void client.offer('letter').keep({ email: 'a@b.ch' })
    expect(await client.offer('letter').accept()).toMatchObject({ ok: true })
    expect(client.offer('letter').draft).toEqual({})
    client.close()
  })
})

it('keeps nothing observed and nothing special before it is accepted', async () => {
  const { client, storage } = await visit()
  const why = 'Not kept before it is accepted.'
  expect(await client.offer('account').keep({ diet: 'kosher', pages: ['/kosher'], kind: 'private' })).toMatchObject({
    ok: false,
    error: { code: 'not_asked', fields: { diet: why, pages: why } },
  })
  expect(client.offer('account').draft).toEqual({ kind: 'private' })
  expect(JSON.stringify(await (await storage('evenhanded:office')).entries())).not.toContain('kosher')
  client.close()
})

it('counts as answered for the schema of the form', async () => {
  const { client } = await visit()
  await client.offer('account').keep({ kind: 'business', email: 'a@b.ch' })
  const check = (form: object) => client.offer('account').schema['~standard'].validate(form)
  expect(await check({})).toEqual({ issues: [{ message: 'Required', path: ['company'] }] })
  expect(await check({ company: 'Muster AG', kind: '' })).toEqual({
    issues: [{ message: 'Required', path: ['kind'] }],
  })
  expect(await check({ company: 'Muster AG', phone: '', other: 1 })).toEqual({
    value: { company: 'Muster AG', phone: undefined },
  })
  client.close()
})
