import { defineProgram, identifier, type Program, personal, preference } from 'evenhanded'
import { createClient, memory } from 'evenhanded/client'
import { createServer, memory as memoryStore } from 'evenhanded/server'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

/** A workshop asks a good deal before it can do the job; each step is worth something by itself. */
const workshop = defineProgram({
  id: 'workshop',
  version: 2,
  controller: {
    ...{ name: 'Workshop', address: 'Gasse 1, Bern', contact: 'privacy@workshop.example' },
    ...{ jurisdiction: 'CH', policyUrl: 'https://workshop.example/privacy' },
  },
  fields: {
    bike: preference(z.string(), { label: 'Bike' }),
    email: identifier(z.email(), { label: 'E-mail', input: { autocomplete: 'email' } }),
    name: personal(z.string(), { label: 'Name', input: { autocomplete: 'name' } }),
    phone: personal(z.string(), { label: 'Phone', input: { autocomplete: 'tel' } }),
    height: personal(z.int(), { label: 'Height' }),
  },
  purposes: {
    fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Useful tips' },
    job: { label: 'Do the job', basis: 'contract' },
    tips: { label: 'Tips for your size', basis: 'consent' },
    news: { label: 'News', basis: 'consent', channel: 'email' },
  },
  touchpoints: { web: { label: 'Web', channel: 'web' } },
  offers: {
    finder: {
      principle: 'choose',
      for: 'fit',
      asks: { bike: 'To find what fits it' },
      gives: { benefit: 'selection', says: 'Parts that fit' },
    },
    repair: {
      principle: 'exchange',
      for: 'job',
      steps: { atOnce: 2, gives: { benefit: 'selection', says: 'A closer estimate' } },
      asks: {
        phone: 'To call when it is done',
        height: { because: 'To set the saddle', optional: true, for: 'tips' },
        name: 'For the tag on the bike',
        bike: 'To have the parts here',
        email: 'For the estimate',
      },
      invites: { news: ['email'] },
      gives: { benefit: 'service', says: 'Your bike, repaired' },
    },
  },
})

const { steps: _, ...atOnce } = workshop.offers.repair as Program['offers'][string]
/** As it was before anybody thought of steps. */
const before = { ...workshop, version: 1, offers: { ...workshop.offers, repair: atOnce } } as typeof workshop

type Names = NonNullable<(typeof workshop)['~names']>

function open(earlier: readonly (typeof workshop)[] = []) {
  const server = createServer<Names>({
    program: workshop,
    earlier,
    store: memoryStore(),
    secrets: ['a secret of more than 32 characters.'],
    authenticate: () => ({ id: 'ann' }),
  })
  const sent: string[] = []
  const page = (program = workshop) =>
    createClient<Names>({
      program,
      server: 'https://workshop.example/evenhanded',
      touchpoint: 'web',
      storage: memory(),
      fetch: (url, { signal: _signal, keepalive: _keepalive, ...init }) => {
        sent.push(String(init.body ?? ''))
        return server.fetch(new Request(url, init))
      },
    })
  return { server, sent, page }
}

const asked = ({ asks }: { readonly asks: readonly { readonly field: string }[] }) => asks.map(({ field }) => field)

