import type { AgeBand } from '../program/minors.js'
import type { Pair } from '../program/pair.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import { isConsent } from '../program/purpose.js'
import { ok, type Result } from '../result.js'
import type { DeclareAge } from './command.js'
import type { Event } from './event.js'
import { type Refusal, refusal } from './refusal.js'
import { groundsOf, type Subject } from './subject.js'

type Decided = Result<readonly Event[], Refusal>

/**
 * Somebody says whether they are of age. It is asked only where the program has a rule for minors. Who said that they
 * are a minor does not come of age by saying otherwise: that takes a proof.
 */
export function decideDeclareAge(plan: Plan, subject: Subject, { band, id }: DeclareAge, now: number): Decided {
  const problem = problemWithAge(plan, subject, band)
  if (problem) return { ok: false, error: problem }
  return ok([{ type: 'age-declared', band, at: now }, ...(band === 'minor' ? voided(subject, id, now) : [])])
}

/** Why a band can't be taken, if it can't. */
export function problemWithAge(plan: Plan, { age }: Subject, band: AgeBand): Refusal | undefined {
  if (!plan.program.minors) return refusal('not_asked')
  const stands = age?.band === 'minor' || age?.proven
  return stands && age.band !== band ? refusal('not_for_minors') : undefined
}

/** A minor's consents are none (GDPR Art. 8). Points, contracts and what was earned stay. */
export const voided = (subject: Subject, command: string, at: number): Event[] =>
  groundsOf(subject)
    .filter(({ ground }) => ground.status === 'granted' && isConsent(ground))
    .map(({ purpose, field }) => ({ type: 'withdrawn', purpose, field, at, command }))

/** Refuses a reward to who is a minor, or has not said. */
export function problemWithReward(
  plan: Plan,
  subject: Subject,
  planned: PlannedOffer,
  said?: AgeBand,
): Refusal | undefined {
  if (!plan.program.minors || !planned.incentive) return undefined
  const band = said ?? subject.age?.band
  return band === undefined ? refusal('age_unknown') : band === 'minor' ? refusal('not_for_minors') : undefined
}

/** What of this only a parent can agree to; they do so through staff. */
export const needsParent = (plan: Plan, band: AgeBand | undefined, pairs: readonly Pair[]): readonly Pair[] =>
  band === 'minor' ? pairs.filter(({ purpose }) => isConsent(plan.program.purposes[purpose])) : []
