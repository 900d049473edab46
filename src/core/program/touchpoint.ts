/** Where a subject and the site meet. */
export interface Touchpoint {
  readonly label: string
  /** What kind of place it is, as in `shop`, `store`, `forum`, `phone`. */
  readonly channel: string
  /** Whose device it is; the subject's unless said. A site's device forgets when the visit ends. */
  readonly device?: 'subject' | 'site'
}

export type Touchpoints = { readonly [name: string]: Touchpoint }
