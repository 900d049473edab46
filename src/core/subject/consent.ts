import type { Json } from '../json.js'
import type { Program } from '../program/program.js'
import type { Event } from './event.js'
import { type Ground, groundsOf, type Subject } from './subject.js'

const runs = (ground: Ground | undefined, now: number): boolean =>
  ground?.status === 'granted' && (ground.until === undefined || now < ground.until)

/**
 * Whether a field may be used for a purpose at `now`. Where the purpose wants confirmation, an identifier
 * counts once it is itself confirmed, and any other field once an identifier given with it is.
 */
export function inForce(program: Program, subject: Subject, field: string, purpose: string, now: number): boolean {
  const ground = subject.grounds[purpose]?.[field]
  const rule = program.purposes[purpose]
  // A ground is good for the basis that it was given on: a purpose that changed it has to ask anew.
  if (!runs(ground, now) || rule?.basis !== ground?.basis) return false
  if (!rule?.confirm) return true
  const isProven = (name: string) => program.fields[name]?.kind === 'identifier' && subject.known[name]?.confirmed
  if (program.fields[field]?.kind === 'identifier') return isProven(field) === true
  return Object.entries(subject.grounds[purpose] ?? {}).some(([other, its]) => runs(its, now) && isProven(other))
}

/**
 * The value of a field for a purpose, or `undefined` where no ground for that pair is in force.
 *
 * @returns the *input* of the field's schema, as it was given
 */
export const readInput = (
  program: Program,
  subject: Subject,
  field: string,
  purpose: string,
  now: number,
): Json | undefined => (inForce(program, subject, field, purpose, now) ? subject.values[field] : undefined)

/** What has run out by `now`, and the values that no ground holds any longer. */
export function settle(subject: Subject, command: string, now: number): Event[] {
  const grounds = groundsOf(subject)
  const held = new Set(grounds.filter(({ ground }) => runs(ground, now)).map(({ field }) => field))
  const over = grounds.filter(({ ground }) => ground.status === 'granted' && !runs(ground, now))
  return [
    ...over.map(({ purpose, field }): Event => ({ type: 'expired', purpose, field, at: now, command })),
    ...Object.keys(subject.known)
      .filter((field) => !held.has(field))
      .map((field): Event => ({ type: 'forgotten', field, at: now })),
  ]
}

/** Whether a grant may lift what stands there now: only where its sender had seen it, or said it themselves. */
export const mayLift = (
  mark: { version: number; command: string } | undefined,
  sender: { seen: number; own?: readonly string[] },
): boolean => mark === undefined || mark.version <= sender.seen || sender.own?.includes(mark.command) === true
