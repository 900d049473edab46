import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { createServer, memory } from 'evenhanded/server'
import type { BatchReply, BatchRequest } from '../../../src/core/subject/batch.js'
import { cafe } from './cafe.js'
import type { FaultyLine } from './faults.js'

/** One request as it came, before anything happened to it. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** One batch that reached the real server, and what that answered; the page may never have heard of it. */
export interface Taken extends Pick<BatchRequest, 'program' | 'commands'> {
  readonly status: number
  /** Whose they were, by the server's word. */
  readonly subject: string | null
  readonly results: BatchReply['results']
}

/** A real site on a port of this machine: its page, its script, its worker for offline visits, and its server. */
export interface Site {
  readonly url: string
  /** Everything that pages asked of the server, whatever became of it. */
  readonly seen: readonly Seen[]
  readonly taken: readonly Taken[]
  /** Nobody reaches the server any more, not even a request that outlives its page; or everybody does again. */
  cut(isCut: boolean): void
  close(): void
}

/** What answers under `/evenhanded`; another one may take its place while the site is up. */
export interface Behind {
  fetch(request: Request): Promise<Response>
}

export const secrets = ['a secret of more than 32 characters.']
export const cafeServer = () => createServer({ program: cafe, store: memory(), secrets })

/** A café whose members may sign in: by a cookie of the site's own, as the test sets it. */
export const cafeWithLogin = () =>
  createServer({
    program: cafe,
    store: memory(),
    secrets,
    authenticate: async (request) => {
      const [, id] = /login=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? []
      return id === undefined ? null : { id }
    },
  })

let bundled: Promise<string> | undefined

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./cafe-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  return outputFiles[0]?.text ?? ''
}

/** Keeps the page for visits without a network, as an installed web app does, and nothing else. */
const worker = `
addEventListener('install', (event) => event.waitUntil(caches.open('page').then((kept) => kept.addAll(['/', '/cafe.js']))))
addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url)
  if (pathname === '/' || pathname === '/cafe.js')
    event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(event.request)))
})
`

const page = '<!doctype html><title>Café</title><script type="module" src="/cafe.js"></script>'

/** @param behind asked anew with each request */
export async function openSite(behind: () => Behind, line?: FaultyLine): Promise<Site> {
  bundled ??= bundle()
  const script = await bundled
  const files: { readonly [path: string]: readonly [type: string, text: string] | undefined } = {
    '/': ['text/html', page],
    '/cafe.js': ['text/javascript', script],
    '/worker.js': ['text/javascript', worker],
    '/elsewhere': ['text/html', '<!doctype html><title>Elsewhere</title>'],
  }
  const seen: Seen[] = []
  const taken: Taken[] = []
  let isCut = false

  async function serve({ method, path, headers, body }: Seen): Promise<Response> {
    const given = Object.entries(headers).map(([name, value]) => [name, String(value)] as const)
    const init = { method, headers: new Headers(given as [string, string][]), ...(body !== '' && { body }) }
    const response = await behind().fetch(new Request(site.url + path, init))
    if (method === 'POST' && path === '/evenhanded/commands') {
      const { results = [], subject = null } = (await response.clone().json()) as Partial<BatchReply>
      taken.push({ ...(JSON.parse(body) as BatchRequest), status: response.status, subject, results })
    }
    return response
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request
    const body = await textOf(request)
    const { pathname } = new URL(url, site.url)
    if (pathname.startsWith('/evenhanded')) {
      const one = { method, path: url, headers, body }
      seen.push(one)
      if (isCut) return void response.destroy()
      const answered = await (line ? line.answer(() => serve(one)) : serve(one))
      if (answered === 'hung up') response.destroy()
      else await write(answered, response)
      return
    }
    const [type, text] = files[pathname] ?? ['text/plain', '']
    response.writeHead(files[pathname] ? 200 : 404, { 'content-type': type }).end(text)
  }

  const http = createHttp((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const site: Site = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    seen,
    taken,
    cut(cut) {
      isCut = cut
    },
    close() {
      http.close()
      http.closeAllConnections()
    },
  }
  return site
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

async function write(from: Response, to: ServerResponse): Promise<void> {
  const cookies = from.headers.getSetCookie()
  const headers = [...from.headers].filter(([name]) => name !== 'set-cookie')
  const text = await from.text()
  to.writeHead(from.status, { ...Object.fromEntries(headers), ...(cookies.length > 0 && { 'set-cookie': cookies }) })
  to.end(text)
}
