import type { Json } from '../../core/json.js'
import type { BasketModel } from '../../ports/basket-model.js'

/** What a model says of itself. */
export interface ModelFacts {
  /** The program and its model that this was trained for. */
  readonly program: string
  readonly name: string
  /** The day that it is known by, as in 2026-11-22. */
  readonly date: string
  readonly method: 'ease' | 'cosine'
  /** What fewer members than this bought together is not in it. */
  readonly minMembers: number
  /** How much EASE^R distrusted what was seen seldom; of no other method. */
  readonly lambda?: number
  /** How many items each one speaks for at most. */
  readonly neighbours?: number
  /** How many members it was learned from, and of how many of their baskets. */
  readonly members?: number
  readonly baskets?: number
}

/** What goes with what, as it was learned from members' baskets. */
export interface TrainedModel extends BasketModel, ModelFacts {
  /** SHA-256 of its bytes but the last 32, which are this; lower-case hex. A page that pins it takes no other model. */
  readonly checksum: string
  /** What it knows, the most bought first. */
  readonly items: readonly string[]
  /** What `readModel` takes; a copy. */
  bytes(): Uint8Array<ArrayBuffer>
  /** What is in it, for people: `items`, each with what it `goesWith` and how much, the most first. */
  toJson(): ModelJson
}

/** A model as people read it. It is not read back: the bytes are. */
export interface ModelJson extends ModelFacts {
  readonly [name: string]: Json
  readonly checksum: string
  readonly items: readonly {
    readonly item: string
    readonly goesWith: readonly { readonly item: string; readonly weight: number }[]
  }[]
}
