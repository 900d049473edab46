/** What came of something: said to whoever did it, in words. */
export type Said = { readonly told: string } | { readonly why: string }

const api = '/loyalty-desk/api'

/** Asks the bakery's backend for something; what it refuses it says as well. `undefined` where it did not answer. */
export async function ask(what: string, body: object): Promise<Said | undefined> {
  const answer = await fetch(`${api}/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined)
  return (await answer?.json().catch(() => undefined)) as Said | undefined
}

/** What the backend tells of itself; `undefined` where it could not be reached. */
export async function read<What>(what: string): Promise<What | undefined> {
  const answer = await fetch(`${api}/${what}`).catch(() => undefined)
  return answer?.ok ? ((await answer.json()) as What) : undefined
}
