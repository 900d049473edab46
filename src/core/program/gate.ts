import type { OneOrMore } from './benefit.js'
import type { Amounts } from './currency.js'

/** What a gate needs: per field the purpose under which it must be readable, points at least so many, and ranks. */
export interface Needs<F extends string = string, P extends string = string, C extends string = string> {
  readonly needs?: { readonly [N in F]?: OneOrMore<P> }
  readonly atLeast?: Amounts<C>
  /** By currency the lowest tier that will do. */
  readonly tier?: { readonly [N in C]?: string }
}

/** A named right: to post, to download, to pay by invoice. */
export interface Gate<F extends string = string, P extends string = string, C extends string = string>
  extends Needs<F, P, C> {
  readonly label: string
  /** The purpose that passing it performs: the only one whose consent it may require. */
  readonly for?: P
  /** Beside the rest, at least one of these. */
  readonly anyOf?: readonly Needs<F, P, C>[]
  /** The decision weighs on the subject: a review by a person is offered (GDPR Art. 22). */
  readonly effect?: 'significant'
}

export type Gates = { readonly [name: string]: Gate }
