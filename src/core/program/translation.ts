import { EvenhandedError, type Issue } from '../error.js'
import { isObject } from './check-shape.js'
import type { NoticeWords } from './notice-words/english.js'
import type { Names, Program } from './program.js'

/** Texts in the places where the program has its own. */
export interface Texts {
  readonly [name: string]: string | Texts | readonly Texts[] | undefined
}

type Each<Name extends PropertyKey> = { readonly [N in Name]?: Texts }

/** A program's texts in another language, each where the program has it: labels, reasons, what is given. */
export interface Words<N extends Names = Names> {
  readonly fields: Each<keyof N['fields']>
  readonly purposes: Each<N['purposes']>
  readonly touchpoints: Each<N['touchpoints']>
  readonly offers: Each<keyof N['offers']>
  readonly currencies?: Each<N['currencies']>
  readonly rewards?: Each<N['rewards']>
  readonly gates?: Each<N['gates']>
  readonly deeds?: Each<N['deeds']>
  readonly earns?: Each<N['earns']>
  readonly campaigns?: Texts
  readonly conversions?: Each<N['conversions']>
  readonly partners?: Each<N['partners']>
  readonly raffles?: Each<N['raffles']>
  readonly sanctions?: Each<N['sanctions']>
  readonly goals?: Each<N['goals']>
  readonly segments?: Each<N['segments']>
  readonly moments?: Each<N['moments']>
  readonly places?: Each<N['places']>
  readonly models?: Each<N['models']>
  readonly parties?: Texts
  /** What its notices say by themselves, as in `germanNotices`; only English may leave it out. */
  readonly notices?: NoticeWords
}

/**
 * The same program in another language. What people are shown is evidence: a text that is missing, or stands where the
 * program has none, is refused, and never filled with another language.
 *
 * @param language BCP 47
 * @throws EvenhandedError `bad_translation`, whose `issues` name every text that is missing (`missing_text`) or has no
 *   place (`no_such_text`)
 *
 * @example
 * const german = translated(shop, 'de', {
 *   notices: germanNotices,
 *   fields: { email: { label: 'E-Mail' } },
 *   purposes: { draw: { label: 'Die Verlosung durchführen' } },
 *   touchpoints: { web: { label: 'Webladen' } },
 *   offers: { raffle: { asks: { email: 'Damit wir Sie benachrichtigen können' }, gives: { says: 'Gewinnen Sie eines von fünf Paaren' } } },
 * })
 */
export function translated<N extends Names>(program: Program<N>, language: string, words: Words<N>): Program<N> {
  const issues: Issue[] = []
  const { notices, ...texts } = words
  const { notices: _, ...whole } = program
  const parts = Object.fromEntries(
    Object.entries(whole).map(([part, own]) => {
      const given = (texts as unknown as Texts)[part]
      return [part, part === 'controller' ? own : inWords(own, given, part, 'none', issues)]
    }),
  )
  if (!notices && !/^en\b/.test(language)) issues.push(missing('notices', 'What notices say by themselves'))
  for (const part of Object.keys(texts)) if (!Object.hasOwn(program, part)) issues.push(noPlace(part))
  if (issues.length > 0) {
    const lines = issues.map(({ path, message, remedy }) => `  ${path}: ${message} ${remedy}`)
    throw new EvenhandedError(
      'bad_translation',
      [`This translation to ${language} is not whole:`, ...lines].join('\n'),
      issues,
    )
  }
  return Object.freeze({ ...parts, language, ...(notices && { notices }) }) as unknown as Program<N>
}

/** Properties whose text people read, wherever they stand. */
const read = new Set(['label', 'says', 'because', 'interest', 'does', 'safeguard', 'placeholder', 'unevenBecause'])
/** Records of such texts by name: of asks, the short form. */
const lists = new Set(['asks', 'asksOneOf', 'uses', 'observes', 'options'])

/** Which strings of a record are texts: those by their name; all; or none, where its keys are the site's own names. */
type Strings = 'named' | 'all' | 'none'

function inWords(own: unknown, given: unknown, path: string, strings: Strings, issues: Issue[]): unknown {
  if (Array.isArray(own))
    return own.map((one, n) =>
      inWords(one, (given as readonly unknown[] | undefined)?.[n], `${path}.${n}`, strings, issues),
    )
  if (!isObject(own) || '~standard' in own) {
    if (given !== undefined) issues.push(noPlace(path))
    return own
  }
  const texts = isObject(given) ? given : {}
  for (const name of Object.keys(texts)) if (!Object.hasOwn(own, name)) issues.push(noPlace(`${path}.${name}`))
  return Object.fromEntries(
    Object.entries(own).map(([name, value]) => {
      const at = `${path}.${name}`
      const isText = typeof value === 'string' && (strings === 'all' || (strings === 'named' && read.has(name)))
      const within = strings === 'named' && lists.has(name) ? 'all' : 'named'
      if (!isText) return [name, inWords(value, texts[name], at, within, issues)]
      if (typeof texts[name] !== 'string' || texts[name].trim() === '') issues.push(missing(at, value))
      return [name, texts[name]]
    }),
  )
}

const missing = (path: string, own: string): Issue => ({
  code: 'missing_text',
  path,
  message: `“${own}” has no translation.`,
  remedy: 'Add it.',
})

const noPlace = (path: string): Issue => ({
  code: 'no_such_text',
  path,
  message: 'The program has no text here.',
  remedy: 'Remove it, or correct the name.',
})
