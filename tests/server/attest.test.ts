import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { defineProgram, identifier, personal, preference } from '../../src/index.js'
import { createServer } from '../../src/server.js'
import { secret } from './support/device.js'
import { type Opened, stores } from './support/stores.js'

const club = defineProgram({
  id: 'club',
  version: 1,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  fields: {
    email: identifier(z.email(), { label: 'E-mail' }),
    birthday: personal(z.iso.date(), { label: 'Birthday' }),
    terrain: preference(z.string(), { label: 'Terrain' }),
  },
  purposes: {
    club: { label: 'Keep your account', basis: 'contract' },
    treats: { label: 'A present', basis: 'consent', validFor: 'P2Y' },
    news: { label: 'Write to you', basis: 'consent', confirm: true },
    ads: { label: 'Advertise elsewhere', basis: 'consent', sells: true },
  },
  touchpoints: { web: { label: 'Web', channel: 'shop' } },
  currencies: { bonus: { kind: 'redeemable', label: 'Bonus', expires: 'P1Y' } },
  offers: {
    join: {
      principle: 'convert',
      for: 'club',
      asks: {
        email: 'Your account needs an address',
        birthday: { because: 'A present', optional: true, for: 'treats' },
      },
      invites: { news: ['email'], ads: ['email'] },
      gives: { benefit: 'points', points: { bonus: 100 }, says: '100 points' },
    },
  },
})

const day = 86_400_000
const now = Date.UTC(2026, 10, 22)
const by = { medium: 'web', evidence: 'crm:88', givenAt: now - 100 * day }
const proof = { status: 'granted', act: 'tick', notice: { text: 'We send you a present. 生日 🎂' }, by } as const
const file = { medium: 'file', evidence: 'members.csv, line 2', givenAt: now - 900 * day }

