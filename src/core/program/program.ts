import type { ContactPolicy } from './contact-policy.js'
import type { Contact, Controller } from './controller.js'
import type { Conversions, Partners } from './conversion.js'
import type { Currencies } from './currency.js'
import type { Campaigns, Deeds, EarnRules } from './earn-rule.js'
import type { Fairness } from './fairness.js'
import type { Fields } from './field.js'
import type { Gates } from './gate.js'
import type { Goals } from './goal.js'
import type { Market } from './market.js'
import type { Minors } from './minors.js'
import type { Models } from './model.js'
import type { Moments } from './moment.js'
import type { NoticeWords } from './notice-words/english.js'
import type { Offers } from './offer.js'
import type { Parties } from './party.js'
import type { Places } from './place.js'
import type { Purposes } from './purpose.js'
import type { Raffles } from './raffle.js'
import type { Rewards } from './reward.js'
import type { Sanctions } from './sanction.js'
import type { Segments } from './segment.js'
import type { Touchpoints } from './touchpoint.js'

/** What a program declares, as the code reads it. */
export interface Definition {
  readonly id: string
  /** Counts up with every change that people are told of. */
  readonly version: number
  /** ISO 4217 code of the money in which worth is stated. */
  readonly money?: string
  /** BCP 47 tag of the language in which the program speaks; `en` unless said. */
  readonly language?: string
  /** What the notices beside its offers say by themselves; English unless said. */
  readonly notices?: NoticeWords
  /** IANA name of the zone whose days and years count, as in `Europe/Zurich`; UTC unless said. */
  readonly timeZone?: string
  readonly controller: Controller
  /** In the union, where the controller has no seat there (GDPR Art. 27). */
  readonly representative?: Contact
  /** The data protection officer (GDPR Art. 37). */
  readonly officer?: Contact
  /** Where its people are; the strictest rules unless said. */
  readonly markets?: readonly Market[]
  readonly minors?: Minors
  /** How give and take are weighed; the rate is published. */
  readonly fairness?: Fairness
  /** How often people are approached, and when not. */
  readonly contact?: ContactPolicy
  readonly goals: Goals
  readonly segments: Segments
  readonly moments: Moments
  readonly places: Places
  readonly models: Models
  readonly parties: Parties
  readonly fields: Fields
  readonly purposes: Purposes
  readonly touchpoints: Touchpoints
  readonly currencies: Currencies
  readonly offers: Offers
  readonly rewards: Rewards
  readonly gates: Gates
  readonly deeds: Deeds
  readonly earns: EarnRules
  readonly campaigns: Campaigns
  readonly conversions: Conversions
  readonly partners: Partners
  readonly raffles: Raffles
  readonly sanctions: Sanctions
}

/** What of an offer a client needs to know by type. */
export interface Offered<
  Required extends string = string,
  Optional extends string = string,
  I extends string = string,
> {
  readonly required: Required
  readonly optional: Optional
  readonly invites: I
}

/** The names of a program, carried in its type alone. */
export interface Names {
  readonly fields: Fields
  readonly purposes: string
  readonly touchpoints: string
  readonly currencies: string
  readonly offers: { readonly [name: string]: Offered }
  readonly rewards: string
  readonly gates: string
  readonly deeds: string
  readonly earns: string
  readonly conversions: string
  readonly partners: string
  readonly raffles: string
  readonly sanctions: string
  readonly goals: string
  readonly segments: string
  readonly moments: string
  readonly places: string
  readonly models: string
}

/** A checked program. Made by `defineProgram` or `parseProgram`; frozen, and safe to share. */
export interface Program<N extends Names = Names> extends Definition {
  readonly '~names'?: N
}

type AsksOf<O> = O extends { readonly asks: infer A } ? A : Record<never, never>
type AlternativesOf<O> = O extends { readonly asksOneOf: readonly (infer A)[] }
  ? A extends unknown
    ? keyof A & string
    : never
  : never
type InvitesOf<O> = O extends { readonly invites: infer I } ? I : Record<never, never>
type InvitedFieldsOf<O> = InvitesOf<O>[keyof InvitesOf<O>] extends infer L
  ? L extends readonly (infer N)[]
    ? N
    : never
  : never

type RequiredOf<A> = {
  [N in keyof A]: A[N] extends { readonly optional: true } | { readonly when: object } ? never : N
}[keyof A] &
  string

/** The names of an inferred program's offers with what each asks. */
export type OfferedBy<O> = {
  readonly [Id in keyof O & string]: Offered<
    RequiredOf<AsksOf<O[Id]>>,
    | Exclude<keyof AsksOf<O[Id]> & string, RequiredOf<AsksOf<O[Id]>>>
    | AlternativesOf<O[Id]>
    | Exclude<InvitedFieldsOf<O[Id]> & string, RequiredOf<AsksOf<O[Id]>>>,
    keyof InvitesOf<O[Id]> & string
  >
}
