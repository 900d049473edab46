import { type Duration, later } from '../duration.js'
import type { Asks, Condition, OptionalAsk, PaidAsk, RequiredAsk, SpecialAsk } from './ask.js'
import type { Benefit, Chance, Gift, OneOrMore } from './benefit.js'
import type { DisplayLimits } from './contact-policy.js'
import type { KindOf, ObservedOf, Ordinary, SpecialOf } from './field.js'
import type { Fits } from './fits.js'
import type { OnDevice, OnServer, RestingOn } from './purpose.js'
import type { Refused } from './refused.js'

/** How data and benefit meet; also the four stages of progressive profiling. */
export type Principle = 'receive' | 'choose' | 'exchange' | 'convert'

/** From the first to the last. */
export const stages: readonly Principle[] = ['receive', 'choose', 'exchange', 'convert']

/** How often one subject may accept: once unless said, always, or again after a while. */
export type Repeats = 'once' | 'always' | Duration

/** From when on an offer that was accepted at `at` may be accepted anew; `Infinity` where never. */
export function repeatsFrom(repeats: Repeats = 'once', at: number): number {
  if (repeats === 'always') return 0
  return repeats === 'once' ? Number.POSITIVE_INFINITY : later(at, repeats)
}

/** When an offer begins and ends, epoch milliseconds; a date begins at midnight UTC. */
export const timesOf = ({ during: { from, until } = {} }: Pick<Offer, 'during'>): { from: number; until: number } => ({
  from: from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from),
  until: until === undefined ? Number.POSITIVE_INFINITY : Date.parse(until),
})

/** The names that the offers of a program may use, by what they may be used for. */
export interface Scope {
  readonly field: string
  readonly observed: string
  /** Observed and preference fields that are not special. */
  readonly light: string
  /** The other fields, each with its kind as messages name it. */
  readonly heavy: { readonly [field: string]: string }
  readonly ordinary: string
  readonly special: string
  readonly device: string
  readonly deviceConsent: string
  readonly server: string
  readonly consent: string
  readonly explicit: string
  readonly touchpoint: string
  readonly currency: string
  readonly goal: string
  readonly segment: string
  readonly moment: string
  readonly place: string
  readonly model: string
}

/** The names that bear on when and to whom an offer is made. */
export interface Bearing {
  readonly goal: string
  readonly segment: string
  readonly moment: string
  readonly place: string
  readonly model: string
}

export interface BearingOf<A, B, M, H, Q> {
  readonly goal: keyof A & string
  readonly segment: keyof B & string
  readonly moment: keyof M & string
  readonly place: keyof H & string
  readonly model: keyof Q & string
}

export interface ScopeOf<F, P, T, C, B extends Bearing = Bearing> {
  readonly field: keyof F & string
  readonly observed: ObservedOf<F> & Ordinary<F, 'observed'>
  readonly light: Ordinary<F, 'observed' | 'preference'>
  readonly heavy: { readonly [N in Exclude<keyof F & string, Ordinary<F, 'observed' | 'preference'>>]: KindOf<F, N> }
  readonly ordinary: Ordinary<F, 'observed' | 'preference' | 'identifier' | 'personal'>
  readonly special: SpecialOf<F>
  readonly device: OnDevice<P>
  readonly deviceConsent: OnDevice<P> & RestingOn<P, 'consent'>
  readonly server: OnServer<P>
  readonly consent: OnServer<P> & RestingOn<P, 'consent' | 'explicit-consent'>
  readonly explicit: OnServer<P> & RestingOn<P, 'explicit-consent'>
  readonly touchpoint: keyof T & string
  readonly currency: keyof C & string
  readonly goal: B['goal']
  readonly segment: B['segment']
  readonly moment: B['moment']
  readonly place: B['place']
  readonly model: B['model']
}

interface Common<S extends Scope> {
  /** Where it may be proposed; everywhere unless said. */
  readonly at?: readonly S['touchpoint'][]
  /** Proposed only where earlier answers have these values. */
  readonly when?: Condition<S['field']>
  readonly repeats?: Repeats
  /** What the site wants to learn or achieve with it. */
  readonly goal?: S['goal']
  /** Proposed only around this date of the subject's life. */
  readonly moment?: S['moment']
  /** Proposed only to who is at one of these places. */
  readonly near?: readonly S['place'][]
  /** Proposed, and accepted, only from then on and before then: a date, or an instant as in `2026-12-01T08:00:00Z`. */
  readonly during?: { readonly from?: string; readonly until?: string }
  /** How long its coupon may be handed in, from the acceptance on. */
  readonly lasts?: Duration
  /** Whom it suits best. Nobody is shut out by it. */
  readonly suits?: readonly S['segment'][]
  /** How much the site would like it, from 0 to 1: it orders offers that are otherwise equal, and nothing else. */
  readonly interest?: number
  /** Why it is made though it asks more than it gives, in the subject's words. */
  readonly unevenBecause?: string
  /** How often it may be displayed; as the program says unless said. */
  readonly displays?: DisplayLimits
}

