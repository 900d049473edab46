import { EvenhandedError } from '../error.js'
import { checkProgram } from './check-program.js'
import type { ContactPolicy } from './contact-policy.js'
import type { Contact, Controller } from './controller.js'
import type { Conversion, Partner } from './conversion.js'
import type { Currencies, Currency, Redeemable } from './currency.js'
import type { Campaign, Deed, Deeds, EarnRule } from './earn-rule.js'
import type { Fairness } from './fairness.js'
import type { Fields, Kind, ObservedOf, Ordinary } from './field.js'
import type { Gate } from './gate.js'
import type { Goal, Goals } from './goal.js'
import type { Market } from './market.js'
import type { Minors } from './minors.js'
import type { Model } from './model.js'
import type { Moment } from './moment.js'
import type { NoticeWords } from './notice-words/english.js'
import type { BearingOf, OfferIn, ScopeOf } from './offer.js'
import type { Parties } from './party.js'
import type { Place, Places } from './place.js'
import type { Definition, OfferedBy, Program } from './program.js'
import type { OnServer, Purposes, RestingOn } from './purpose.js'
import type { Raffle } from './raffle.js'
import type { Refused } from './refused.js'
import type { Reward } from './reward.js'
import type { Sanction, Sanctions } from './sanction.js'
import type { Segment } from './segment.js'
import type { StrictEach, StrictOffers, StrictRules } from './strict.js'
import type { Touchpoints } from './touchpoint.js'

type Nothing = Record<never, never>
type Each<Entry> = { readonly [name: string]: Entry }
/** What somebody tells themselves, and is not seen in passing. */
type ToldOf<F> = Exclude<keyof F & string, ObservedOf<F>>
type ExplicitOf<P> = OnServer<P> & RestingOn<P, 'explicit-consent'>

/**
 * Declares what a site gives and what it asks. What breaks a rule does not compile, and is refused again at
 * run time, so that plain JavaScript and generated programs are held to the same.
 *
 * @returns the program, frozen, with every name in its type
 * @throws EvenhandedError `bad_program`, whose `issues` list everything that is wrong, each with code, path and remedy
 *
 * @example
 * const raffle = defineProgram({
 *   id: 'raffle',
 *   version: 1,
 *   controller: { name: 'Alpine Shop AG', address: 'Bahnhofstrasse 1, Zürich', contact: 'privacy@alpine.example', jurisdiction: 'CH', policyUrl: 'https://alpine.example/privacy' },
 *   fields: { email: identifier(z.email(), { label: 'E-mail' }) },
 *   purposes: { draw: { label: 'Run the raffle', basis: 'contract', retainFor: 'P90D' } },
 *   touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
 *   offers: {
 *     raffle: {
 *       principle: 'exchange',
 *       for: 'draw',
 *       asks: { email: 'To tell you if you have won' },
 *       gives: { benefit: 'chance', says: 'Win one of five pairs', by: '2027-01-31', prizes: 900, entries: 600 },
 *     },
 *   },
 * })
 */
export function defineProgram<
  F extends Fields,
  P extends Purposes,
  T extends Touchpoints,
  O extends Each<OfferIn<ScopeOf<F, P, T, C, BearingOf<A, B, M, H, Q>>>>,
  C extends Currencies = Nothing,
  R extends Each<Reward<Redeemable<C>>> = Nothing,
  G extends Each<Gate<keyof F & string, keyof P & string, keyof C & string>> = Nothing,
  D extends Deeds = Nothing,
  E extends Each<EarnRule<keyof C & string, Ordinary<F, Kind>, keyof D & string>> = Nothing,
  K extends Each<Campaign<keyof E & string>> = Nothing,
  X extends Each<Conversion<Redeemable<C>>> = Nothing,
  W extends Each<Partner<Redeemable<C>>> = Nothing,
  L extends Each<Raffle<keyof O & string, Redeemable<C>>> = Nothing,
  S extends Sanctions = Nothing,
  A extends Goals = Nothing,
  B extends Each<Segment<keyof F & string, keyof P & string, keyof C & string>> = Nothing,
  M extends Each<
    Moment<
      ToldOf<F>,
      OnServer<P>,
      ExplicitOf<P> | Refused<'a taboo moment needs a purpose that rests on explicit consent'>
    >
  > = Nothing,
  H extends Places = Nothing,
  Q extends Each<Model<ObservedOf<F>, OnServer<P>, OnServer<P>>> = Nothing,
