import { english, type LetterWords } from './english.js'
import { french } from './french.js'
import { german } from './german.js'
import { italian } from './italian.js'

const languages = [english, german, french, italian]

/** The words of a language; English where there are none in it. */
export const wordsFor = (language = 'en'): LetterWords =>
  languages.find((words) => words.language === language.slice(0, 2).toLowerCase()) ?? english

/** Fills a text's slots. */
export const filled = (text: string, slots: { readonly [name: string]: string }): string =>
  text.replace(/\{(\w+)\}/g, (slot, name: string) => slots[name] ?? slot)
