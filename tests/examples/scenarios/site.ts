import type { Names, Program } from 'evenhanded'
import { createClient, memory } from 'evenhanded/client'
import { createServer, memory as memoryStore, type ServerOptions } from 'evenhanded/server'

export const minute = 60_000
export const day = 86_400_000

/** Who answers for each of these sites. */
export const controller = {
  ...{ name: 'Sample Ltd', address: '1 Sample Street, Dublin', contact: 'privacy@sample.example' },
  ...{ jurisdiction: 'IE', policyUrl: 'https://sample.example/privacy' },
}

/** A site and one visitor's browser, both real; only the clock is the story's own. */
export function openSite<N extends Names>(program: Program<N>, options: Partial<ServerOptions<N>> = {}) {
  // Ten in the morning, on the first of April 2027, in UTC.
  let now = Date.UTC(2027, 3, 1, 10)
  const clock = () => now
  const secrets = ['a secret of more than 32 characters.']
  const server = createServer<N>({ program, store: memoryStore({ clock }), secrets, ...options })
  /** Every body that left the browser. */
  const sent: string[] = []
  const storage = memory()
  let cookie = ''
  const fetch = async (url: string, { signal: _, keepalive: __, ...init }: RequestInit): Promise<Response> => {
    sent.push(String(init.body ?? ''))
    const headers = new Headers(init.headers)
    if (cookie) headers.set('cookie', cookie)
    const response = await server.fetch(new Request(url, { ...init, headers }))
    for (const set of response.headers.getSetCookie()) cookie = set.split(';')[0] ?? ''
    return response
  }
  return {
    server,
    sent,
    clock,
    /** So much later. */
    later: (milliseconds: number) => {
      now += milliseconds
    },
    /** They open a page: on their own device, or on one of the site's. */
    async visit(touchpoint: N['touchpoints']) {
      const address = 'https://sample.example/evenhanded'
      const client = createClient<N>({ program, server: address, touchpoint, storage, fetch, clock })
      await client.ready
      return client
    },
  }
}
