/** For `give` points of the one currency one gets `get` of the other, on these days. */
export interface Rate {
  readonly from: string
  /** The last day; without end unless said. */
  readonly until?: string
  readonly give: number
  readonly get: number
}

/**
 * Points of one currency into another. What one gets is rounded down to whole points, no more is taken than that
 * costs, rounded up, and the remainder stays where it was.
 */
export interface Conversion<C extends string = string> {
  readonly label: string
  readonly from: C
  readonly to: C
  readonly rates: readonly Rate[]
  /** The fewest points that are converted at once; one unless said. */
  readonly least?: number
}

export type Conversions = { readonly [name: string]: Conversion }

/** Another programme in which points of a currency are earned and redeemed. */
export interface Partner<C extends string = string> {
  readonly label: string
  readonly currency: C
}

export type Partners = { readonly [name: string]: Partner }