describe('a long ask', () => {
  it('goes on from visit to visit, lightest first, and gives what each step promised', async () => {
    const { page, server } = open()
    const first = page()
    await first.ready
    const one = first.offer('repair')
    expect(asked(one)).toEqual(['bike', 'email'])
    expect(one.step).toEqual({ number: 1, of: 3, gives: [workshop.offers.repair?.steps?.gives] })
    expect(one.later).toEqual([
      { field: 'name', label: 'Name', optional: false },
      { field: 'phone', label: 'Phone', optional: false },
      { field: 'height', label: 'Height', optional: true },
    ])
    expect(one.invites).toEqual([])
    const heard: string[] = []
    first.on('begun', ({ offer }) => heard.push(`begun ${offer}`))
    first.on('accepted', ({ offer }) => heard.push(`accepted ${offer}`))
    const took = await one.accept({ bike: 'Gravel', email: 'a@b.ch' })
    expect(took).toMatchObject({ ok: true, begun: true, benefit: { gives: [{ says: 'A closer estimate' }] } })
    expect(took.ok && (await took.settled)).toMatchObject({ ok: true, outcome: { begun: true } })
    expect(first.offer('repair')).toMatchObject({ accepted: false, step: { number: 2, of: 3 } })
    first.close()

    const second = page()
    await second.ready
    await second.sync()
    const two = second.offer('repair')
    expect(asked(two)).toEqual(['name', 'phone'])
    expect(two.step).toEqual({ number: 2, of: 3, gives: [workshop.offers.repair?.gives] })
    expect(two.invites).toMatchObject([{ purpose: 'news', granted: false }])
    second.on('accepted', ({ offer }) => heard.push(`accepted ${offer}`))
    const done = await two.accept({ name: 'Ann', phone: '031' }, { consents: { news: ['email'] } })
    expect(done).toMatchObject({ ok: true, benefit: { gives: [{ says: 'Your bike, repaired' }] } })
    expect(done).not.toHaveProperty('begun')
    if (done.ok) await done.settled

    const three = second.offer('repair')
    expect(asked(three)).toEqual(['height'])
    expect(three).toMatchObject({ accepted: true, step: { number: 3, of: 3, gives: [] }, later: [] })
    await three.accept({ height: 181 })
    await second.sync()
    expect(second.offer('repair')).toMatchObject({ asks: [], step: null })
    expect(heard).toEqual(['begun repair', 'accepted repair', 'accepted repair'])
    const record = await server.subject({ login: 'ann' }).record()
    expect(record?.offers).toMatchObject([{ offer: 'repair', status: 'accepted', accepted: 1 }])
    second.close()
  })

  it('asks of the form only what the step asks, and says what is missing of it', async () => {
    const client = open().page()
    await client.ready
    const { schema } = client.offer('repair')
    expect(await schema['~standard'].validate({ bike: 'Gravel' })).toEqual({
      issues: [{ message: 'Required', path: ['email'] }],
    })
    expect(await schema['~standard'].validate({ bike: 'Gravel', email: 'a@b.ch' })).not.toHaveProperty('issues')
    expect(await client.offer('repair').accept({})).toMatchObject({ ok: false, error: { code: 'missing' } })
    client.close()
  })

  it('takes along with a step what it answers, and what this device alone knows with the last', async () => {
    const { page, sent } = open()
    const client = page()
    await client.ready
    await client.offer('finder').accept({ bike: 'Gravel' })
    expect(asked(client.offer('repair'))).toEqual(['email', 'name'])
    expect(client.offer('repair').known).toMatchObject([{ field: 'bike', text: 'Gravel' }])
    const one = await client.offer('repair').accept({ email: 'a@b.ch', name: 'Ann' })
    expect(one.ok && (await one.settled)).toMatchObject({ ok: true, outcome: { begun: true } })
    expect(sent.join()).toContain('a@b.ch')
    expect(sent.join()).not.toContain('Gravel')
    const two = await client.offer('repair').accept({ phone: '031' })
    expect(two.ok && (await two.settled)).toMatchObject({ ok: true, outcome: { benefit: { state: 'given' } } })
    expect(sent.join()).toContain('Gravel')
    expect(client.read('bike', 'job')).toBe('Gravel')
    client.close()
  })

  it('can be left half answered: what rested on it ends, and it begins anew', async () => {
    const { page, server } = open()
    const client = page()
    await client.ready
    await client.offer('repair').accept({ bike: 'Gravel', email: 'a@b.ch' })
    await client.sync()
    expect(client.read('email', 'job')).toBe('a@b.ch')
    expect(client.erasePlan().ends).toEqual([{ offer: 'repair' }])
    await client.leave('repair')
    await client.sync()
    expect(client.read('email', 'job')).toBeUndefined()
    expect(client.known()).toEqual([])
    expect(client.offer('repair')).toMatchObject({ accepted: false, step: { number: 1, of: 3 } })
    const record = await server.subject({ login: 'ann' }).record()
    expect(record?.offers).toMatchObject([{ offer: 'repair', status: 'left', accepted: 0 }])
    client.close()
  })

  it('is finished by a device that knows nothing of steps, whoever began it', async () => {
    const { page } = open([before])
    const client = page()
    await client.ready
    await client.offer('repair').accept({ bike: 'Gravel', email: 'a@b.ch' })
    await client.sync()
    client.close()
    const old = page(before)
    await old.ready
    await old.sync()
    const { asks, known, step } = old.offer('repair')
    expect(asks.map(({ field }) => field)).toEqual(['phone', 'height', 'name'])
    expect(known.map(({ field }) => field)).toEqual(['bike', 'email'])
    expect(step).toBeNull()
    const done = await old.offer('repair').accept({ name: 'Ann', phone: '031', height: 181 })
    expect(done.ok && (await done.settled)).toMatchObject({ ok: true, outcome: { benefit: { state: 'given' } } })
    old.close()
  })

  it('is taken up by the backend in the same steps', async () => {
    const repair = open().server.subject({ login: 'bea' })
    const evidence = { actor: 'staff:1', medium: 'desk', evidence: 'sheet 4', givenAt: Date.now() }
    expect(await repair.accept('repair', { bike: 'Gravel' }, { by: evidence })).toMatchObject({
      ok: true,
      outcome: { begun: true, benefit: { gives: [{ says: 'A closer estimate' }] } },
    })
    const rest = { email: 'b@b.ch', name: 'Bea', phone: '031' }
    const done = await repair.accept('repair', rest, { by: evidence })
    expect(done).toMatchObject({ ok: true, outcome: { benefit: { gives: [{ says: 'Your bike, repaired' }] } } })
    expect(done).not.toMatchObject({ outcome: { begun: true } })
  })

  it('is posted step by step where no script runs', async () => {
    const { server } = open()
    const post = (entries: { readonly [name: string]: string }) =>
      server.fetch(
        new Request('https://workshop.example/evenhanded/offers/repair', {
          method: 'POST',
          body: new URLSearchParams({ 'evenhanded:notice': hash, 'evenhanded:return': '/repair', ...entries }),
        }),
      )
    const probe = open().page()
    await probe.ready
    const { hash } = probe.offer('repair').notice
    probe.close()
    const begun = await post({ bike: 'Gravel', email: 'a@b.ch' })
    expect(begun.headers.get('location')).toBe('/repair?begun=repair')
    const done = await post({ name: 'Ann', phone: '031' })
    expect(done.headers.get('location')).toBe('/repair?accepted=repair')
  })
})
