import type { Json } from '../../json.js'
import type { AgeBand } from '../../program/minors.js'
import type { Answers, Envelope, Evidence, Fields } from '../envelope.js'

/** The backend's own: a member of old, with the contract's ground and no consent to anything. */
export interface Enrol extends Envelope {
  readonly type: 'enrol'
  readonly offer: string
  /** What was known of them: each is taken where a ground holds its field, and where it is not known here. */
  readonly answers?: Answers
  readonly evidence: Evidence
}
/** The backend's own: what somebody had agreed to, refused or withdrawn elsewhere, at `at`. */
export interface Attest extends Envelope {
  readonly type: 'attest'
  readonly status: 'granted' | 'refused' | 'withdrawn'
  readonly purpose: string
  readonly fields: Fields
  /** What was given with it, of these fields. */
  readonly answers?: Answers
  /** The identifiers among the fields were confirmed then (double opt-in). */
  readonly confirmed?: boolean
  /** Of then: by what act, what was shown, where the proof lies. A no needs none. */
  readonly evidence?: Evidence
}
/** The backend's own: what a membership said it would record was seen. The whole value, in place of what was known. */
export interface RecordSeen extends Envelope {
  readonly type: 'record'
  readonly field: string
  readonly value: Json
}
type Amounts = { readonly [currency: string]: number }

/** What all of the backend's commands about points say. */
interface Reasoned extends Envelope {
  /** An opaque reference, as in `order:4711`. */
  readonly reason: string
  /** Who did it, as in `staff:17`. */
  readonly actor?: string
}

/** The backend's own: points for something that no rule is declared for. */
export interface Award extends Reasoned {
  readonly type: 'award'
  readonly points: Amounts
  /** The subject whose word the award rests on; nobody awards themselves. */
  readonly giver?: string
  /** When they can be spent, epoch milliseconds; at once unless said. */
  readonly availableAt?: number
  /** From then on they are gone, epoch milliseconds; as the currency says unless said, which is what new points need. */
  readonly expiresAt?: number
  /** The programme that pays for them. */
  readonly partner?: string
  /** Whether they count towards tiers; they don't unless said. */
  readonly qualifies?: boolean
}
/** The backend's own: points for an amount, by a declared rule. */
export interface Earn extends Reasoned {
  readonly type: 'earn'
  readonly rule: string
  /** In the smallest unit of the program's money. */
  readonly amount: number
}
/** The backend's own: a deed was done, so often; every rule for it gives. */
export interface Did extends Reasoned {
  readonly type: 'did'
  readonly deed: string
  /** Below zero counts back: a post that was deleted. */
  readonly count?: number
  readonly giver?: string
  /** By deed, how many there were on the whole site lately: what a tier's share is a share of. */
  readonly totals?: { readonly [deed: string]: number }
}
/**
 * The backend's own: the deed was undone. Of an award, points go back by policy; of a redemption, what was spent
 * comes back. Without `of`, points go back as far as the balance reaches.
 */
