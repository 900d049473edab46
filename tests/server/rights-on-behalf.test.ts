import { describe, expect, it } from 'vitest'
import { hashOf } from '../../src/server/secrets/secrets.js'
import { memory } from '../../src/server.js'
import { device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'

const printed = hashOf('The form as it lay on the desk.')
const by = {
  actor: 'staff:17',
  medium: 'paper',
  evidence: 'box 3/112',
  printed,
  givenAt: Date.UTC(2026, 0, 2),
} as const

describe('staff on behalf', () => {
  async function member() {
    const { server } = started({ store: memory() })
    const page = device(server, shop)
    const answers = { email: 'a@b.ch', birthday: '2000-01-02' }
    const { subject } = await page.send(page.accept('membership', answers))
    return { server, page, person: server.subject(subject as string), id: subject as string }
  }

  it('leave in the record who acted, through what, on what proof, over which printed notice', async () => {
    const { person } = await member()
    const said = [
      await person.accept('raffle', {}, { by, consents: { newsletter: ['email'] } }),
      await person.withdraw('treats', undefined, { by }),
      await person.leave('membership', { by }),
    ]
    expect(said.map(({ ok }) => ok)).toEqual([true, true, true])
    const record = await person.record()
    const onPaper = record?.records.filter(({ printed: hash }) => hash === printed)
    expect(onPaper).toHaveLength(3)
    for (const one of onPaper ?? [])
      expect(one).toMatchObject({
        ...{ act: 'staff', actor: 'staff:17', medium: 'paper', reference: 'box 3/112', printed },
        givenAt: by.givenAt,
      })
    expect(onPaper?.[0]?.notice?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('exercise every right, and the same form typed in twice counts once', async () => {
    const { person, id, server } = await member()
    const restricted = { key: 'scan:1', by }
    expect(await person.restrict(restricted)).toMatchObject({ ok: true, known: false })
    expect(await person.restrict(restricted)).toMatchObject({ ok: true, known: true })
    expect(await person.read('email', 'club')).toBeUndefined()
    expect(await person.unrestrict({ by })).toMatchObject({ ok: true })
    expect(await person.rectify('email', 'new@b.ch', { by })).toMatchObject({ ok: true })
    expect((await person.record())?.fields.find(({ field }) => field === 'email')?.known?.value).toBe('new@b.ch')
    expect(JSON.parse((await person.export()) as string)).toMatchObject({ subject: id, restrictedAt: null })
    expect(await person.object('club', { by })).toMatchObject({ ok: false, error: { code: 'wrong_exit' } })
    expect(await person.erase({ by })).toMatchObject({ ok: true })
    expect(await server.subject(id).record()).toBeNull()
  })

  it('name a printed notice by its hash and by nothing else', async () => {
    const { person } = await member()
    for (const wrong of ['form 3', printed.toUpperCase(), 7 as never])
      await expect(person.erase({ by: { ...by, printed: wrong } })).rejects.toMatchObject({ code: 'bad_call' })
    expect(await person.record()).not.toBeNull()
  })

  it('can’t be claimed by a device', async () => {
    const { page } = await member()
    const claimed = { ...page.say({ type: 'withdraw', purpose: 'treats' }), onBehalf: by }
    const { results } = await page.send(claimed)
    expect(results[0]).toMatchObject({ ok: false, error: { code: 'bad_command' } })
  })
})
