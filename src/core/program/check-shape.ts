import { isDuration } from '../duration.js'

export type Report = (code: string, path: string, message: string, remedy: string) => void

type Rule = 'text' | 'number' | 'integer' | 'boolean' | 'object' | 'list' | 'duration' | 'date' | 'schema'
/** A rule, `?` before it where the property may be left out; or the words to choose from, `?` among them likewise. */
export type Expected = Rule | `?${Rule}` | readonly string[]

export const text: Expected = 'text'

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A calendar date that exists, as in `2027-01-31`. */
export const isDate = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  new Date(`${value}T00:00Z`).toJSON()?.startsWith(value) === true

const holds: { readonly [R in Rule]: (value: unknown) => boolean } = {
  text: (value) => typeof value === 'string' && value.trim() !== '',
  number: (value) => Number.isFinite(value) && (value as number) >= 0,
  integer: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
  list: Array.isArray,
  duration: isDuration,
  date: isDate,
  schema: (value) => {
    const standard = (value as { '~standard'?: { validate?: unknown } } | null | undefined)?.['~standard']
    return typeof standard?.validate === 'function'
  },
}

const wants: { readonly [R in Rule]: string } = {
  text: 'a text that is not empty',
  number: 'a number, zero or above',
  integer: 'a whole number from 1 on',
  boolean: 'true or false',
  object: 'an object',
  list: 'a list',
  duration: 'an ISO 8601 duration such as P90D',
  date: 'a date such as 2027-01-31',
  schema: 'a Standard Schema (zod, valibot, arktype)',
}

/** Reports each property that is missing, wrong or unknown. True where the value can be read on. */
export function shape(
  report: Report,
  path: string,
  value: unknown,
  expected: { readonly [name: string]: Expected },
): boolean {
  if (!isObject(value)) {
    report('bad_shape', path, 'This has to be an object.', 'Write it as { … }.')
    return false
  }
  let sound = true
  const at = (name: string) => (path ? `${path}.${name}` : name)
  for (const [name, rule] of Object.entries(expected)) {
    const optional = rule[0]?.[0] === '?'
    const given = value[name]
    if (given === undefined && optional) continue
    const fits =
      typeof rule === 'string'
        ? holds[bare(rule)](given)
        : typeof given === 'string' && given !== '?' && rule.includes(given)
    if (fits) continue
    sound = false
    const want =
      typeof rule === 'string' ? wants[bare(rule)] : `one of ${rule.filter((word) => word !== '?').join(', ')}`
    report(
      given === undefined ? 'missing' : 'bad_value',
      at(name),
      given === undefined ? `${name} is missing.` : `${name} is not what it should be.`,
      `Give ${want}.`,
    )
  }
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(expected, name))
      report(
        'unknown_property',
        at(name),
        `${name} is no property here.`,
        `Remove it; known are ${Object.keys(expected).join(', ')}.`,
      )
  }
  return sound
}

const bare = (rule: string): Rule => rule.replace('?', '') as Rule

/** Visits each entry of a record of names; a name is a letter and then letters, digits, `_` or `-`. */
export function each<Entry>(
  report: Report,
  path: string,
  entries: { readonly [name: string]: Entry },
  visit: (report: Report, path: string, entry: Entry) => void,
): void {
  if (!isObject(entries)) return
  for (const [name, entry] of Object.entries(entries) as [string, Entry][]) {
    if (!/^[a-z][\w-]*$/i.test(name) || name in Object.prototype)
      report('bad_name', `${path}.${name}`, `${name} can’t be a name.`, 'Use a letter, then letters, digits, _ or -.')
    visit(report, `${path}.${name}`, entry)
  }
}
