/** What a site wants to learn or achieve: the use that comes first, and the offers that serve it. */
export interface Goal {
  readonly label: string
}

export type Goals = { readonly [name: string]: Goal }
