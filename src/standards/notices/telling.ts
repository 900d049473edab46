import { partsOf } from '../../core/duration.js'
import { EvenhandedError } from '../../core/error.js'
import { record } from '../../core/json.js'
import { isDate } from '../../core/program/check-shape.js'
import type { Program } from '../../core/program/program.js'
import type { Inline, Said, Text } from '../document/document.js'
import type { Words } from './words/english.js'

/** How the parts of a document are put into words: the language's own, and the program's within them. */
export interface Telling {
  readonly program: Program
  readonly words: Words
  /** A text of ours, its `{slots}` filled. */
  readonly fill: (text: string, slots: { readonly [slot: string]: Text }) => readonly Inline[]
  readonly span: (duration: string) => string
  /** An ISO 8601 date. */
  readonly date: (date: string) => string
  /** Epoch milliseconds, in the program's time zone. */
  readonly instant: (at: number) => string
  /** Its day, in the program's time zone. */
  readonly day: (at: number) => string
  /** In the program's money; a bare number where it has none. */
  readonly money: (amount: number) => string
  readonly number: (amount: number) => string
  /** A country or state by its ISO 3166 code; any other text as it stands. */
  readonly country: (code: string) => Inline
  readonly list: (items: readonly Text[]) => readonly Inline[]
  readonly either: (items: readonly Text[]) => readonly Inline[]
  /** Within quotation marks. */
  readonly quoted: (text: string) => readonly Inline[]
  readonly field: (name: string) => Inline
  readonly purpose: (name: string) => Inline
}

/** What the program says itself, without the full stop that a sentence of ours brings. */
export const said = (text: string): Said => ({ said: text.trim().replace(/\.$/, '') })

/** @param tag BCP 47, for numbers, dates and the names of countries */
export function tellingOf(program: Program, words: Words, tag: string): Telling {
  const joined =
    (type: 'conjunction' | 'disjunction') =>
    (items: readonly Text[]): readonly Inline[] =>
      // Laid out by place, for an item may be more than a text.
      new Intl.ListFormat(tag, { type })
        .formatToParts(items.map((_, place) => String(place)))
        .flatMap((part) => (part.type === 'element' ? [items[Number(part.value)] as Text].flat() : [part.value]))
  const money = program.money
  const number = new Intl.NumberFormat(tag)
  return {
    program,
    words,
    fill: filled,
    span: (duration) => spanIn(tag, duration),
    date: (date) => dateIn(tag, date),
    instant: (at) =>
      new Intl.DateTimeFormat(tag, {
        dateStyle: 'long',
        timeStyle: 'long',
        timeZone: program.timeZone ?? 'UTC',
      }).format(at),
    day: (at) => new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: program.timeZone ?? 'UTC' }).format(at),
    money: (amount) =>
      money === undefined
        ? number.format(amount)
        : new Intl.NumberFormat(tag, { style: 'currency', currency: money }).format(amount),
    number: (amount) => number.format(amount),
    country: (code) => countryIn(tag, words, code),
    list: joined('conjunction'),
    either: joined('disjunction'),
    quoted: (text) => [words.quotes[0] as string, said(text), words.quotes[1] as string],
    field: (name) => said(program.fields[name]?.label ?? name),
    purpose: (name) => said(program.purposes[name]?.label ?? name),
  }
}

/** As it begins a cell or a line. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

function filled(text: string, slots: { readonly [slot: string]: Text }): readonly Inline[] {
  return text
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const slot = /^\{(\w+)\}$/.exec(part)?.[1]
      return slot === undefined ? [part] : [slots[slot] as Text].flat()
    })
}

function dateIn(tag: string, date: string): string {
  if (!isDate(date)) throw new EvenhandedError('bad_date', `${date} is no date.\nGive one as in 2027-01-31.`)
  return new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00Z`))
}

const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second']

/** `P1Y6M` is 1 year and 6 months. */
function spanIn(tag: string, duration: string): string {
  const parts = partsOf(duration).flatMap((count, at) =>
    count === undefined
      ? []
      : [
          new Intl.NumberFormat(tag, { style: 'unit', unit: units[at] as string, unitDisplay: 'long' }).format(
            Number(count),
          ),
        ],
  )
  return new Intl.ListFormat(tag, { type: 'conjunction' }).format(parts)
}

function countryIn(tag: string, { states }: Words, code: string): Inline {
  const state = record<string>(states)[code]
  if (state !== undefined) return state
  if (!/^[A-Z]{2}$/.test(code)) return said(code)
  return new Intl.DisplayNames(tag, { type: 'region' }).of(code) ?? said(code)
}
