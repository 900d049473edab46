/** Anything that answers requests as an evenhanded server does. */
interface Answering {
  readonly fetch: (request: Request) => Promise<Response>
}

/**
 * Whose session a request belongs to, or `null`: asked of the server itself, which alone can read its cookie.
 *
 * @param base where the server is mounted, as in `/shop-checkout/evenhanded`
 */
export async function subjectOf(server: Answering, base: string, request: Request): Promise<string | null> {
  const cookie = request.headers.get('cookie')
  if (!cookie) return null
  const answer = await server.fetch(new Request(new URL(`${base}/state`, request.url), { headers: { cookie } }))
  const { subject } = (await answer.json()) as { readonly subject?: string | null }
  return subject ?? null
}
