import type { Client, OfferHandle } from '../../client.js'
import type { Names } from '../../index.js'

/** How a form is posted where no script runs. */
export interface Posting {
  /** A server's path, or what a framework takes in its place. */
  readonly action: unknown
  /** What it says in entries that nobody sees. */
  readonly hidden: { readonly [name: string]: string | null | undefined }
}

/** What a form has to say for the server to take it: what was shown, to whom, and by which key it counts once. */
export function postingOf<N extends Names>(
  { first }: Pick<Client<N>, 'first'>,
  { notice }: OfferHandle,
  { action, back }: { readonly action?: unknown; readonly back?: string | undefined },
): Posting | undefined {
  if (action === undefined) return undefined
  const { hash, variant } = notice
  const hidden = { notice: hash, variant, subject: first.snapshot().subject, key: first.key, return: back }
  return { action, hidden }
}
