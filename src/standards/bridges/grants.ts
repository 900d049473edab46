/** What a bridge needs of a client: that of `createClient` has it. */
export interface Grants {
  readonly ready: Promise<void>
  whenGranted(purpose: string, load: () => unknown, fields?: readonly string[]): () => void
}
