import { type ClientOptions, createClient, memory, type OpenStorage } from 'evenhanded/client'
import { createServer, memory as memoryStore, type ServerOptions } from 'evenhanded/server'
import { shop } from './shop.js'

export { shop }

export type Shop = typeof shop
type Names = NonNullable<Shop['~names']>
type Fetch = NonNullable<ClientOptions<Names>['fetch']>

export const address = 'https://shop.example/evenhanded'

/** A real server on a store of its own. */
export const openServer = (more: Partial<ServerOptions<Names>> = {}) =>
  createServer<Names>({
    program: shop,
    store: memoryStore(),
    secrets: ['a secret of more than 32 characters.'],
    ...more,
  })

export type ShopServer = ReturnType<typeof openServer>

/** One browser: its cookies, its storage, and every request that it sent. */
export interface Browser {
  readonly fetch: Fetch
  readonly storage: OpenStorage
  readonly requests: { readonly method: string; readonly path: string; readonly body: string }[]
  /** What the network does with a request; the server alone answers unless said. */
  network: (request: Request, serve: (request: Request) => Promise<Response>) => Promise<Response>
  cookie: string
  open(options?: Partial<ClientOptions<Names>>): ReturnType<typeof createClient<Names>>
}

export function openBrowser(server: ShopServer, storage: OpenStorage = memory()): Browser {
  const browser: Browser = {
    storage,
    requests: [],
    cookie: '',
    network: (request, serve) => serve(request),
    fetch: async (url, init) => {
      const { pathname } = new URL(url)
      browser.requests.push({ method: init.method ?? 'GET', path: pathname, body: String(init.body ?? '') })
      const headers = new Headers(init.headers)
      if (browser.cookie) headers.set('cookie', browser.cookie)
      const { signal: _, keepalive: __, ...plain } = init
      return browser.network(new Request(url, { ...plain, headers }), async (request) => {
        const response = await server.fetch(request)
        for (const set of response.headers.getSetCookie()) {
          const [pair = ''] = set.split(';')
          browser.cookie = set.includes('Max-Age=0') ? '' : pair
        }
        return response
      })
    },
    open: (options) =>
      createClient<Names>({
        program: shop,
        server: address,
        touchpoint: 'web',
        storage: browser.storage,
        fetch: (url, init) => browser.fetch(url, init),
        ...options,
      }),
  }
  return browser
}

export const offline = async (): Promise<Response> => {
  throw new TypeError('Failed to fetch')
}

/** Waits until something holds; the test's own timeout says when it never does. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1))
}
