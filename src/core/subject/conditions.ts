import { later } from '../duration.js'
import type { Json } from '../json.js'
import type { Condition } from '../program/ask.js'
import type { Program } from '../program/program.js'
import type { Subject } from './subject.js'

type Answers = { readonly [field: string]: Json }

/** Whether earlier answers, or those given now, have the values that a condition names. */
export const applies = (when: Condition | undefined, subject: Subject, answers?: Answers): boolean =>
  when === undefined ||
  Object.entries(when).every(([field, wanted]) => {
    const value = answers && Object.hasOwn(answers, field) ? answers[field] : subject.values[field]
    return ([wanted].flat() as unknown[]).includes(value)
  })

/** Whether nothing that is known here speaks against a condition: what only the device knows is not judged here. */
export const mayApply = (when: Condition | undefined, subject: Subject): boolean =>
  when === undefined ||
  Object.entries(when).every(
    ([field, wanted]) => !Object.hasOwn(subject.values, field) || applies({ [field]: wanted }, subject),
  )

/** Until when a known field is good: `-Infinity` where it is not known, `Infinity` where it never goes stale. */
export function freshUntil(program: Program, subject: Subject, field: string): number {
  const known = subject.known[field]
  if (!known) return Number.NEGATIVE_INFINITY
  const span = program.fields[field]?.freshFor
  return span === undefined ? Number.POSITIVE_INFINITY : later(known.source.givenAt, span)
}
