/** What a command or an event may carry, and what a store may keep. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/** Deeper than any form, and than any value that does not contain itself. */
const deepest = 64

/** Whether it travels and is stored as it is: no instance of a class, no function, no date, no `NaN`. */
export function isJson(given: unknown, depth = 0): given is Json {
  if (given === null || typeof given === 'string' || typeof given === 'boolean') return true
  if (typeof given === 'number') return Number.isFinite(given)
  if (typeof given !== 'object' || depth > deepest) return false
  const inner: unknown[] = Array.isArray(given) ? given : isPlain(given) ? Object.values(given) : [given]
  return inner.every((one) => one !== given && (one === undefined ? !Array.isArray(given) : isJson(one, depth + 1)))
}

/** Of another window too, whose `Object` is another. */
function isPlain(given: object): boolean {
  const kind: unknown = Object.getPrototypeOf(given)
  return kind === null || Object.getPrototypeOf(kind) === null
}

/** A record without a prototype: a field may be named `constructor`, and nothing is inherited. */
export const record = <Value>(from?: { readonly [name: string]: Value }): { [name: string]: Value } =>
  Object.assign(Object.create(null), from)

/** Such a record of these entries. */
export const recordOf = <Value>(entries: Iterable<readonly [string, Value]>): { [name: string]: Value } =>
  record(Object.fromEntries(entries))
