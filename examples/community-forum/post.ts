import type { topics } from './program.js'

export type Topic = keyof typeof topics

/** A post as its readers see it. */
export interface Post {
  readonly id: number
  readonly topic: Topic
  readonly title: string
  readonly text: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly author: {
    readonly name: string
    readonly respect: number
    readonly expert: boolean
  }
  /** How many called it helpful. */
  readonly helpful: number
  readonly mine: boolean
  /** Whether the reader called it helpful, and whether that was taken back by a moderator. */
  readonly thanks: 'given' | 'revoked' | null
}

/** What a writer gives. */
export interface Draft {
  readonly topic: Topic
  readonly title: string
  readonly text: string
}

const api = '/community-forum/api/posts'

export async function readPosts(): Promise<readonly Post[]> {
  const answer = await fetch(api)
  if (!answer.ok) throw new Error('the forum did not answer')
  return (await answer.json()) as Post[]
}

/** What came of a request to the forum: done, or why not, in words for the reader. */
export type Sent<Told = object> =
  | { readonly ok: true; readonly told: Told }
  | { readonly ok: false; readonly why: string }

export async function send<Told>(path: string, body: object): Promise<Sent<Told>> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  const told = (await answer?.json().catch(() => undefined)) as (Told & { readonly why?: string }) | undefined
  if (answer?.ok && told && told.why === undefined) return { ok: true, told }
  return { ok: false, why: told?.why ?? 'The forum could not be reached. Try again in a moment.' }
}

/** Brings how many found it helpful at once. */
export const writePost = (draft: Draft): Promise<Sent<{ readonly thanked: number }>> => send(api, draft)
export const callHelpful = (id: number): Promise<Sent> => send(`${api}/${id}/helpful`, {})
