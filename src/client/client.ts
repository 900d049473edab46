import type { Situation } from '../core/decision/context.js'
import type { GateExplained } from '../core/decision/explain-gate.js'
import type { NextExplained } from '../core/decision/explain-next.js'
import type { OfferExplained } from '../core/decision/explain-offer.js'
import type { Balance } from '../core/decision/fairness/balance.js'
import type { Json } from '../core/json.js'
import type { Points } from '../core/points/account.js'
import type { InputOfField, OutputOfField } from '../core/program/field.js'
import type { Names } from '../core/program/program.js'
import type { Basis } from '../core/program/purpose.js'
import type { Result } from '../core/result.js'
import type { RequestKind } from '../core/rights/request-kind.js'
import type { Standing } from '../core/rights/standing.js'
import type { SubjectRecord } from '../core/rights/subject-record.js'
import type { Refusal } from '../core/subject/refusal.js'
import type { ParkedShown } from './device/parked.js'
import type { ClientEvents } from './events.js'
import type { OfferHandle } from './offers/handle.js'
import type { Done } from './settled.js'
import type { Snapshot, Status } from './status.js'

/** A consent or another ground, as its owner sees it. */
export interface ConsentShown {
  readonly purpose: string
  readonly label: string
  readonly basis: Basis
  readonly field: string
  readonly fieldLabel: string
  /** `unconfirmed`: its address is not proven; `outdated`: it has to be asked anew, since what it is for has changed. */
  readonly status: Standing
  readonly since: number
  readonly until: number | null
  readonly offers: readonly string[]
}

/** What is known of the subject, for a page that says so. */
export interface KnownShown {
  readonly field: string
  readonly label: string
  readonly value: unknown
  readonly since: number
  readonly provenance: 'declared' | 'observed' | 'imported'
  readonly offer: string | null
  readonly where: 'device' | 'server'
  readonly purposes: readonly { readonly id: string; readonly label: string; readonly basis: Basis }[]
}

/** What this page read of a value, how often since it was opened. It is not stored, and stays here. */
export interface DeviceUse {
  readonly field: string
  readonly purpose: string
  /**
   * `read`, or what looked at it: a gate, an offer, a count, a model for an offer, as in `gate:review`, `offer:finder`,
   * `count:finder`, `fit:tillCoupon`.
   */
  readonly decision: string
  readonly count: number
}

/** What the subject gave and got in a year, as it was weighed when it happened. */
export interface BalanceShown {
  /** ISO 4217 code of the money in which it is stated; `null` where the program has none, and nothing is weighed. */
  readonly money: string | null
  /** Exchanges that the server knows of, those on their way to it included. */
  readonly server: Balance
  /** What was received and chosen: it stays on this device, and so does its account. */
  readonly device: Balance
}

/** Everything that is known of the subject: what the server told just now, and what this device alone knows. */
export interface WholeRecord extends SubjectRecord {
  readonly device: {
    readonly known: readonly KnownShown[]
    readonly consents: readonly ConsentShown[]
    readonly uses: readonly DeviceUse[]
  }
}

/** A request that was entered at the site. */
export interface RequestEntered {
  readonly id: string
  readonly kind: RequestKind
  /** It has to be answered before, epoch milliseconds, */
  readonly due: number
  /** as is said here in the law. */
  readonly source: string
}

/** What erasing would do, said before it is done. */
export interface ErasePlan {
  readonly now: readonly { readonly field: string; readonly label: string }[]
  /** Kept under a legal duty, readable for that duty alone. */
  readonly stays: readonly {
    readonly field: string
    readonly label: string
    readonly purpose: string
    readonly keptFor: string | null
  }[]
  readonly ends: readonly { readonly offer: string }[]
  readonly points: readonly { readonly currency: string; readonly amount: number }[]
}

/** Opt-out signals, and what came of them. */
export interface SignalsShown {
  /** Global Privacy Control. */
  readonly gpc: {
    /** The browser sends it, or has sent it before. */
    readonly on: boolean
    /** When it was recorded, epoch milliseconds. */
    readonly since: number | null
    /** The purposes that sell or share, and are off. */
    readonly honoured: readonly string[]
    /** Those that were agreed to all the same, later. */
    readonly outranked: readonly string[]
  }
}

