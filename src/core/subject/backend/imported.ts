import type { Json } from '../../json.js'
import { runs } from '../consent.js'
import type { Event } from '../event.js'
import { groundsOf, type Subject } from '../subject.js'

/** Values of old, and how they came. */
interface Given {
  readonly answers?: { readonly [field: string]: Json }
  readonly offer?: string
  readonly touchpoint: string
  readonly at: number
}

/**
 * What is taken of values that come from elsewhere: each where a ground holds its field, and nothing in the place of what
 * is known, for that may be newer. The rest is left out, and nothing of it is kept.
 *
 * @param subject with the grounds that they came with
 */
export function imported(subject: Subject, { answers = {}, offer, touchpoint, at }: Given, now: number): Event[] {
  const held = new Set(groundsOf(subject).flatMap(({ field, ground }) => (runs(ground, now) ? [field] : [])))
  const source = { provenance: 'imported', ...(offer !== undefined && { offer }), touchpoint, givenAt: at } as const
  return Object.entries(answers)
    .filter(([field]) => held.has(field) && !Object.hasOwn(subject.known, field))
    .map(([field, value]) => ({ type: 'learned', field, value, at: now, source }))
}

/** The fields whose values were neither known nor taken. */
export const ungrounded = (
  before: Subject,
  { answers = {} }: Pick<Given, 'answers'>,
  taken: readonly string[],
): string[] => Object.keys(answers).filter((field) => !Object.hasOwn(before.known, field) && !taken.includes(field))