describe.each(stores)('members of old, in %s', (_, open) => {
  let opened: Opened
  beforeAll(async () => {
    opened = await open()
  })
  afterAll(() => opened.close())

  let tenants = 0
  const started = (at = now) => {
    const clock = { at }
    const tenant = `club-${tenants++}`
    const server = createServer({
      program: club,
      store: opened.store,
      tenant,
      secrets: [secret],
      clock: () => clock.at,
    })
    return { server, clock, tenant, ada: server.subject({ login: 'ada' }) }
  }
  const code = (said: { ok: boolean; error?: { code: string } }) => (said.ok ? 'ok' : said.error?.code)

  it('bring the contract’s values, and what no ground holds is left out and kept nowhere', async () => {
    const { ada } = started()
    const answers = { email: 'ada@example.org', birthday: '1815-12-10', terrain: '山 🏔' }
    const said = await ada.enrol('join', { by: file, answers })
    expect(said).toMatchObject({ ok: true, outcome: { learned: ['email'] } })
    const state = await ada.state()
    expect(state?.values).toEqual({ email: 'ada@example.org' })
    expect(state?.state.known.email?.source).toMatchObject({ provenance: 'imported', givenAt: file.givenAt })
    expect(await ada.read('email', 'club')).toBe('ada@example.org')
    expect(code(await ada.enrol('join', { by: file, answers: { email: 'other@example.org' } }))).toBe(
      'already_accepted',
    )
    expect((await ada.state())?.version).toBe(1)
  })

  it('get what a consent of old allows, and from when it was given', async () => {
    const { ada, clock } = started()
    await ada.enrol('join', { by: file, answers: { email: 'ada@example.org', birthday: '1815-12-10' } })
    const said = await ada.attest('treats', ['birthday'], { ...proof, answers: { birthday: '1815-12-10' } })
    expect(said).toMatchObject({
      ok: true,
      outcome: { learned: ['birthday'], attested: [{ purpose: 'treats', field: 'birthday', status: 'granted' }] },
    })
    expect(await ada.read('birthday', 'treats')).toBe('1815-12-10')
    clock.at = Date.UTC(2028, 7, 14) - 1
    expect(await ada.read('birthday', 'treats')).toBe('1815-12-10')
    clock.at = Date.UTC(2028, 7, 14)
    expect(await ada.read('birthday', 'treats')).toBeUndefined()
  })

  it('get the value when the ground is there before', async () => {
    const { ada } = started()
    await ada.attest('treats', ['birthday'], proof)
    expect(await ada.enrol('join', { by: file, answers: { birthday: '1815-12-10' } })).toMatchObject({
      outcome: { learned: ['birthday'] },
    })
  })

  it('change nothing when it is all said again', async () => {
    const { ada } = started()
    const all = async () => [
      await ada.enrol('join', { by: file, answers: { email: 'ada@example.org' } }),
      await ada.attest('news', ['email'], { ...proof, confirmed: true }),
      await ada.attest('treats', ['birthday'], { ...proof, by: { ...by, givenAt: now - 800 * day } }),
      await ada.attest('ads', ['email'], { status: 'withdrawn', by }),
    ]
    expect((await all()).map(code)).toEqual(['ok', 'ok', 'ok', 'ok'])
    const state = JSON.stringify(await ada.state())
    expect((await all()).map(code)).toEqual(Array(4).fill('already_accepted'))
    expect(JSON.stringify(await ada.state())).toBe(state)
  })

  it('have no consent that was over already, and it is written down so', async () => {
    const { ada } = started()
    const said = await ada.attest('treats', ['birthday'], {
      ...proof,
      answers: { birthday: '1815-12-10' },
      by: { ...by, givenAt: now - 731 * day },
    })
    expect(said).toMatchObject({ ok: true, outcome: { attested: [{ status: 'expired' }] } })
    expect(said).not.toMatchObject({ outcome: { learned: expect.anything() } })
    expect(await ada.state()).toMatchObject({
      values: {},
      state: { grounds: { treats: { birthday: { status: 'expired' } } } },
    })
  })

  it('have no consent without its proof', async () => {
    const { ada } = started()
    const { evidence: _, ...unnamed } = by
    const lacking = async (options: object, missing: readonly string[]) => {
      const said = await ada.attest('treats', ['birthday'], { ...proof, ...options } as never)
      expect(said).toMatchObject({ ok: false, error: { code: 'unproven', facts: { missing } } })
    }
    await lacking({ act: undefined }, ['act'])
    await lacking({ notice: undefined }, ['notice'])
    await lacking({ notice: { hash: 'abc' } }, ['notice'])
    await lacking({ by: unnamed }, ['reference'])
    await expect(ada.attest('treats', ['birthday'], { ...proof, by: {} })).rejects.toMatchObject({ code: 'bad_call' })
    expect(await ada.state()).toBeNull()
  })

  it('keep a withdrawal that stands here, and any no that is newer', async () => {
    const { ada } = started()
    await ada.attest('treats', ['birthday'], proof)
    await ada.withdraw('treats')
    const newer = { ...proof, by: { ...by, givenAt: now - 1 } }
    expect(code(await ada.attest('treats', ['birthday'], newer))).toBe('said_no')
    const { ada: other } = started()
    await other.attest('treats', ['birthday'], { status: 'refused', by })
    expect(code(await other.attest('treats', ['birthday'], proof))).toBe('said_no')
  })

  it('keep a no whatever its proof, also of somebody who is no member', async () => {
    const { ada } = started()
    const said = await ada.attest('news', ['email'], { status: 'withdrawn', by: { evidence: 'list:3' } })
    expect(said).toMatchObject({ ok: true, outcome: { attested: [{ status: 'withdrawn' }] } })
    expect(await ada.state()).toMatchObject({
      state: { grounds: { news: { email: { status: 'withdrawn' } } }, offers: {} },
    })
  })

  it('are confirmed as they were then, and wait where nothing says so', async () => {
    const { ada } = started()
    await ada.enrol('join', { by: file, answers: { email: 'ada@example.org' } })
    expect(await ada.attest('news', ['email'], proof)).toMatchObject({
      outcome: { attested: [{ status: 'unconfirmed' }] },
    })
    expect(await ada.read('email', 'news')).toBeUndefined()
    expect(code(await ada.attest('news', ['email'], { ...proof, confirmed: true }))).toBe('ok')
    expect(await ada.read('email', 'news')).toBe('ada@example.org')
  })

  it('are not confirmed under an address that is newer than the confirmation', async () => {
    const { ada } = started()
    await ada.enrol('join', { by: { ...file, givenAt: now - day }, answers: { email: 'new@example.org' } })
    await ada.attest('news', ['email'], { ...proof, confirmed: true })
    expect(await ada.read('email', 'news')).toBeUndefined()
  })

  it('are not brought back once they left', async () => {
    const { ada } = started()
    await ada.accept('join', { email: 'ada@example.org' }, { by: {} })
    await ada.leave('join')
    expect(code(await ada.enrol('join', { by: file, answers: { email: 'ada@example.org' } }))).toBe('left_before')
    expect((await ada.state())?.values).toEqual({})
  })

  it('are refused what rests on no consent, or is proposed nowhere', async () => {
    const { ada } = started()
    expect(code(await ada.attest('club', ['email'], proof))).toBe('no_consent')
    expect(code(await ada.attest('none' as never, ['email'], proof))).toBe('unknown_purpose')
    expect(code(await ada.attest('news', ['birthday'], proof))).toBe('not_invited')
    expect(code(await ada.attest('news', ['email'], { ...proof, answers: { birthday: '1815-12-10' } }))).toBe(
      'not_invited',
    )
    expect(code(await ada.attest('treats', ['birthday'], { ...proof, answers: { birthday: 'soon' } }))).toBe('invalid')
    expect(code(await ada.enrol('join', { by, answers: { phone: '1' } as never }))).toBe('unknown_field')
  })

  it('have their history with the notice of then', async () => {
    const { ada, tenant } = started()
    await ada.attest('treats', ['birthday'], proof)
    const id = (await ada.attest('treats', ['birthday'], { status: 'withdrawn', by: {} })) as { subject: string }
    const lines = await opened.store.history(tenant, id.subject)
    const hash = createHash('sha256').update(proof.notice.text).digest('hex')
    expect(lines[0]?.said).toMatchObject({
      type: 'attest',
      act: 'tick',
      givenAt: by.givenAt,
      medium: 'web',
      reference: 'crm:88',
      notice: { hash, version: 0 },
    })
    expect(lines[1]?.said).toMatchObject({ type: 'attest', act: 'import' })
  })

  it('are refused while they are suppressed, by login or identifier; who is here already is named', async () => {
    const { server, ada, clock } = started()
    const enrolled = await ada.enrol('join', { by: file, answers: { email: 'ada@example.org' } })
    const people = [
      { login: 'bo' },
      { identifiers: { email: 'Cy@Example.org ' }, until: now + day },
      { login: 'x', identifiers: { email: 'ada@example.org' } },
    ]
    const said = await server.suppress(people)
    expect(said).toMatchObject([
      { known: false, subject: null },
      { known: false, subject: null, until: now + day },
      { known: false, subject: enrolled.ok && enrolled.subject },
    ])
    expect((await server.suppress(people)).map(({ known }) => known)).toEqual([true, true, true])
    const enrol = (login: string, email: string) =>
      server.subject({ login }).enrol('join', { by: file, answers: { email } })
    expect(code(await enrol('bo', 'bo@example.org'))).toBe('suppressed')
    expect(code(await enrol('cy', 'cy@example.org'))).toBe('suppressed')
    const points = { points: { bonus: 5 }, reason: 'r', key: 'k' }
    expect(code(await server.subject({ login: 'bo' }).award(points))).toBe('suppressed')
    expect(code(await server.subject({ login: 'bo' }).attest('treats', ['birthday'], proof))).toBe('suppressed')
    clock.at = now + day
    expect(code(await enrol('cy', 'cy@example.org'))).toBe('ok')
    await expect(server.suppress([{ identifiers: { birthday: 'x' } }])).rejects.toMatchObject({
      code: 'bad_suppression',
    })
    await expect(server.suppress([{}])).rejects.toMatchObject({ code: 'bad_suppression' })
  })

  it('have points with an end of their own', async () => {
    const { ada, clock } = started()
    const award = (expiresAt: number, key: string) =>
      ada.award({ points: { bonus: 70 }, reason: 'balance', key, expiresAt })
    expect(code(await award(now, 'a'))).toBe('bad_instant')
    expect(code(await award(now + 2 * day, 'b'))).toBe('ok')
    await ada.award({ points: { bonus: 30 }, reason: 'balance', key: 'c' })
    expect(await ada.balance('bonus')).toMatchObject({ available: 100 })
    clock.at = now + 2 * day
    expect(await ada.balance('bonus')).toMatchObject({ available: 30 })
  })
})
