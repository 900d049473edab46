import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utc } from '../../src/index.js'
import { answerPage } from '../../src/server/rights/answer-page.js'
import { html, page } from '../../src/server/rights/html.js'
import type { SubjectRequest } from '../../src/server/rights/request.js'
import { wordsFor } from '../../src/server/rights/words/words-for.js'
import { memory } from '../../src/server.js'
import { device } from './support/device.js'
import { shop } from './support/shop.js'
import { started } from './support/started.js'

const at = Date.UTC(2027, 0, 15, 12)
const request: SubjectRequest = {
  ...{ id: 'r', kind: 'access', subject: null, market: 'EU', medium: 'letter', receivedAt: at, actor: null },
  ...{ evidence: null, says: null, due: Date.UTC(2027, 1, 16), source: 'GDPR Art. 12(3)', overdue: false },
  ...{ extended: null, closed: null },
}
const letter = (more: Partial<SubjectRequest>, program = shop as Parameters<typeof answerPage>[0]) =>
  answerPage(program, utc, { request: { ...request, ...more }, record: null, now: at })

/** The tags of a page, in order: what nobody's words may change. */
const tags = (text: string) => text.match(/<[^>]*>/g)

/** What a browser shows of it. */
const shown = (text: string) =>
  text.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))

const anyText = fc.string({ unit: 'binary', maxLength: 40 })

describe('a letter', () => {
  it('has the same tags whatever people write, and shows it', () => {
    const plain = tags(letter({ says: 'x', closed: { at, actor: null, answer: 'x' } }))
    fc.assert(
      fc.property(anyText, anyText, (says, answer) => {
        const text = letter({ says, closed: { at, actor: null, answer } })
        expect(tags(text)).toEqual(plain)
        const printable = says.replace(/[^\P{Cc}\t\n\r]/gu, '')
        expect(shown(text)).toContain(printable)
      }),
    )
  })

  it('keeps to what it was given in attributes as well', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(tags(html`<p title="${text}">${text}</p>`.html)).toHaveLength(2)
        expect(page('en', text, [])).toContain('<html lang="en">')
      }),
    )
  })

  it.each(['en', 'de-CH', 'fr', 'it', 'rm', undefined])('leaves no slot open, in %s', (language) => {
    const program = { ...shop, ...(language && { language }) } as Parameters<typeof answerPage>[0]
    const officer = { name: 'Zoë', contact: 'zoe@alpine.example' }
    const said = [
      {},
      { extended: { at, actor: null, reason: 'r' } },
      { extended: { at, actor: null, reason: 'r' }, closed: { at, actor: null, answer: 'a' } },
    ].map((more) => letter({ ...more, says: 's' }, { ...program, officer, representative: officer }))
    for (const text of said) expect(shown(text.replace(/<style>.*<\/style>/s, ''))).not.toMatch(/[{}]|undefined/)
    expect(said[0]).toContain(
      language?.startsWith('de') ? '<html lang="de">' : `<html lang="${wordsFor(language).language}">`,
    )
    expect(wordsFor('rm').language).toBe('en')
  })

  it('holds what people are called in any script, and as long as it is', async () => {
    const { server } = started({ store: memory() })
    const one = device(server, shop)
    const note = `${'山田 \u200fשלום עולם 👩‍👩‍👧 '.repeat(4_000)}the end`
    const { subject, results } = await one.send(one.accept('callback', { phone: '+41', note }))
    expect(results[0]?.ok).toBe(true)
    const person = server.subject(subject as string)
    const known = (await person.record())?.fields.find(({ field }) => field === 'note')?.known
    expect(known?.value).toBe(note)
    expect(JSON.parse((await person.export()) as string).fields[1].known.value).toBe(note)
    const asked = await server.requests.open({ kind: 'portability', who: subject as string, medium: 'mail' })
    if (!asked.ok) throw new Error(asked.error.code)
    await server.requests.close(asked.request.id, { answer: 'Here.' })
    expect(await server.requests.answer(asked.request.id)).toContain(note)
  })
})
