import { describe, expect, it } from 'vitest'
import { checked } from '../../src/core/program/define-program.js'
import type { StateReply } from '../../src/core/subject/batch.js'
import { germanNotices } from '../../src/index.js'
import { createServer, memory } from '../../src/server.js'
import { clubWith, definition } from '../core/consent/club.js'
import { codes, device, secret } from './support/device.js'

const first = clubWith()
const { letter, ...purposes } = definition.purposes
const { membership, ...offers } = definition.offers
/** A party more for the letter, a purpose more, and another question. */
const second = checked({
  ...definition,
  version: 2,
  purposes: {
    ...purposes,
    letter: { ...letter, confirm: false, parties: ['mailer', 'crm'] },
    polls: { label: 'Ask your opinion', basis: 'consent' },
  },
  offers: { ...offers, membership: { ...membership, invites: { ...membership.invites, polls: ['taste'] } } },
})
const email = { email: 'a@b.ch' }

const rollout = () => {
  const server = createServer({ program: second, earlier: [first], store: memory(), secrets: [secret] })
  return { server, old: device(server, first), page: device(server, second) }
}

describe('a version being rolled out', () => {
  it('decides what a page sends by the version that it shows, and reads by the one in force', async () => {
    const { server, old } = rollout()
    const reply = await old.send(old.accept('membership', email, { consents: { letter: ['email'] } }))
    expect([codes(reply), reply.program.version]).toEqual([['ok'], 1])
    const member = server.subject(reply.subject as string)
    const state = await member.state()
    expect(state?.state.grounds.letter?.email).toMatchObject({ status: 'granted', terms: 'mailer:DE' })
    expect(await member.read('email', 'letter')).toBeUndefined()
    expect([await member.read('email', 'club'), await member.can('post')]).toEqual(['a@b.ch', true])
  })

  it('takes no page’s word for the notice of another version', async () => {
    const { old, page } = rollout()
    const { evidence } = page.accept('membership', email) as unknown as { evidence: object }
    expect(codes(await old.send(old.accept('membership', email, { evidence })))).toEqual(['wrong_notice'])
  })

  it('loses nothing of what only the newer one knows by what an older page sends', async () => {
    const { server, old, page } = rollout()
    const consents = { polls: ['taste'] }
    const reply = await page.send(page.accept('membership', { ...email, taste: 'sweet' }, { consents }))
    for (const [name, value] of page.jar) old.jar.set(name, value)
    old.subject = reply.subject
    expect(codes(await old.send(old.say({ type: 'rectify', field: 'email', value: 'b@b.ch' })))).toEqual(['ok'])
    const member = server.subject(reply.subject as string)
    expect([await member.read('taste', 'polls'), await member.read('email', 'club')]).toEqual(['sweet', 'b@b.ch'])
  })

  it('tells each page of its own version where that still works, and others of the one in force', async () => {
    const { old } = rollout()
    const version = async (query: string) =>
      ((await (await old.fetch(`/state${query}`)).json()) as StateReply).program.version
    expect([await version('?version=1'), await version('?version=0'), await version('')]).toEqual([1, 2, 2])
  })

  it('turns away a page of a version that works no longer', async () => {
    const server = createServer({ program: second, store: memory(), secrets: [secret] })
    const old = device(server, first)
    const { id, version } = first
    const response = await old.post({ program: { id, version }, commands: [] })
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([409, 'program_version'])
  })

  it.each([
    ['the version in force', [second]],
    ['one version twice', [first, first]],
    ['another program', [checked({ ...definition, id: 'other' })]],
  ])('is refused where %s counts as earlier', (_, earlier) => {
    const options = { program: second, earlier, store: memory(), secrets: [secret] }
    expect(() => createServer(options)).toThrow(expect.objectContaining({ code: 'bad_options' }))
  })
})

describe('a program in several languages', () => {
  const german = checked({ ...second, language: 'de', notices: germanNotices })
  const spoken = () => createServer({ program: second, translations: [german], store: memory(), secrets: [secret] })

  it('keeps with each consent the words that its page showed', async () => {
    const server = spoken()
    const page = device(server, german)
    const reply = await page.send(page.accept('membership', email, { consents: { letter: ['email'] } }))
    expect(codes(reply)).toEqual(['ok'])
    const record = await server.subject(reply.subject as string).record()
    expect(record?.records[0]?.notice).toMatchObject({ version: 2, language: 'de' })
    expect(record?.notices[0]?.text).toContain('mit Ihrer Einwilligung')
  })

  it('takes none twice, and none of another version', () => {
    const options = { program: second, store: memory(), secrets: [secret] }
    for (const translations of [[german, german], [second], [first]])
      expect(() => createServer({ ...options, translations })).toThrow('Translations are version 2')
  })

  it('takes no consent to words that nobody gave it, and every exit all the same', async () => {
    const server = createServer({ program: second, store: memory(), secrets: [secret] })
    const [page, english] = [device(server, german), device(server, second)]
    expect(codes(await page.send(page.accept('membership', email)))).toEqual(['wrong_notice'])
    await english.send(english.accept('membership', email))
    for (const [name, value] of english.jar) page.jar.set(name, value)
    page.subject = english.subject
    expect(codes(await page.send(page.say({ type: 'leave', offer: 'membership' })))).toEqual(['ok'])
  })
})
