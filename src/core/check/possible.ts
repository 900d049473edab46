import type { Condition } from '../program/ask.js'
import type { Field } from '../program/field.js'

type Value = string | number | boolean

/** What a page may hand in where a field has no options: what a box or a switch says. */
const boxes: readonly Value[] = [true, false, 'true', 'false', 'yes', 'no', 'on', 'off', '1', '0', 1, 0]

/** By field, what was tried: a large program names the same values again and again. */
const tried = new WeakMap<Field, Map<Value, boolean>>()

/**
 * Whether an answer to this field may come to this value: its schema takes the value as it is, or makes it of an option.
 * A schema that needs time to answer is believed.
 */
export function mayBe(field: Field, wanted: Value): boolean {
  const known = tried.get(field) ?? new Map<Value, boolean>()
  tried.set(field, known)
  const before = known.get(wanted)
  if (before !== undefined) return before
  const options = Object.keys(field.input?.options ?? {})
  const may = [wanted, ...(options.length > 0 ? options : boxes)].some((given) => {
    const made = answered(field, given)
    return made === undefined || made.values.includes(wanted)
  })
  known.set(wanted, may)
  return may
}

/** The values that a condition names for a field. */
export const wantedOf = (when: Condition, field: string): readonly Value[] => [when[field] ?? []].flat() as Value[]

/** What a schema makes of a value: nothing where it refuses; `undefined` where it can't say at once. */
function answered({ schema }: Field, given: unknown): { readonly values: readonly unknown[] } | undefined {
  try {
    const result = schema['~standard'].validate(given)
    if (result instanceof Promise) {
      // Nobody waits for it, and what it may throw is the schema's own affair.
      result.catch(() => undefined)
      return undefined
    }
    return { values: result.issues ? [] : [result.value] }
  } catch {
    return { values: [] }
  }
}

/** Whether a field takes dates, as in `1990-04-30`. */
export function takesDates(field: Field): boolean {
  const made = answered(field, '1990-04-30')
  return made === undefined || made.values.length > 0
}
