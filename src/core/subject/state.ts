import type { Json } from '../json.js'
import { record, recordOf } from '../json.js'
import type { Account } from '../points/account.js'
import { nobody, type Subject } from './subject.js'

/** What is kept of a subject in one piece: no personal value, no points, no history. */
export type State = Pick<
  Subject,
  'known' | 'grounds' | 'offers' | 'paid' | 'objected' | 'suspended' | 'erasedAt' | Rare
>

type Rare = 'age' | 'restrictedAt' | 'signal' | 'displays' | 'complainedAt' | 'weighed'

export function stateOf(subject: Subject): State {
  const { known, grounds, offers, paid, objected, suspended, erasedAt } = subject
  return { known, grounds, offers, paid, objected, suspended, ...rareOf(subject), erasedAt }
}

const rare = ['age', 'restrictedAt', 'signal', 'displays', 'complainedAt', 'weighed'] as const satisfies readonly Rare[]

/** What few subjects have. */
export const rareOf = (of: { readonly [P in Rare]?: Subject[P] | undefined }): Pick<Subject, Rare> =>
  Object.fromEntries(rare.flatMap((part) => (of[part] === undefined ? [] : [[part, of[part]]])))

/** A subject put together again from its parts, as they come out of a store or off the wire. */
export function subjectOf(parts: {
  readonly version: number
  readonly state: State
  readonly values: { readonly [field: string]: Json }
  readonly points: { readonly [currency: string]: Account }
}): Subject {
  const { state } = parts
  const grounds = Object.entries(state.grounds).map(([purpose, byField]) => [purpose, record(byField)] as const)
  return {
    ...nobody,
    version: parts.version,
    known: record(state.known),
    grounds: recordOf(grounds),
    offers: record(state.offers),
    paid: record(state.paid),
    objected: record(state.objected),
    suspended: record(state.suspended),
    ...rareOf(state),
    erasedAt: state.erasedAt,
    values: record(parts.values),
    points: record(parts.points),
  }
}

/** A subject as it travels to its own device. */
export interface SubjectJson {
  readonly version: number
  readonly state: State
  readonly values: { readonly [field: string]: Json }
  readonly points: { readonly [currency: string]: Account }
}

export const toJson = (subject: Subject): SubjectJson => ({
  version: subject.version,
  state: stateOf(subject),
  values: subject.values,
  points: subject.points,
})

/** Counts up with every change of the subject or its points. */
export const revisionOf = (subject: Subject): number =>
  Object.values(subject.points).reduce((sum, account) => sum + account.seq, subject.version)
