import { isDuration } from '../duration.js'

export type Report = (code: string, path: string, message: string, remedy: string) => void

type Rule = keyof typeof wants
/** A rule, `?` before it where the property may be left out; or the words to choose from, `?` among them likewise. */
export type Expected = Rule | `?${Rule}` | readonly string[]

export interface Row {
  readonly [name: string]: Expected
}

export const text: Expected = 'text'

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A calendar date that exists, as in `2027-01-31`. */
export const isDate = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  new Date(`${value}T00:00Z`).toJSON()?.startsWith(value) === true

const wants = {
  text: 'a text that is not empty',
  number: 'a number, zero or above',
  share: 'a number above 0, 1 at most',
  integer: 'a whole number from 1 on',
  count: 'a whole number from 0 on',
  boolean: 'true or false',
  object: 'an object',
  list: 'a list',
  some: 'a list of at least one',
  duration: 'an ISO 8601 duration such as P90D',
  span: 'an ISO 8601 duration above zero such as P90D',
  date: 'a date such as 2027-01-31',
  schema: 'a Standard Schema (zod, valibot, arktype)',
}

const holds: { readonly [R in Rule]: (value: unknown) => boolean } = {
  text: (value) => typeof value === 'string' && value.trim() !== '',
  number: (value) => Number.isFinite(value) && (value as number) >= 0,
  share: (value) => Number.isFinite(value) && (value as number) > 0 && (value as number) <= 1,
  integer: (value) => Number.isSafeInteger(value) && (value as number) >= 1,
  count: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
  list: Array.isArray,
  some: (value) => Array.isArray(value) && value.length > 0,
  duration: isDuration,
  span: (value) => isDuration(value) && /[1-9]/.test(value),
  date: isDate,
  schema: (value) => {
    const standard = (value as { '~standard'?: { validate?: unknown } } | null | undefined)?.['~standard']
    return typeof standard?.validate === 'function'
  },
}

/** Reports each property that is missing, wrong or unknown. True where the value can be read on. */
export function shape(report: Report, path: string, value: unknown, expected: Row): boolean {
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

/** The like, of something whose `key` says which of several rows it keeps to; an unknown one is reported alone. */
export function variant(
  report: Report,
  path: string,
  value: unknown,
  key: string,
  common: Row,
  rows: { readonly [kind: string]: Row },
): boolean {
  const kinds = Object.keys(rows)
  const kind = isObject(value) ? value[key] : undefined
  const row = kinds.includes(kind as string) ? rows[kind as string] : undefined
  if (row || !isObject(value)) return shape(report, path, value, { [key]: kinds, ...common, ...row })
  return shape(report, path, { [key]: kind }, { [key]: kinds })
}

/** A name is a letter and then letters, digits, `_` or `-`. */
export function checkName(report: Report, path: string, name: string): void {
  if (!/^[a-z][\w-]*$/i.test(name) || name in Object.prototype)
    report('bad_name', path, `${name} can’t be a name.`, 'Use a letter, then letters, digits, _ or -.')
}

/** The days from the first to the last; without end where there is none. */
export function checkDays(report: Report, path: string, from: string, until = from): void {
  if (until < from) report('bad_order', `${path}.until`, 'It ends before it begins.', 'Correct one of the two dates.')
}

/** Visits each entry of a record of names. */
export function each<Entry>(
  report: Report,
  path: string,
  entries: { readonly [name: string]: Entry },
  visit: (report: Report, path: string, entry: Entry) => void,
): void {
  if (!isObject(entries)) return
  for (const [name, entry] of Object.entries(entries) as [string, Entry][]) {
    checkName(report, `${path}.${name}`, name)
    visit(report, `${path}.${name}`, entry)
  }
}
