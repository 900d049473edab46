import { isObject, type Report } from './check-shape.js'
import { english } from './notice-words/english.js'

const base = (tag: string): string | undefined => tag.split('-', 1)[0]?.toLowerCase()

/** Languages whose words are there for the taking, so that English is nobody's wish. */
const spoken = new Set(['de', 'fr', 'it'])

/** Whether the notices beside offers speak the program's language, and say all that they have to. */
export function checkNotices(report: Report, given: unknown): void {
  const { language = 'en', notices } = given as { readonly language?: unknown; readonly notices?: unknown }
  if (typeof language !== 'string') return
  if (notices === undefined) {
    if (spoken.has(base(language) ?? ''))
      report(
        'no_words',
        'notices',
        `Beside its offers, a program in ${language} would speak English.`,
        'Pass germanNotices, frenchNotices or italianNotices as `notices`.',
      )
    return
  }
  if (!isObject(notices)) return
  checkTexts(report, 'notices', notices, english)
  if (typeof notices.language === 'string' && base(notices.language) !== base(language))
    report(
      'other_language',
      'notices.language',
      `The program speaks ${language}, its notices ${notices.language}.`,
      'Pass the words of its own language.',
    )
}

const slotsOf = (text: string): string => (text.match(/\{\w+\}/g) ?? []).sort().join(' ')

/** Each text where English has one, with the same slots: one left out would leave a gap in what is evidence. */
function checkTexts(report: Report, path: string, given: unknown, wanted: unknown): void {
  if (typeof wanted !== 'string') {
    const texts = typeof given === 'object' && given !== null ? (given as { readonly [name: string]: unknown }) : {}
    for (const [name, part] of Object.entries(wanted as object))
      checkTexts(report, `${path}.${name}`, Object.hasOwn(texts, name) ? texts[name] : undefined, part)
  } else if (typeof given !== 'string' || given === '')
    report('missing', path, 'A notice can’t do without this text.', 'Add it, as it stands in germanNotices.')
  else if (slotsOf(given) !== slotsOf(wanted))
    report('bad_value', path, `This text has other slots than ${slotsOf(wanted) || 'none'}.`, 'Use each of them once.')
}
