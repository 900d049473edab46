/** What stands in a list, whatever was given for one: a page without types may give a set, or nothing. */
export function listOf(given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given
  if (typeof given === 'string') return [given]
  return typeof Object(given)[Symbol.iterator] === 'function' ? [...(given as Iterable<unknown>)] : []
}
