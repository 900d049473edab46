import { later } from '../duration.js'
import type { Json } from '../json.js'
import type { Program } from '../program/program.js'
import { isConsent } from '../program/purpose.js'
import { stillCovers } from '../program/terms.js'
import type { Event } from './event.js'
import { type Ground, groundsOf, type Subject } from './subject.js'

/** Granted, and not over: it holds the value, whether or not it may be read already. */
export const runs = (ground: Ground | undefined, now: number): ground is Ground =>
  ground?.status === 'granted' &&
  (ground.until === undefined || now < ground.until) &&
  (ground.confirmBy === undefined || now < ground.confirmBy)

/**
 * Whether a field may be used for a purpose at `now`: a ground stands, for the basis that it was given on, on terms that
 * cover what the program says today, confirmed where that is wanted, and nothing is restricted.
 */
export function inForce(program: Program, subject: Subject, field: string, purpose: string, now: number): boolean {
  const ground = subject.grounds[purpose]?.[field]
  const rule = program.purposes[purpose]
  // A ground is good for the basis that it was given on: a purpose that changed it has to ask anew.
  if (subject.restrictedAt !== undefined || !runs(ground, now) || rule?.basis !== ground.basis) return false
  if (isConsent(rule) && !stillCovers(program, purpose, field, ground.terms)) return false
  const waits = rule.confirm === true || ground.confirmBy !== undefined
  return !waits || isConfirmed(program, subject, field, purpose, now)
}

/**
 * Whether a consent is confirmed, where its purpose wants that: an identifier once it is itself confirmed, any other
 * field once an identifier given with it is.
 */
function isConfirmed(program: Program, subject: Subject, field: string, purpose: string, now: number): boolean {
  if (program.fields[field]?.kind === 'identifier') return subject.known[field]?.confirmed === true
  const isProven = (name: string) => program.fields[name]?.kind === 'identifier' && subject.known[name]?.confirmed
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

/** A purpose that the program no longer has ends what rested on a consent or an interest; contracts and duties do not end so. */
const isDue = ({ basis }: Ground): boolean => basis === 'contract' || basis === 'legal-obligation'

/**
 * What time has brought about by `now`: what has run out, the values that no ground holds any longer, and which consents
 * wait to be confirmed. What is restricted is not erased: it may be wanted as proof (GDPR Art. 18(1)).
 */
export function settle(program: Program, subject: Subject, command: string, now: number): Event[] {
  const granted = groundsOf(subject).filter(({ ground }) => ground.status === 'granted')
  const isHeld = ({ purpose, ground }: (typeof granted)[number]) =>
    runs(ground, now) && (Object.hasOwn(program.purposes, purpose) || isDue(ground))
  const held = granted.filter(isHeld)
  const over = granted.filter((one) => !isHeld(one))
  const isKept = subject.restrictedAt !== undefined && subject.erasedAt === null
  const fields = new Set(held.map(({ field }) => field))
  return [
    ...over.map(({ purpose, field }): Event => ({ type: 'expired', purpose, field, at: now, command })),
    ...held.flatMap(({ purpose, field, ground }): Event[] => {
      const { confirm, confirmWithin = 'P14D' } = program.purposes[purpose] ?? {}
      const isWanted = confirm === true || ground.confirmBy !== undefined
      const waits = isWanted && !isConfirmed(program, subject, field, purpose, now)
      if (waits === (ground.confirmBy !== undefined)) return []
      const pair = { purpose, field, at: now, command }
      return [
        waits ? { type: 'unconfirmed', ...pair, until: later(now, confirmWithin) } : { type: 'effective', ...pair },
      ]
    }),
    ...Object.keys(subject.known)
      .filter((field) => !fields.has(field) && !isKept)
      .map((field): Event => ({ type: 'forgotten', field, at: now })),
  ]
}

/** Whether a grant may lift what stands there now: only where its sender had seen it, or said it themselves. */
export const mayLift = (
  mark: { version: number; command: string } | undefined,
  sender: { seen: number; own?: readonly string[] },
): boolean => mark === undefined || mark.version <= sender.seen || sender.own?.includes(mark.command) === true
