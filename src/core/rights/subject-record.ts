import type { ConsentEntry, ConsentRecord } from '../consent/record.js'
import type { Balance } from '../decision/fairness/balance.js'
import type { Json } from '../json.js'
import type { Points } from '../points/account.js'
import type { Coupon } from '../points/coupon.js'
import type { Contact, Controller } from '../program/controller.js'
import type { Kind } from '../program/field.js'
import type { Notice } from '../program/notice.js'
import type { Party } from '../program/party.js'
import type { Basis } from '../program/purpose.js'
import type { Source } from '../subject/event.js'
import type { Age, Display, OfferHistory } from '../subject/subject.js'
import type { Standing } from './standing.js'

/**
 * Everything that is known of one person, and what was done with it, for that person to read, keep and take elsewhere
 * (GDPR Art. 15 and 20). It is JSON as it stands; instants are epoch milliseconds. `format` changes with its shape.
 */
export interface SubjectRecord {
  readonly format: 'evenhanded-record/1'
  /** When it was put together. */
  readonly at: number
  readonly program: { readonly id: string; readonly version: number; readonly language: string }
  /** Who answers for it, and whom to write to. */
  readonly controller: Controller
  readonly representative: Contact | null
  readonly officer: Contact | null
  readonly subject: string
  /** Since when nothing may be used (GDPR Art. 18); `null` where it may. */
  readonly restrictedAt: number | null
  /** Since when the browser's opt-out signal is honoured. */
  readonly signalledAt: number | null
  /** Since when nothing is proposed, for a complaint is open. */
  readonly complainedAt: number | null
  readonly age: Age | null
  /** Every field of which anything is or was known, in the order of the program. */
  readonly fields: readonly FieldRecorded[]
  /** Purposes that were objected to. */
  readonly objections: readonly { readonly purpose: string; readonly label: string }[]
  readonly offers: readonly (OfferHistory & { readonly offer: string; readonly says: readonly string[] })[]
  /** What they gave and got in a year, in the program's money; `null` where it has none. */
  readonly balance: (Balance & { readonly money: string }) | null
  /** What tills and staff showed them in the last week; what a device showed, it alone knows. */
  readonly displays: readonly Display[]
  readonly points: readonly PointsRecorded[]
  readonly coupons: readonly Coupon[]
  /** Rights that were taken away for a while, and why. */
  readonly suspensions: readonly {
    readonly gate: string
    readonly label: string
    readonly says: string
    readonly since: number
    readonly until: number
    readonly appealedAt: number | null
  }[]
  readonly requests: readonly RequestRecorded[]
  /** Every record of a consent or another ground with its evidence, the oldest first: a receipt is made of each. */
  readonly records: readonly ConsentRecord[]
  /** The words that were shown, each once; records name them by their hash. */
  readonly notices: readonly Notice[]
}

/** One field: what is known, where from, why, for whom, until when, and what it was used for. */
export interface FieldRecorded {
  readonly field: string
  readonly label: string
  /** `null` where the program has no such field any more. */
  readonly kind: Kind | null
  readonly special: boolean
  /** The value as it was given, and where it came from; `null` where it is not known any more. */
  readonly known: {
    readonly value: Json
    readonly since: number
    readonly source: Source
    /** Whether an identifier was proven to be theirs. */
    readonly confirmed: boolean
  } | null
  readonly purposes: readonly GroundRecorded[]
  /** What was said of it, the oldest first; `record` is the `id` of the record with the evidence. */
  readonly history: readonly (Omit<ConsentEntry, 'field'> & {
    readonly label: string
    readonly givenAt: number
    readonly record: string
  })[]
  /** By day, the newest first. */
  readonly uses: readonly UseRecorded[]
}

/** Why a field may be used, or may not. */
export interface GroundRecorded {
  readonly purpose: string
  readonly label: string
  readonly basis: Basis
  readonly interest: string | null
  readonly status: Standing
  readonly since: number
  /** When it ends by itself; `null` where it does not. */
  readonly until: number | null
  /** The offers that it rests on. */
  readonly offers: readonly string[]
  /** What was agreed to in substance (`termsOf`). */
  readonly terms: string
  /** Who takes part in it now. */
  readonly parties: readonly Party[]
}

/** How often a value was read for a decision on a day. */
export interface UseRecorded {
  readonly purpose: string
  readonly label: string
  /** As in `read`, `gate:review`, `mail:newsletter`. */
  readonly decision: string
  /** A day in UTC, as in `2027-01-31`. */
  readonly day: string
  readonly count: number
}

/** One currency: where it stands, and all its lines, the newest first. */
export interface PointsRecorded extends Points {
  readonly currency: string
  readonly label: string
  readonly lines: readonly {
    readonly at: number
    readonly kind: string
    readonly amount: number
    readonly balanceAfter: number
    readonly reason: string
    readonly code: string | null
  }[]
}

/** A request that was made, and where it stands. */
export interface RequestRecorded {
  readonly id: string
  readonly kind: string
  readonly receivedAt: number
  /** It has to be answered before. */
  readonly due: number
  readonly closedAt: number | null
}