/** A long ask is answered over several visits. */
export interface Steps {
  /** So many fields at once. */
  readonly atOnce: number
  /** What one gets for each step but the last, which brings what the offer gives. */
  readonly gives: Gift
}

type Uses<N extends string> = { readonly [F in N]?: string }

/** Nothing is asked; what is observed on the device decides what fits. */
export interface Receive<S extends Scope> extends Common<S> {
  readonly principle: 'receive'
  readonly for: S['device'] | Refused<'a receive offer needs a purpose on the device'>
  readonly uses: Uses<S['observed']>
  /** Which of many coupons it gives: the one that fits the basket. `gives` says in general what one gets. */
  readonly fits?: Fits<S['model']>
  readonly gives: OneOrMore<Gift>
}

type ChooseAsks<S extends Scope> = {
  readonly [F in S['light']]?:
    | string
    | Omit<RequiredAsk<S['field']>, 'for'>
    | OptionalAsk<S['field'], S['deviceConsent']>
} & {
  readonly [N in keyof S['heavy'] &
    string]?: Refused<`${N} is ${S['heavy'][N]}; a choose offer may ask observed and preference fields only`>
}

/** A few preferences, without identity and on the device; the selection fits. */
export interface Choose<S extends Scope> extends Common<S> {
  readonly principle: 'choose'
  readonly for: S['device'] | Refused<'a choose offer needs a purpose on the device'>
  readonly uses?: Uses<S['observed']>
  readonly asks: ChooseAsks<S>
  readonly steps?: Steps
  readonly gives: OneOrMore<Gift>
}

type SpecialAsks<S extends Scope> = {
  readonly [F in S['special']]?: SpecialAsk<S['field'], S['explicit']>
}

type ExchangeAsks<S extends Scope> = {
  readonly [F in S['ordinary']]?: string | RequiredAsk<S['field'], S['server']> | OptionalAsk<S['field'], S['consent']>
} & SpecialAsks<S>

type ConvertAsks<S extends Scope> = {
  readonly [F in S['ordinary']]?:
    | string
    | RequiredAsk<S['field'], S['server']>
    | PaidAsk<S['field'], S['consent'], S['currency']>
} & SpecialAsks<S>

/** Further purposes, each resting on consent, proposed beside the offer and never a condition of it. */
type Invites<S extends Scope> = { readonly [P in S['consent']]?: readonly S['field'][] }

interface Identified<S extends Scope> extends Common<S> {
  readonly steps?: Steps
  readonly for: S['server'] | Refused<'an exchange or convert offer needs a purpose on the server'>
  readonly uses?: Uses<S['ordinary']>
  /** What will be recorded from now on, with the reason: part of what is asked. */
  readonly observes?: Uses<S['observed']>
  readonly invites?: Invites<S>
}

/** Identification and details, for a named service or a chance. */
export interface Exchange<S extends Scope> extends Identified<S> {
  readonly principle: 'exchange'
  readonly asks: ExchangeAsks<S>
  /** Alternatives, each a group of asks; one of them has to be complete. */
  readonly asksOneOf?: readonly ExchangeAsks<S>[]
  readonly gives: OneOrMore<Gift | Chance>
}

/** Data and deeds, for points that convert into goods or into respect. */
export interface Convert<S extends Scope> extends Identified<S> {
  readonly principle: 'convert'
  readonly asks?: ConvertAsks<S>
  readonly asksOneOf?: readonly ConvertAsks<S>[]
  readonly gives: OneOrMore<Benefit<S['currency']>>
}

/** One value exchange, as a program declares it. */
export type OfferIn<S extends Scope> = Receive<S> | Choose<S> | Exchange<S> | Convert<S>

/** One value exchange, as the code reads it once the program is defined. */
export interface Offer {
  readonly principle: Principle
  readonly for: string
  readonly at?: readonly string[]
  readonly when?: Condition
  readonly repeats?: Repeats
  readonly goal?: string
  readonly moment?: string
  readonly near?: readonly string[]
  readonly during?: { readonly from?: string; readonly until?: string }
  readonly lasts?: Duration
  readonly suits?: readonly string[]
  readonly interest?: number
  readonly unevenBecause?: string
  readonly steps?: Steps
  readonly displays?: DisplayLimits
  readonly fits?: Fits
  readonly uses?: { readonly [field: string]: string | undefined }
  readonly observes?: { readonly [field: string]: string | undefined }
  readonly asks?: Asks
  readonly asksOneOf?: readonly Asks[]
  readonly invites?: { readonly [purpose: string]: readonly string[] }
  readonly gives: OneOrMore<Benefit>
}

export type Offers = { readonly [name: string]: Offer }
