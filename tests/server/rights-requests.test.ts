import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServerOptions } from '../../src/server.js'
import { device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'
import { type Opened, stores } from './support/stores.js'

const noon = Date.UTC(2027, 0, 31, 12)
const day = 86_400_000

describe.each(stores)('the register of requests, in %s', (name, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  async function fresh(options: Partial<ServerOptions> = {}) {
    const time = { now: noon }
    const { server } = started(opened, { clock: () => time.now, ...options })
    const page = device(server, shop)
    const { subject } = await page.send(page.accept('membership', { email: 'a@b.ch' }))
    return { server, page, time, id: subject as string, requests: server.requests }
  }

  const letter = { medium: 'letter', evidence: 'box 3/112', actor: 'staff:17' } as const
  const text = 'I, Zoë 山田, want all of it.'

  it('goes from receipt to answer', async () => {
    const { requests, id, time } = await fresh()
    const came = await requests.open({ kind: 'access', who: id, market: 'EU', says: text, ...letter })
    if (!came.ok) throw new Error(came.error.code)
    expect(came.request).toMatchObject({
      ...{ kind: 'access', subject: id, market: 'EU', medium: 'letter', evidence: 'box 3/112', actor: 'staff:17' },
      ...{ says: text, receivedAt: noon, source: 'GDPR Art. 12(3)', overdue: false, extended: null, closed: null },
    })
    expect(await requests.list()).toEqual([came.request])
    time.now += day
    const answered = await requests.close(came.request.id, { answer: 'Here it is.', actor: 'staff:4' })
    const closed = { at: noon + day, actor: 'staff:4', answer: 'Here it is.' }
    expect(answered).toMatchObject({ ok: true, request: { closed, says: text } })
    expect(await requests.list()).toEqual([])
    expect(await requests.list({ all: true, who: id })).toMatchObject([{ closed }])
    expect(await requests.close(came.request.id, { answer: 'Again.' })).toMatchObject({
      ok: false,
      error: { code: 'already_closed' },
    })
  })

  it('is put off once, in time, with a reason', async () => {
    const { requests, time } = await fresh()
    const came = await requests.open({ kind: 'erasure', market: 'EU', ...letter })
    if (!came.ok) throw new Error(came.error.code)
    const { id } = came.request
    // A month after 31 January is 28 February: it has to be answered before the 1st of March.
    expect(came.request.due).toBe(Date.UTC(2027, 2, 1))
    const later = await requests.extend(id, { reason: 'Three archives.', actor: 'staff:17' })
    expect(later).toMatchObject({
      ok: true,
      request: { due: Date.UTC(2027, 3, 29), extended: { at: noon, actor: 'staff:17', reason: 'Three archives.' } },
    })
    const again = await requests.extend(id, { reason: 'More.' })
    expect(again).toMatchObject({ ok: false, error: { code: 'already_extended' } })
    const late = await requests.open({ kind: 'erasure', market: 'CH', ...letter })
    if (!late.ok) throw new Error(late.error.code)
    time.now += 31 * day
    expect(await requests.extend(late.request.id, { reason: 'Holidays.' })).toMatchObject({
      ok: false,
      error: { code: 'too_late' },
    })
    expect(await requests.list()).toMatchObject([
      { id: late.request.id, overdue: true },
      { id, overdue: false },
    ])
  })

  it('counts by the strictest rule where nobody says whose holds, and by the program’s only market where it has one', async () => {
    const { requests } = await fresh()
    const unsaid = await requests.open({ kind: 'access', ...letter })
    expect(unsaid).toMatchObject({ request: { market: null, due: Date.UTC(2027, 2, 1) } })
    const swiss = await fresh({ program: { ...shop, markets: ['CH'], timeZone: 'Europe/Zurich' } as never })
    const own = await swiss.requests.open({ kind: 'access', ...letter })
    expect(own).toMatchObject({ request: { market: 'CH', due: Date.UTC(2027, 2, 2, 23), source: 'DSV Art. 18' } })
    const californian = await fresh({ program: { ...shop, markets: ['CH', 'US-CA'] } as never })
    expect(await californian.requests.open({ kind: 'opt-out', ...letter })).toMatchObject({ request: { market: null } })
  })

  it('knows a request by its key, whoever enters it again', async () => {
    const { requests } = await fresh()
    const asked = { kind: 'complaint', key: 'scan:88', ...letter } as const
    const [first, second] = [await requests.open({ ...asked, says: 'One.' }), await requests.open(asked)]
    expect(second).toEqual(first)
    expect(await requests.list()).toHaveLength(1)
  })

  it('loses none of two changes at once', async () => {
    const { requests } = await fresh()
    const came = await requests.open({ kind: 'other', market: 'EU', ...letter })
    if (!came.ok) throw new Error(came.error.code)
    const { id } = came.request
    await Promise.all([requests.extend(id, { reason: 'Holidays.' }), requests.close(id, { answer: 'No.' })])
    const { extended, closed } = (await requests.get(id)) ?? {}
    expect(closed?.answer).toBe('No.')
    // Closing first leaves nothing to extend; extending first is kept.
    expect([null, 'Holidays.']).toContain(extended?.reason ?? null)
  })

  it('refuses whom nobody knows, and what is no request', async () => {
    const { requests } = await fresh()
    const nobody = crypto.randomUUID()
    expect(await requests.open({ kind: 'access', who: nobody, ...letter })).toMatchObject({
      error: { code: 'no_subject' },
    })
    expect(await requests.list({ who: { login: 'nobody' }, all: true })).toEqual([])
    expect(await requests.extend(nobody, { reason: 'r' })).toMatchObject({ error: { code: 'unknown_request' } })
    expect(await requests.close('no id', { answer: 'a' })).toMatchObject({ error: { code: 'unknown_request' } })
    expect([await requests.get(nobody), await requests.answer(nobody)]).toEqual([null, null])
    for (const bad of [
      { kind: 'party' as never },
      { receivedAt: Number.NaN },
      { says: 'x'.repeat(20_001) },
      { evidence: 'nul\0' },
      { medium: 7 as never },
    ])
      await expect(requests.open({ kind: 'access', ...letter, ...bad })).rejects.toMatchObject({ code: 'bad_request' })
  })

  it('is counted by the due work while it waits', async () => {
    const { requests, server, time } = await fresh()
    const due = async () => (await server.dueWork()).requests
    expect(await due()).toEqual({ open: 0, overdue: 0 })
    const came = await requests.open({ kind: 'access', market: 'EU', ...letter })
    expect(await due()).toEqual({ open: 1, overdue: 0 })
    time.now = (came.ok ? came.request.due : 0) - 1
    expect(await due()).toEqual({ open: 1, overdue: 0 })
    time.now += 1
    expect(await due()).toEqual({ open: 1, overdue: 1 })
    await requests.close(came.ok ? came.request.id : '', { answer: 'Sorry.' })
    expect(await due()).toEqual({ open: 0, overdue: 0 })
  })

  it('stores no word that was written or answered in the open', async () => {
    if (name !== 'PGlite') return
    const { requests, id } = await fresh()
    const came = await requests.open({ kind: 'access', who: id, market: 'EU', says: text, ...letter })
    if (!came.ok) throw new Error(came.error.code)
    await requests.extend(came.request.id, { reason: 'The archive burns.' })
    await requests.close(came.request.id, { answer: 'We know your cat.' })
    const dump = await opened.dump()
    expect(dump).toContain(came.request.id)
    for (const words of ['山田', 'want all', 'archive burns', 'your cat']) expect(dump).not.toContain(words)
    const [of] = await requests.list({ all: true, who: id })
    expect([of?.says, of?.extended?.reason, of?.closed?.answer]).toEqual([
      text,
      'The archive burns.',
      'We know your cat.',
    ])
  })
})
