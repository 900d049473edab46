import { describe, expect, it } from 'vitest'
import { wordsIn } from '../../src/standards/notices/language.js'
import { english, type Words } from '../../src/standards/notices/words/english.js'

type Leaf = readonly [path: string, text: string]

const leaves = (of: unknown, path = ''): readonly Leaf[] =>
  typeof of === 'string'
    ? [[path, of]]
    : Object.entries(of as object).flatMap(([name, part]) => leaves(part, path === '' ? name : `${path}.${name}`))

const own = Object.fromEntries(leaves(english))
const slots = (text = '') =>
  text
    .match(/\{\w+\}/g)
    ?.sort()
    .join() ?? ''

/** Words that are the same in another language, by where they stand. */
const alike: { readonly [language: string]: readonly string[] } = {
  de: ['name', 'states.none', 'processing.dataOf', 'incentive.chance'],
  fr: ['version', 'contact', 'receipt.variant', 'channels.email', 'privacy.currency'],
  it: ['states.US-CA', 'channels.email'],
}
const spare = (path: string) =>
  /^(privacy\.(adequate|safeguarded|unguarded)|processing\.(dataOf|spanField)|incentive\.pointsOf|channels\.sms|quotes\.\d)$/.test(
    path,
  )

describe.each(['de', 'fr', 'it'])('the words in %s', (language) => {
  const words = leaves(wordsIn(language) as Words)

  it('stand where the English ones do, and fill the same slots', () => {
    expect(words.map(([path]) => path).sort()).toEqual(Object.keys(own).sort())
    expect(words.filter(([path, text]) => slots(text) !== slots(own[path]))).toEqual([])
    expect(words.filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('are not English', () => {
    const same = words.filter(([path, text]) => text === own[path] && !spare(path)).map(([path]) => path)
    expect(same.filter((path) => !alike[language]?.includes(path))).toEqual([])
  })

  it('have the quotation marks and apostrophes of print', () => {
    expect(words.filter(([, text]) => /["']/.test(text))).toEqual([])
  })
})

describe('the words', () => {
  it('leave no ß in Swiss German, which has guillemets', () => {
    const swiss = wordsIn('de-CH') as Words
    expect(JSON.stringify(wordsIn('de'))).toContain('ß')
    expect(JSON.stringify(swiss)).not.toContain('ß')
    expect(swiss.quotes).toEqual(['«', '»'])
    expect(wordsIn('de-AT')?.quotes).toEqual(['„', '“'])
  })

  it('in French have a space that does not break before double punctuation', () => {
    const bare = leaves(wordsIn('fr') as Words).filter(([, text]) => /[^\u00a0]:(\s|$)|[^\u202f][;?!]/.test(text))
    expect(bare).toEqual([])
  })

  it('in German never put a span into the dative, which Intl does not write', () => {
    const spans = leaves(wordsIn('de') as Words).filter(([, text]) =>
      /(nach|innert|binnen|seit|von|mit|ab) \{(span|more)\}/i.test(text),
    )
    expect(spans).toEqual([])
  })

  it('speak four languages, whatever the region, and no other', () => {
    expect(['en-GB', 'fr-CH', 'IT', 'de-DE'].map((tag) => wordsIn(tag)?.tag)).toEqual(['en', 'fr', 'it', 'de'])
    expect([wordsIn('rm'), wordsIn(''), wordsIn('constructor')]).toEqual([undefined, undefined, undefined])
  })
})