/** What a page can ask of one picture. Each answers at once. */
export type Readings<N extends Names = Names> = Pick<
  Client<N>,
  'snapshot' | 'can' | 'explain' | 'explainNext' | 'next' | 'offer' | 'points' | 'read' | 'known'
> & { readonly consents: Pick<Client<N>['consents'], 'list'> }

/** A program at work in one page. Made by `createClient`. */
export interface Client<N extends Names = Names> {
  /**
   * Storage was read. Before it resolves, `can` is false, `next` null, `read` undefined and `snapshot().phase` `loading`;
   * with an `initial`, they answer by that. Never rejects.
   */
  readonly ready: Promise<void>
  /** Where this page meets its subject, as it was told when it was made. */
  readonly touchpoint: N['touchpoints']
  /**
   * Everything as it was when the client was made, with the `initial` that it was given or loading without; the clock
   * stands still, too. A page that a server has rendered is taken up by this, as the hooks do, and goes on by the client.
   */
  readonly first: Readings<N> & {
    /** Of `initial`: by it, a form of this page that is posted without JavaScript counts once. */
    readonly key: string | undefined
  }
  /** Takes note of a value for the offers on this device that use it. It lives for the visit and never leaves. */
  observe<F extends keyof N['fields'] & string>(field: F, value: InputOfField<N['fields'][F]>): Promise<Done>
  /**
   * The offer to propose here and now, or `null`. Pure: ask as often as you like.
   *
   * @param situation where somebody is, for offers that belong to a place; looked at and forgotten
   */
  next(situation?: Situation): OfferHandle<N> | null
  /**
   * One offer by its name, to be shown and accepted.
   *
   * @throws EvenhandedError `unknown_offer` for a name that the program does not declare
   */
  offer<Id extends keyof N['offers'] & string>(id: Id): OfferHandle<N, Id>
  /** Whether a gate is open now. Synchronous and cheap; a gate that is not declared is shut. */
  can(gate: N['gates']): boolean
  /** What a gate still needs and which offers bring it; why an offer is proposed or not. */
  explain(question: { readonly gate: N['gates']; readonly situation?: Situation }): GateExplained
  explain(question: { readonly offer: keyof N['offers'] & string; readonly situation?: Situation }): OfferExplained
  /** How it is decided what `next` proposes: the winner with its factors, the others in their order, and why the rest is not. */
  explainNext(situation?: Situation): NextExplained
  /** The output of the field's schema, or `undefined` without a ground. */
  read<F extends keyof N['fields'] & string>(
    field: F,
    purpose: N['purposes'],
  ): OutputOfField<N['fields'][F]> | undefined
  /** Points as the server has them, with what this device still expects. */
  points(currency: N['currencies']): Points
  /** Spends points on a reward; they are held until the server has answered. Refusal: `not_enough_points`. */
  redeem(reward: N['rewards']): Promise<Done>
  /** The exit of contract: ends what the offer's grounds allowed. Points stay. */
  leave(offer: keyof N['offers'] & string): Promise<Done>
  /** The exit of legitimate interest. */
  object(purpose: N['purposes']): Promise<Done>
  /** Corrects a known value; an identifier has to be confirmed anew. Refusals: `not_known`, `invalid`. */
  rectify<F extends keyof N['fields'] & string>(field: F, value: InputOfField<N['fields'][F]>): Promise<Done>
  readonly consents: {
    /** Every ground there is or was, by purpose and field. */
    list(): readonly ConsentShown[]
    /** The exit of consent, for some fields or all. What was earned stays. */
    withdraw(purpose: N['purposes'], fields?: readonly (keyof N['fields'] & string)[]): Promise<Done>
  }
  /**
   * Runs `load` as soon as a ground for the purpose is in force, once per grant: to load what a third party brings, and
   * not before. What `load` returns, at once or later, is called when that ground ends: by a withdrawal, by time, by
   * signing out or with `close`; so it is when what `whenGranted` returned is called.
   *
   * @param fields all of them need their ground; any field of the purpose will do unless said
   * @returns what ends it
   *
   * @example
   * client.whenGranted('newsletter', () => {
   *   const script = document.createElement('script')
   *   script.src = 'https://mailer.example/preferences.js'
   *   document.head.append(script)
   *   return () => script.remove()
   * })
   */
  whenGranted(purpose: N['purposes'], load: () => unknown, fields?: readonly (keyof N['fields'] & string)[]): () => void
  /** What became of the signals that this browser sends, for a page that says so. */
  signals(): SignalsShown
  /** Every known value: where it lies, where from, and what it may be used for. */
  known(): readonly KnownShown[]
  erasePlan(): ErasePlan
  /**
   * What was given and got in the last twelve months and in the one that has begun, in the program's money.
   *
   * @example
   * const { money, server } = client.balance()
   * console.log(`You gave ${server.gave.toFixed(2)} and got ${server.got.toFixed(2)} ${money}`)
   */
  balance(): BalanceShown
  /** What is known stays and is used for nothing (GDPR Art. 18), until `unrestrict`. Points and exits go on. */
  restrict(): Promise<Done>
  unrestrict(): Promise<Done>
  /**
   * Ends everything but what a legal duty keeps; show `erasePlan()` first. Where the site wants to see a login first,
   * `settled` says `fresh_login_needed`, and nothing is erased.
   */
  erase(): Promise<Done>
  /** What this device has of it, with source, purpose and ground, as JSON; `record()` has all. */
  export(): Json
  /** What this page read, for which decision, how often; the server's own reading is in `record()`. */
  uses(): readonly DeviceUse[]
  /**
   * Everything that is known, asked of the server now: each value with its source, grounds, recipients and uses, points
   * with every line, requests; and what this device alone knows. Refusals: `no_subject`, `no_answer` where the server
   * can't be reached, `fresh_login_needed` where the site wants to see a login first.
   *
   * @example
   * const all = await client.record()
   * if (all.ok) for (const { label, known, purposes } of all.value.fields) console.log(label, known?.value, purposes)
   */
  record(): Promise<Result<WholeRecord, Refusal>>
  /**
   * Asks the site's staff for what the page can't do by itself: a review of a decision, a complaint. It needs the server:
   * nothing is kept to be sent later. Refusals as of `record`.
   */
  request(kind: RequestKind, says?: string): Promise<Result<RequestEntered, Refusal>>
  /**
   * Calls the listener at once and after each change, as Svelte's store contract has it. @returns what ends that
   *
   * @example
   * const stop = client.subscribe(({ status }) => console.log(status.is, status.unsent))
   */
  subscribe(listener: (snapshot: Snapshot) => void): () => void
  /** The same object until something changes: made for `useSyncExternalStore`. */
  snapshot(): Snapshot
  /** Whether what was said is safe, and what becomes of it. */
  readonly status: Status
  /** What the server has refused. It is kept, with its reason, until somebody has seen to it. */
  readonly parked: {
    list(): readonly ParkedShown[]
    /** Says it once more, now; what this device already knows to be refused stays parked. Refusal: `bad_command` for an id that is not parked. */
    retry(id: string): Promise<Done>
    discard(id: string): Promise<void>
  }
  /** Names of what happens, for logs and analytics; neither values nor people. @returns what ends it */
  on<E extends keyof ClientEvents>(event: E, listener: (detail: ClientEvents[E]) => void): () => void
  /** Sends what waits, asks for news, and resolves when the server has answered or can't be reached. Never rejects. */
  sync(): Promise<void>
  /** Forgets the person on this device. Unsent commands are sent first, or dropped, as said. */
  signOut(options: { readonly unsent: 'send' | 'drop' }): Promise<void>
  /** Takes up another person's session: the site has just signed them in. `null` asks the server who it is. */
  switchSubject(id: string | null): Promise<void>
  /** Stops listening and sending; what is stored stays. */
  close(): void
}
