/** Where the server is, and what each request to it carries. */
export interface ServerAddress {
  readonly url: string
  readonly headers?: { readonly [name: string]: string }
  /** As in `fetch`: `same-origin` unless said. */
  readonly credentials?: RequestCredentials
}
