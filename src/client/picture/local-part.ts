import type { Json } from '../../core/json.js'
import { record, recordOf } from '../../core/json.js'
import type { Program } from '../../core/program/program.js'
import { settle } from '../../core/subject/consent.js'
import { alsoShown } from '../../core/subject/displays.js'
import { remember, lasting as stillKept } from '../../core/subject/remember.js'
import { type State, stateOf, subjectOf } from '../../core/subject/state.js'
import type { Subject } from '../../core/subject/subject.js'

/** What of the local part may outlast the visit. */
export interface LastingPart {
  readonly state: State
  readonly values: { readonly [field: string]: Json }
}

/**
 * What may be kept of what the device alone knows (law 8): preferences, and what became of the offers.
 * Observed values live in memory for the visit.
 */
export function lasting(program: Program, local: Subject): LastingPart {
  const isLasting = (field: string) => program.fields[field]?.kind === 'preference'
  return { state: { ...stateOf(local), ...part(local, isLasting) }, values: part(local, isLasting).values }
}

/** The local part at the start of a visit: what was kept, less what has run out meanwhile (law 4). */
export function resumed(program: Program, kept: LastingPart, now: number): Subject {
  const subject = stillKept(subjectOf({ version: 0, points: {}, ...kept }), now)
  return settle(program, subject, '', now).reduce(remember, subject)
}

/**
 * What another tab has kept, with what was observed and displayed on this page.
 *
 * @param now epoch milliseconds
 */
export function mixed(program: Program, kept: Subject, here: Subject, now: number): Subject {
  const seen = part(here, (field) => program.fields[field]?.kind !== 'preference')
  const grounds = record(kept.grounds)
  for (const [purpose, byField] of Object.entries(seen.grounds))
    grounds[purpose] = record({ ...grounds[purpose], ...byField })
  return {
    ...alsoShown(kept, here, now),
    known: record({ ...kept.known, ...seen.known }),
    values: record({ ...kept.values, ...seen.values }),
    grounds,
  }
}

function part(subject: Subject, takes: (field: string) => boolean): Pick<Subject, 'known' | 'values' | 'grounds'> {
  const of = <Value>(fields: { readonly [field: string]: Value }) =>
    recordOf(Object.entries(fields).filter(([field]) => takes(field)))
  const grounds = Object.entries(subject.grounds).map(([purpose, byField]) => [purpose, of(byField)] as const)
  return { known: of(subject.known), values: of(subject.values), grounds: recordOf(grounds) }
}