>(definition: {
  readonly id: string
  readonly version: number
  readonly money?: string
  readonly language?: string
  readonly notices?: NoticeWords
  readonly timeZone?: string
  readonly controller: Controller
  readonly representative?: Contact
  readonly officer?: Contact
  readonly markets?: readonly Market[]
  readonly minors?: Minors
  readonly fairness?: Fairness
  readonly contact?: ContactPolicy
  readonly goals?: A & StrictEach<A, Goal>
  readonly segments?: B & StrictEach<B, Segment<keyof F & string, keyof P & string, keyof C & string>>
  readonly moments?: M & StrictEach<M, Moment>
  readonly places?: H & StrictEach<H, Place>
  readonly models?: Q & StrictEach<Q, Model>
  readonly parties?: Parties
  readonly fields: F
  readonly purposes: P
  readonly touchpoints: T
  readonly currencies?: C & StrictEach<C, Currency<keyof D & string>>
  readonly offers: O & StrictOffers<F, ScopeOf<F, P, T, C, BearingOf<A, B, M, H, Q>>, O>
  readonly rewards?: R & StrictEach<R, Reward<Redeemable<C>>>
  readonly gates?: G & StrictEach<G, Gate<keyof F & string, keyof P & string, keyof C & string>>
  readonly deeds?: D & StrictEach<D, Deed>
  readonly earns?: E & StrictRules<E, EarnRule<keyof C & string, Ordinary<F, Kind>, keyof D & string>>
  readonly campaigns?: K & StrictEach<K, Campaign>
  readonly conversions?: X & StrictEach<X, Conversion>
  readonly partners?: W & StrictEach<W, Partner>
  readonly raffles?: L & StrictEach<L, Raffle<string, Redeemable<C>>>
  readonly sanctions?: S & StrictEach<S, Sanction>
}): Program<{
  fields: F
  purposes: keyof P & string
  touchpoints: keyof T & string
  currencies: keyof C & string
  offers: OfferedBy<O>
  rewards: keyof R & string
  gates: keyof G & string
  deeds: keyof D & string
  earns: keyof E & string
  conversions: keyof X & string
  partners: keyof W & string
  raffles: keyof L & string
  sanctions: keyof S & string
  goals: keyof A & string
  segments: keyof B & string
  moments: keyof M & string
  places: keyof H & string
  models: keyof Q & string
}> {
  return checked(definition) as never
}

/** What a program may leave out. */
const nothing = {
  parties: {},
  currencies: {},
  rewards: {},
  gates: {},
  deeds: {},
  earns: {},
  campaigns: {},
  conversions: {},
  partners: {},
  raffles: {},
  sanctions: {},
  goals: {},
  segments: {},
  moments: {},
  places: {},
  models: {},
}

/**
 * The run-time half of `defineProgram`, for a definition whose type is not known.
 *
 * @param more `serverChecks` where a server will work with it
 */
export function checked(definition: unknown, more?: Parameters<typeof checkProgram>[1]): Program {
  const issues = checkProgram(definition, more)
  if (issues.length > 0) {
    const lines = issues.map((issue) => `  ${issue.path}: ${issue.message} ${issue.remedy}`)
    const count = issues.length === 1 ? 'One thing is' : `${issues.length} things are`
    throw new EvenhandedError('bad_program', [`${count} wrong with this program:`, ...lines].join('\n'), issues)
  }
  return completed(definition as Definition)
}

/** A definition that was checked, with what it leaves out. */
export const completed = (definition: Definition): Program => Object.freeze({ ...nothing, ...definition })
