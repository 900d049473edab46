/*
 * A type argument that is inferred from an object literal is not checked for excess properties: a choose
 * offer with one allowed and one forbidden ask would compile. These types mend that. Where they have
 * something to say, they say it at the name, in a sentence.
 */
import type { KindOf } from './field.js'
import type { OfferIn, Principle, Scope } from './offer.js'
import type { Refused } from './refused.js'

interface Named {
  readonly receive: 'a receive offer'
  readonly choose: 'a choose offer'
  readonly exchange: 'an exchange offer'
  readonly convert: 'a convert offer'
}

interface Row {
  readonly receive: 'nothing'
  readonly choose: 'observed and preference fields only'
  readonly exchange: 'any declared field'
  readonly convert: 'any declared field'
}

type Plain = string | number | boolean | undefined
type Leaf = Plain | readonly unknown[]
type KeysOf<Union> = Union extends unknown ? keyof Union : never
type At<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never
type ItemOf<Union> = Union extends readonly (infer Item)[] ? Exclude<Item, Plain> : never

/** Given must carry nothing that Want does not know, at any depth; `unknown` where there is nothing to say. */
type Strict<Given, Want> = Given extends Plain | readonly Plain[]
  ? unknown
  : Given extends readonly unknown[]
    ? { readonly [I in keyof Given]: Strict<Given[I], ItemOf<Want>> }
    : {
        readonly [K in keyof Given]: K extends KeysOf<Want>
          ? Strict<Given[K], Exclude<At<Want, K>, Plain>>
          : Refused<`unknown property ${K & string}`>
      }

type WhyNot<F, Pr extends Principle, N extends string> = N extends keyof F
  ? `${N} is ${KindOf<F, N>}; ${Named[Pr]} may ask ${Row[Pr]}`
  : `${N} is not a field of this program`

type StrictAsks<F, Pr extends Principle, Given, Want> = {
  readonly [N in keyof Given]: N extends KeysOf<Want>
    ? Strict<Given[N], Exclude<At<Want, N>, Leaf>>
    : Refused<WhyNot<F, Pr, N & string>>
}

type StrictUses<F, Pr extends Principle, Given, Want> = {
  readonly [N in keyof Given]: N extends KeysOf<Want>
    ? unknown
    : Refused<
        N extends keyof F
          ? `${N & string} is ${KindOf<F, N>}; ${Named[Pr]} may use observed fields only`
          : `${N & string} is not a field of this program`
      >
}

type StrictOffer<F, Given, Want> = Given extends { readonly principle: infer Pr extends Principle }
  ? Want extends { readonly principle: Pr }
    ? {
        readonly [K in keyof Given]: K extends KeysOf<Want>
          ? K extends 'asks'
            ? StrictAsks<F, Pr, Given[K], Exclude<At<Want, K>, Leaf>>
            : K extends 'uses' | 'observes'
              ? StrictUses<F, Pr, Given[K], Exclude<At<Want, K>, Leaf>>
              : Strict<Given[K], Exclude<At<Want, K>, Plain>>
          : Refused<`${Named[Pr]} has no property ${K & string}`>
      }
    : never
  : unknown

// Where inference has fallen back to the constraint (an index signature), plain excess checks apply.
export type StrictOffers<F, S extends Scope, O> = string extends keyof O
  ? unknown
  : { readonly [Id in keyof O]: StrictOffer<F, O[Id], OfferIn<S>> }

/** The deed, the field and the amount each have words of their own, which the others don't know. */
type StrictRule<Given, Want> = Given extends { readonly on: infer On }
  ? Strict<Given, Extract<Want, { readonly on: On }>>
  : unknown

export type StrictRules<E, Want> = string extends keyof E
  ? unknown
  : { readonly [Id in keyof E]: StrictRule<E[Id], Want> }

export type StrictEach<O, Want> = string extends keyof O ? unknown : { readonly [Id in keyof O]: Strict<O[Id], Want> }
