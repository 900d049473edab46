import { desk } from '../program.js'
import type { Words } from './words/words.js'

/** The program in one language, and what the page says beside it. */
interface Spoken {
  readonly program: () => Promise<typeof desk>
  readonly words: () => Promise<Words>
}

/** Only the one that is read is loaded. */
const all = {
  en: {
    program: async () => desk,
    words: async () => (await import('./words/english.js')).english,
  },
  de: {
    program: async () => (await import('../words/german.js')).german,
    words: async () => (await import('./words/german.js')).german,
  },
  fr: {
    program: async () => (await import('../words/french.js')).french,
    words: async () => (await import('./words/french.js')).french,
  },
  it: {
    program: async () => (await import('../words/italian.js')).italian,
    words: async () => (await import('./words/italian.js')).italian,
  },
} satisfies { readonly [language: string]: Spoken }

export type Language = keyof typeof all

/** Each by its own name, for who reads no other. */
export const languages: { readonly [L in Language]: string } = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  it: 'Italiano',
}

const isLanguage = (tag: string): tag is Language => Object.hasOwn(all, tag)

/** What the address asks for, else what the reader’s browser prefers. */
function chosen(): Language {
  const asked = new URLSearchParams(location.search).get('lang')
  const preferred = [...(asked === null ? [] : [asked]), ...navigator.languages].map((tag) => tag.slice(0, 2))
  return preferred.find(isLanguage) ?? 'en'
}

export const language = chosen()
export const spoken = await all[language].program()
export const words = await all[language].words()
