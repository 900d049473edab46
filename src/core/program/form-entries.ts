import { type Json, record } from '../json.js'
import type { AgeBand } from './minors.js'
import type { PlannedOffer } from './plan.js'

/** A form's entries, as `FormData` gives them. */
export type FormEntries = Iterable<readonly [name: string, value: unknown]>

/** Told apart from a record of answers. */
export const isForm = (given: object): given is FormEntries => Symbol.iterator in given

/** What a form's entries say of an offer. */
export interface FormRead {
  /** What was entered, by field; nothing for a field that was left empty. */
  readonly texts: ReadonlyMap<string, readonly string[]>
  readonly consents: { readonly [purpose: string]: readonly string[] }
  readonly age?: AgeBand
}

const prefix = 'consent:'

/** Reads what an offer asks, and its ticked boxes, out of a form; other entries and files are not ours. */
export function readForm(planned: PlannedOffer, entries: FormEntries): FormRead {
  const all = new Map<string, string[]>()
  for (const [name, value] of entries) {
    const given = all.get(name) ?? []
    all.set(name, given)
    if (typeof value === 'string' && value !== '') given.push(value)
  }
  const invited = new Map(planned.invites)
  const fields = new Set([...Object.keys(planned.asked), ...[...invited.values()].flat()])
  const consents = record<readonly string[]>()
  for (const [name, given] of all) {
    if (!name.startsWith(prefix) || given.length === 0) continue
    const purpose = name.slice(prefix.length)
    const asked = Object.values(planned.asked).flatMap((ask) => (ask.purpose === purpose ? [ask.field] : []))
    // A box without a value of its own says `on`: it stands for all that its label names.
    const ticked = given.flatMap((text) => (text === 'on' ? (invited.get(purpose) ?? asked) : text.split(' ')))
    consents[purpose] = [...new Set(ticked)].filter((field) => field !== '')
  }
  const age = all.get('age:band')?.[0]
  const texts = new Map([...all].filter(([name]) => fields.has(name)))
  return { texts, consents, ...((age === 'adult' || age === 'minor') && { age }) }
}

/**
 * Turns each text into what its field takes: as it is, else a number, yes or no, or a list. What it takes in no shape
 * stays as it is; `undefined` for a field that was left empty.
 */
export async function coerced(
  texts: FormRead['texts'],
  takes: (field: string, value: Json) => Promise<boolean>,
): Promise<{ readonly [field: string]: Json | undefined }> {
  const answers = record<Json | undefined>()
  for (const [field, given] of texts) {
    answers[field] = given.length > 1 ? given : given[0]
    for (const value of candidates(given)) {
      if (!(await takes(field, value))) continue
      answers[field] = value
      break
    }
  }
  return answers
}

function candidates(given: readonly string[]): readonly Json[] {
  const [text] = given
  if (text === undefined) return []
  const numbers = given.map(Number)
  const areNumbers = numbers.every(Number.isFinite)
  const lists: readonly Json[] = areNumbers ? [given, numbers] : [given]
  if (given.length > 1) return [...lists, text]
  const flag = ['on', 'true'].includes(text) ? [true] : ['off', 'false'].includes(text) ? [false] : []
  return [text, ...(areNumbers ? numbers : []), ...flag, ...lists]
}