export interface Reverse extends Reasoned {
  readonly type: 'reverse'
  /** The id of the command that is undone. */
  readonly of?: string
  /** Of a part; all that is left unless said. */
  readonly points?: Amounts
}
/** The backend's own: sets points aside for an open order. */
export interface Hold extends Reasoned {
  readonly type: 'hold'
  readonly points: Amounts
  /** From then on they count as released, epoch milliseconds. */
  readonly until: number
}
/** The backend's own: spends all or part of what was set aside; the rest comes back. */
export interface Capture extends Reasoned {
  readonly type: 'capture'
  readonly hold: string
  readonly points?: Amounts
}
/** The backend's own: sets nothing aside any more. */
export interface Release extends Reasoned {
  readonly type: 'release'
  readonly hold: string
}
/** The backend's own: points of one currency into another, by the rate of the day. */
export interface Convert extends Reasoned {
  readonly type: 'convert'
  readonly conversion: string
  readonly amount: number
}
/** The backend's own: spends points at a partner's, or on what no reward is declared for. */
export interface Spend extends Reasoned {
  readonly type: 'spend'
  readonly points: Amounts
  readonly partner?: string
}
/** The backend's own: points to another member; the first half. */
export interface Give extends Reasoned {
  readonly type: 'give'
  readonly points: Amounts
  readonly to: string
}
/** The second half of a gift. */
export interface Credited extends Reasoned {
  readonly type: 'credited'
  readonly points: Amounts
  readonly giver: string
}
/** A gift that reaches nobody comes back to its giver. */
export interface Returned extends Reasoned {
  readonly type: 'returned'
  /** The id of the command that gave it. */
  readonly of: string
}
/** The giver's half of an award of respect. */
export interface Endorse extends Reasoned {
  readonly type: 'endorse'
  readonly points: Amounts
  readonly to: string
}
/** An award of respect counts no more. One that has not come yet will not count either. */
export interface Revoke extends Reasoned {
  readonly type: 'revoke'
  readonly of: string
  readonly currency: string
}
/** The backend's own: a correction by hand, up or down. */
export interface Adjust extends Reasoned {
  readonly type: 'adjust'
  /** Below zero takes points away. */
  readonly points: Amounts
  readonly actor: string
}
/** The backend's own: nothing leaves these accounts, all of them unless said. */
export interface Freeze extends Reasoned {
  readonly type: 'freeze' | 'thaw'
  readonly currency?: string
  readonly actor: string
}
/** The backend's own: a coupon is handed in. */
export interface UseCoupon extends Reasoned {
  readonly type: 'use'
  readonly coupon: string
  /** Who hands it in, where that is known; anybody who holds it unless said. */
  readonly by?: string
}
/** The backend's own: a further entry to a raffle, for points. */
export interface Enter extends Reasoned {
  readonly type: 'enter'
  readonly raffle: string
}
/** The backend's own: a right is suspended, whatever was earned. */
export interface Suspend extends Reasoned {
  readonly type: 'suspend'
  readonly gate: string
  readonly sanction: string
  /** Epoch milliseconds. */
  readonly until: number
  readonly actor: string
}
export interface Lift extends Reasoned {
  readonly type: 'lift'
  readonly gate: string
  readonly actor: string
}
/** A subject asks for another look at a suspension. */
export interface Appeal extends Reasoned {
  readonly type: 'appeal'
  readonly gate: string
}
/** Books what time has brought about: what has ended, holds that are over, tiers; and says what is to come. */
export interface Due extends Envelope {
  readonly type: 'due'
  /** By deed, how many there were on the whole site lately: what a tier's share is a share of. */
  readonly totals?: { readonly [deed: string]: number }
}
/**
 * The backend's own: an identifier was proven to be the subject's (the link in a mail was followed). It says which
 * value was proven: it may have been corrected since the mail was sent.
 */
export interface Confirm extends Envelope {
  readonly type: 'confirm'
  readonly field: string
  readonly value: Json
}
/** The server's own: a message to confirm an identifier was sent. */
export interface Messaged extends Envelope {
  readonly type: 'messaged'
  readonly field: string
  /** The message's id. */
  readonly message: string
}

/** The backend's own: how old somebody is, proven. Of a minor it voids the consents and freezes what could be spent. */
export interface ProveAge extends Envelope {
  readonly type: 'prove-age'
  readonly band: AgeBand
  /** An opaque reference to the proof, as in `case:88`. */
  readonly reason: string
  /** As in `staff:17`. */
  readonly actor: string
}

/** The register's own: a complaint of theirs is open, and they are approached nowhere. */
export interface Complain extends Envelope {
  readonly type: 'complain'
}
/** The register's own: the last one is answered, and they may be approached again. */
export interface Reconcile extends Envelope {
  readonly type: 'reconcile'
}

/** What only the site's backend may say. */
export type BackendCommand =
  | Enrol
  | Attest
  | RecordSeen
  | Award
  | Earn
  | Did
  | Reverse
  | Hold
  | Capture
  | Release
  | Convert
  | Spend
  | Give
  | Credited
  | Returned
  | Endorse
  | Revoke
  | Adjust
  | Freeze
  | UseCoupon
  | Enter
  | Suspend
  | Lift
  | Appeal
  | Due
  | Confirm
  | Messaged
  | ProveAge
  | Complain
  | Reconcile
