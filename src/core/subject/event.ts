import type { Json } from '../json.js'
import type { Coupon } from '../points/coupon.js'
import type { Transfer } from '../points/transfer.js'
import type { Benefit } from '../program/benefit.js'
import type { AgeBand } from '../program/minors.js'
import type { Basis } from '../program/purpose.js'
import type { Appraisal } from './appraisal.js'

/** What happened to a subject. Instants are epoch milliseconds; `at` is when it was recorded. */
export type Event =
  | {
      readonly type: 'declined' | 'dismissed' | 'left'
      readonly offer: string
      readonly at: number
    }
  | {
      readonly type: 'accepted'
      readonly offer: string
      readonly at: number
      /** What was given with it and got for it, in the program's money; absent where it has none. */
      readonly weighed?: { readonly gave: number; readonly got: number }
    }
  /** A step of a long ask was taken: some of what the offer needs is answered, and it is not accepted yet. */
  | {
      readonly type: 'begun'
      readonly offer: string
      readonly at: number
      /** What a step gives came with it. */
      readonly gives?: boolean
      readonly weighed?: { readonly gave: number; readonly got: number }
    }
  /** To an acceptance in force something was added that weighs. */
  | {
      readonly type: 'supplemented'
      readonly offer: string
      readonly at: number
      readonly weighed: { readonly gave: number; readonly got: number }
    }
  | { readonly type: 'shown'; readonly offer: string; readonly at: number; readonly channel?: string }
  /** What they said an exchange was worth. */
  | { readonly type: 'appraised'; readonly offer: string; readonly worth: Appraisal; readonly at: number }
  | { readonly type: 'complained' | 'reconciled'; readonly at: number }
  /** The one event with a personal value; a store keeps the value apart from the log. */
  | {
      readonly type: 'learned'
      readonly field: string
      readonly value: Json
      readonly at: number
      readonly source: Source
    }
  | {
      readonly type: 'granted'
      readonly purpose: string
      readonly field: string
      readonly basis: Basis
      readonly offer: string
      readonly at: number
      readonly until?: number
      /** What was agreed to in substance (`termsOf`), where the purpose says any of it. */
      readonly terms?: string
      readonly command: string
    }
  /** `refused` never ends a ground that is in force: not ticking a box again takes nothing back. */
  | {
      readonly type: 'refused' | 'withdrawn' | 'expired'
      readonly purpose: string
      readonly field: string
      readonly at: number
      readonly command: string
    }
  /** It waits for its identifier to be confirmed, and lapses at `until`. */
  | {
      readonly type: 'unconfirmed'
      readonly purpose: string
      readonly field: string
      readonly at: number
      readonly until: number
      readonly command: string
    }
  /** It waits no longer: its identifier is confirmed. */
  | {
      readonly type: 'effective'
      readonly purpose: string
      readonly field: string
      readonly at: number
      readonly command: string
    }
  | { readonly type: 'objected'; readonly purpose: string; readonly at: number; readonly command: string }
  | { readonly type: 'forgotten'; readonly field: string; readonly at: number }
  | { readonly type: 'confirmed'; readonly field: string; readonly at: number }
  /** A message to confirm it was sent. */
  | { readonly type: 'messaged'; readonly field: string; readonly message: string; readonly at: number }
  /** Kept under a legal duty, from its offer's end on for so long. */
  | {
      readonly type: 'kept'
      readonly purpose: string
      readonly field: string
      readonly at: number
      readonly until: number
    }
  /** An opt-out signal came, for the first time. */
  | { readonly type: 'signalled'; readonly signal: 'gpc'; readonly at: number; readonly command: string }
  | { readonly type: 'restricted' | 'unrestricted'; readonly at: number }
  | { readonly type: 'age-declared'; readonly band: AgeBand; readonly at: number }
  | {
      readonly type: 'age-proven'
      readonly band: AgeBand
      readonly at: number
      readonly reason: string
      readonly actor: string
    }
  | { readonly type: 'paid'; readonly field: string }
  | {
      readonly type: 'given'
      readonly offer: string
      readonly benefit: Benefit
      readonly state: 'given' | 'pending'
      readonly at: number
      /** Of a coupon: when it ends, where the offer says so. */
      readonly until?: number
    }
  | { readonly type: 'booked'; readonly transfer: Transfer }
  /** So much more of what all members share, as a reward's stock; never more than `most` in all. */
  | { readonly type: 'drawn'; readonly counter: string; readonly amount: number; readonly most: number }
  | { readonly type: 'issued'; readonly coupon: Coupon }
  | { readonly type: 'used' | 'voided'; readonly code: string; readonly at: number }
  | { readonly type: 'entered'; readonly raffle: string; readonly ticket: string; readonly at: number }
  | { readonly type: 'unentered'; readonly raffle: string; readonly at: number }
  | {
      readonly type: 'suspended'
      readonly gate: string
      readonly sanction: string
      readonly until: number
      readonly at: number
      readonly reason: string
      readonly actor: string
    }
  | {
      readonly type: 'lifted'
      readonly gate: string
      readonly at: number
      readonly reason: string
      readonly actor: string
    }
  | { readonly type: 'appealed'; readonly gate: string; readonly at: number; readonly reason: string }
  /** On the device: what the server is expected to book. */
  | { readonly type: 'expected'; readonly currency: string; readonly amount: number }
  | { readonly type: 'erased'; readonly at: number }

/** Where a value came from. */
export interface Source {
  readonly provenance: 'declared' | 'observed' | 'imported'
  /** The offer that asked for it; absent where it was observed or corrected. */
  readonly offer?: string
  readonly touchpoint: string
  /** When it was said, by the sender's clock. */
  readonly givenAt: number
}

/** What was learned as it stands in the log: a salted commitment in the place of the value. */
export type SealedLearned = Omit<Event & { type: 'learned' }, 'value'> & {
  /** SHA-256 over the salt and the value as canonical JSON; the salt goes with the value. */
  readonly commitment?: string
}

/** An event as it stands in the log: without a value, which forgetting has to be able to remove. */
export type SealedEvent = Exclude<Event, { type: 'learned' }> | SealedLearned

export const sealed = (event: Event, commitment?: string): SealedEvent => {
  if (event.type !== 'learned') return event
  const { value: _, ...rest } = event
  return { ...rest, ...(commitment !== undefined && { commitment }) }
}
