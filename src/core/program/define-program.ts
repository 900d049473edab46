import { EvenhandedError } from '../error.js'
import { checkProgram } from './check-program.js'
import type { Controller } from './controller.js'
import type { Currencies, Redeemable } from './currency.js'
import type { Fields } from './field.js'
import type { Gate } from './gate.js'
import type { OfferIn, ScopeOf } from './offer.js'
import type { Definition, OfferedBy, Program } from './program.js'
import type { Purposes } from './purpose.js'
import type { Reward } from './reward.js'
import type { StrictEach, StrictOffers } from './strict.js'
import type { Touchpoints } from './touchpoint.js'

type Nothing = Record<never, never>

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
  O extends { readonly [name: string]: OfferIn<ScopeOf<F, P, T, C>> },
  C extends Currencies = Nothing,
  R extends { readonly [name: string]: Reward<Redeemable<C>> } = Nothing,
  G extends { readonly [name: string]: Gate<keyof F & string, keyof P & string, keyof C & string> } = Nothing,
>(definition: {
  readonly id: string
  readonly version: number
  readonly money?: string
  readonly language?: string
  readonly controller: Controller
  readonly fields: F
  readonly purposes: P
  readonly touchpoints: T
  readonly currencies?: C
  readonly offers: O & StrictOffers<F, ScopeOf<F, P, T, C>, O>
  readonly rewards?: R & StrictEach<R, Reward<Redeemable<C>>>
  readonly gates?: G & StrictEach<G, Gate<keyof F & string, keyof P & string, keyof C & string>>
}): Program<{
  fields: F
  purposes: keyof P & string
  touchpoints: keyof T & string
  currencies: keyof C & string
  offers: OfferedBy<O>
  rewards: keyof R & string
  gates: keyof G & string
}> {
  return checked(definition) as never
}

/** What a program may leave out. */
const nothing = {
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
}

/** The run-time half of `defineProgram`, for a definition whose type is not known. */
export function checked(definition: unknown): Program {
  const issues = checkProgram(definition)
  if (issues.length > 0) {
    const lines = issues.map((issue) => `  ${issue.path}: ${issue.message} ${issue.remedy}`)
    const count = issues.length === 1 ? 'One thing is' : `${issues.length} things are`
    throw new EvenhandedError('bad_program', [`${count} wrong with this program:`, ...lines].join('\n'), issues)
  }
  const given = definition as Partial<Definition>
  return Object.freeze({ ...nothing, ...given }) as Program
}
