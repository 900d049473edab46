import type { Json } from '../json.js'
import { record } from '../json.js'
import { type Account, empty, type Points, pointsOf } from '../points/account.js'
import type { Cited } from '../points/cited.js'
import type { AgeBand } from '../program/minors.js'
import type { Pair } from '../program/pair.js'
import type { Basis } from '../program/purpose.js'
import type { Appraisal } from './appraisal.js'
import type { Source } from './event.js'

/** What allows, or forbids, a field to be used for a purpose. */
export interface Ground {
  readonly status: 'granted' | 'refused' | 'withdrawn' | 'expired'
  readonly basis: Basis
  /** The offers it rests on: it ends with the last one that is left. */
  readonly offers: readonly string[]
  readonly since: number
  readonly until?: number
  /** It waits for its identifier to be confirmed, and lapses then. */
  readonly confirmBy?: number
  /** When it was last proposed in vain; what stands stays. */
  readonly refusedAt?: number
  /** What was agreed to in substance (`termsOf`). */
  readonly terms?: string
  /** The subject's version that this came with, and the command: who had seen that may lift it. */
  readonly version: number
  readonly command: string
}

/** That a field is known, and where from. The value itself stands in `values`. */
export interface Known {
  readonly at: number
  readonly source: Source
  /** An identifier that was proven to be the subject's. */
  readonly confirmed?: boolean
}

/** A right that was taken away for a while, with the statement of reasons that its owner is shown. */
export interface Suspension {
  readonly since: number
  readonly until: number
  /** The declared sanction: its words are the statement. */
  readonly sanction: string
  /** An opaque reference to the case. */
  readonly reason: string
  readonly actor: string
  readonly appealedAt?: number
}

export interface OfferHistory {
  /** `begun`: some of a long ask was answered; it can be left as what was accepted can. */
  readonly status: 'accepted' | 'begun' | 'left' | 'declined' | 'dismissed' | 'shown'
  readonly at: number
  readonly accepted: number
  readonly displays: number
  /** When it was displayed since the last answer, oldest first: the last sixteen. */
  readonly ignored?: readonly number[]
  /** The last display. */
  readonly shownAt?: number
  /** The last no since it was accepted; leaving it is one as well. */
  readonly declinedAt?: number
  /** The last "not now" since then. */
  readonly dismissedAt?: number
  /** How often a step of it gave something: it never does more often than it has steps, whoever begins anew. */
  readonly steps?: number
  /** What they said it was worth. */
  readonly appraised?: Appraisal
}

/** It has grounds that end with it: it was accepted, or a step of it was taken. */
export const isHeld = (history: OfferHistory | undefined): boolean =>
  history?.status === 'accepted' || history?.status === 'begun'

/** Something was displayed. */
export interface Display {
  readonly offer: string
  readonly channel: string
  readonly at: number
}

/** What somebody gave and got in one month, in the program's money, as it was weighed when it happened. */
export interface Weighed {
  /** Months since January 1970, UTC. */
  readonly month: number
  readonly gave: number
  readonly got: number
}

/** What is known of an age: the band alone. */
export interface Age {
  readonly band: AgeBand
  readonly at: number
  /** A proof of it was seen; what was only said before counts no more. */
  readonly proven?: true
}

/** The first opt-out signal, and what it came with. */
export interface Signalled {
  readonly at: number
  readonly command: string
}

type Of<Value> = { readonly [name: string]: Value }

/** Everything that is remembered of one person: the fold of its events. */
export interface Subject {
  /** Counts the stored commands. */
  readonly version: number
  readonly known: Of<Known>
  /** The input of each known field's schema, as JSON. */
  readonly values: Of<Json>
  /** By purpose, then by field. */
  readonly grounds: Of<Of<Ground>>
  readonly offers: Of<OfferHistory>
  /** The fields whose points were paid: once per subject, ever. */
  readonly paid: Of<true>
  /** Objections by purpose, with the version and command that they came with. */
  readonly objected: Of<{ readonly version: number; readonly command: string }>
  /** By gate. */
  readonly suspended: Of<Suspension>
  readonly points: Of<Account>
  /** What the commands at hand cite, by its command's id: loaded for them alone. */
  readonly cited: Of<Cited>
  /** How much is drawn of what all members share: loaded likewise. */
  readonly used: Of<number>
  /** On the device: points that the server is expected to book, in and out. */
  readonly expected: Of<{ readonly in: number; readonly out: number }>
  readonly age?: Age
  /** Since when nothing of it may be used; absent where it may. */
  readonly restrictedAt?: number
  readonly signal?: Signalled
  /** What was displayed in the last seven days, oldest first: 100 times at most. */
  readonly displays?: readonly Display[]
  /** Since when a complaint of theirs is open: nothing is proposed until it is answered. */
  readonly complainedAt?: number
  /** Month by month, oldest first, thirteen at most. */
  readonly weighed?: readonly Weighed[]
  readonly erasedAt: number | null
}

/** Nobody yet: what a subject is before its first event. */
export const nobody: Subject = Object.freeze({
  version: 0,
  known: record<Known>(),
  values: record<Json>(),
  grounds: record<Of<Ground>>(),
  offers: record<OfferHistory>(),
  paid: record<true>(),
  objected: record<{ version: number; command: string }>(),
  suspended: record<Suspension>(),
  points: record<Account>(),
  cited: record<Cited>(),
  used: record<number>(),
  expected: record<{ in: number; out: number }>(),
  erasedAt: null,
})

/** Every ground, one by one. */
export const groundsOf = ({ grounds }: Pick<Subject, 'grounds'>): (Pair & { readonly ground: Ground })[] =>
  Object.entries(grounds).flatMap(([purpose, byField]) =>
    Object.entries(byField).map(([field, ground]) => ({ purpose, field, ground })),
  )

/** When somebody last refused a consent that stood or was over, or let it lapse unconfirmed. */
export function lastNo(ground: Ground | undefined): number | undefined {
  const { refusedAt, confirmBy } = ground ?? {}
  return refusedAt === undefined || confirmBy === undefined ? (refusedAt ?? confirmBy) : Math.max(refusedAt, confirmBy)
}

export const accountOf = (subject: Subject, currency: string): Account => subject.points[currency] ?? empty

/** A subject's points in one currency at `now`, with what the device still expects. */
export function pointsIn(subject: Subject, currency: string, now: number): Points {
  const expected = subject.expected[currency]
  const points = pointsOf(accountOf(subject, currency), now, expected?.in)
  const out = expected?.out ?? 0
  return out === 0 ? points : { ...points, available: points.available - out, held: points.held + out }
}

/** Whether a balance would pass what a number can tell exactly. */
export function overflows(subject: Subject, credits: readonly { currency: string; amount: number }[]): boolean {
  const sums = new Map<string, number>()
  for (const { currency, amount } of credits)
    sums.set(currency, (sums.get(currency) ?? accountOf(subject, currency).balance) + amount)
  return [...sums.values()].some((sum) => !Number.isSafeInteger(sum))
}
