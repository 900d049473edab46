import { createServer as createHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { build } from 'esbuild'
import { createServer, memory } from 'evenhanded/server'
import { inProject } from '../built.js'
import { program } from './program.js'

/** A request of one tab to the server. */
export interface Seen {
  readonly tab: string
  readonly path: string
  /** Epoch milliseconds with fractions, as pages have them. */
  readonly at: number
}

/** A shop on a port of this machine: its page, its script and its server. */
export interface Site {
  readonly url: string
  /** The next request of a tab. */
  next(tab: string, path: string): Promise<Seen>
  /** From now on commands are heard and not answered, until the returned function is called. */
  hold(): () => void
  close(): void
}

export const now = (): number => performance.timeOrigin + performance.now()

// Isolated, so that the browser's clock counts in 5 µs, and not in 100.
const isolated = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }

// Kept by the browser, as any shop's script is: compiled once, and not with each visit.
const kept = { 'content-type': 'text/javascript', 'cache-control': 'max-age=3600' }

/** @param name of the host, so that each site has storage and cookies of its own */
export async function openSite(name: string): Promise<Site> {
  const script = await bundled('bench/client/page.ts')
  const server = createServer({ program, store: memory(), secrets: ['a secret of more than 32 characters.'] })
  const waiting: { readonly tab: string; readonly path: string; readonly tell: (seen: Seen) => void }[] = []
  let held: Promise<void> | undefined

  async function answer(request: Request): Promise<Response> {
    const at = now()
    const { pathname } = new URL(request.url)
    if (pathname.startsWith('/evenhanded')) {
      const [tab, path] = [request.headers.get('x-tab') ?? '', pathname.slice('/evenhanded'.length)]
      for (const one of waiting.filter((one) => one.tab === tab && one.path === path)) {
        waiting.splice(waiting.indexOf(one), 1)
        one.tell({ tab, path, at })
      }
      if (path === '/commands') await held
      return server.fetch(request)
    }
    if (pathname === '/page.js') return new Response(script, { headers: kept })
    const body = pathname === '/' ? '<script type="module" src="/page.js"></script>' : ''
    const html = `<!doctype html><title>Shop</title><link rel="icon" href="data:,">${body}`
    return new Response(html, { headers: { 'content-type': 'text/html', ...isolated } })
  }

  const http = createHttp(getRequestListener(answer))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://${name}.localhost:${(http.address() as AddressInfo).port}`,
    next: (tab, path) => new Promise((tell) => waiting.push({ tab, path, tell })),
    hold() {
      let release = (): void => undefined
      held = new Promise((resolve) => {
        release = resolve
      })
      return () => {
        held = undefined
        release()
      }
    },
    close() {
      http.closeAllConnections()
      http.close()
    },
  }
}

/** As a site would ship it. */
async function bundled(path: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [inProject(path)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  return outputFiles[0]?.text ?? ''
}
