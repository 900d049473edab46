import type { Currencies, Currency } from './currency.js'
import type { Fields, ObservedOf } from './field.js'
import type { Gate } from './gate.js'
import type { Model } from './model.js'
import type { OfferIn, ScopeOf } from './offer.js'
import type { OnServer, Purposes } from './purpose.js'
import type { StrictEach, StrictOffers } from './strict.js'
import type { Touchpoints } from './touchpoint.js'

/** The words of a large program, for offers and gates in files of their own. */
export interface Vocabulary<F extends Fields, P extends Purposes, T extends Touchpoints, C extends Currencies> {
  /** The words themselves, to be spread into `defineProgram`. */
  readonly words: { readonly fields: F; readonly purposes: P; readonly touchpoints: T; readonly currencies: C }
  /** Offers that use these words; checked as `defineProgram` would, where they stand. */
  offers<O extends { readonly [name: string]: OfferIn<ScopeOf<F, P, T, C>> }>(
    offers: O & StrictOffers<F, ScopeOf<F, P, T, C>, O>,
  ): O
  /** Gates that use these words. */
  gates<G extends { readonly [name: string]: Gate<keyof F & string, keyof P & string, keyof C & string> }>(
    gates: G & StrictEach<G, Gate<keyof F & string, keyof P & string, keyof C & string>>,
  ): G
  /** Models that read these fields, under these purposes. */
  models<Q extends { readonly [name: string]: Model<ObservedOf<F>, OnServer<P>, OnServer<P>> }>(
    models: Q & StrictEach<Q, Model>,
  ): Q
}

/**
 * The words of a program that is written in several files. Spread its `words` into `defineProgram`.
 *
 * @example
 * const vocabulary = defineVocabulary({ fields, purposes, touchpoints })
 * const offers = vocabulary.offers({ digest: { principle: 'exchange', for: 'digest', asks: { email: 'Where it goes' }, gives: { benefit: 'service', says: 'A weekly digest' } } })
 * defineProgram({ id: 'forum', version: 1, controller, ...vocabulary.words, offers })
 */
export function defineVocabulary<
  F extends Fields,
  P extends Purposes,
  T extends Touchpoints,
  C extends Currencies = Record<never, never>,
>(words: {
  readonly fields: F
  readonly purposes: P
  readonly touchpoints: T
  readonly currencies?: C & StrictEach<C, Currency>
}): Vocabulary<F, P, T, C> {
  const { fields, purposes, touchpoints, currencies = {} as C } = words
  return {
    words: { fields, purposes, touchpoints, currencies },
    offers: (offers) => offers,
    gates: (gates) => gates,
    models: (models) => models,
  }
}
