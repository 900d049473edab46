/** Somewhere an offer belongs. Where somebody is, the page says for the moment; it is never stored and never sent. */
export interface Place {
  readonly label: string
  /** A circle on the ground; without it the page names the place itself, as a shelf's beacon does. */
  readonly around?: {
    /** Degrees, north and east positive (WGS 84). */
    readonly latitude: number
    readonly longitude: number
    readonly metres: number
  }
}

export type Places = { readonly [name: string]: Place }
