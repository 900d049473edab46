import { record } from '../../core/json.js'
import { refused } from '../../core/result.js'
import { english, type Words } from './words/english.js'
import { french } from './words/french.js'
import { german } from './words/german.js'
import { italian } from './words/italian.js'

/** BCP 47: a language that the generated texts speak, alone or with a region, as in `de-CH`. */
export type NoticeLanguage = 'en' | 'de' | 'fr' | 'it' | `${'en' | 'de' | 'fr' | 'it'}-${string}`

const spoken = /* @__PURE__ */ record<Words>({ en: english, de: german, fr: french, it: italian })

/** Where an ß is not written. */
const withoutSharpS = /^de-(CH|LI)\b/i

/**
 * The words of a language; nothing where it is not spoken here.
 *
 * @param tag BCP 47; Swiss German writes ss for ß, and «» for quotation marks
 */
export function wordsIn(tag: string): Words | undefined {
  const words = spoken[tag.split('-', 1)[0]?.toLowerCase() ?? '']
  return words && withoutSharpS.test(tag) ? { ...inSwissSpelling(words), quotes: ['«', '»'] } : words
}

function inSwissSpelling<Part>(part: Part): Part {
  if (typeof part === 'string') return part.replaceAll('ß', 'ss') as Part
  if (Array.isArray(part)) return part.map(inSwissSpelling) as Part
  return Object.fromEntries(
    Object.entries(part as object).map(([name, value]) => [name, inSwissSpelling(value)]),
  ) as Part
}

/** The language in which a document is written: the one asked for, else the program's own where it is spoken here. */
export const languageFor = (asked: string | undefined, own = 'en'): string =>
  asked ?? (wordsIn(own) === undefined ? 'en' : own)

export const unknownLanguage = (tag: string) =>
  refused({
    code: 'unknown_language',
    message: `Notices are not written in ${tag}.`,
    remedy: 'Take en, de, fr or it, or one of them with a region, as in de-CH.',
  } as const)
