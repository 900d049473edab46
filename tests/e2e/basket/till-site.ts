import { createServer as createHttp } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { build } from 'esbuild'
import { modelOf } from 'evenhanded/basket'
import { createServer, memory } from 'evenhanded/server'
import { till } from '../../basket/coupons/till.js'
import { facts, weighed } from '../../basket/model/weighed.js'

/** What goes together in this shop. */
const model = modelOf(
  weighed([
    { item: 'socks', goesWith: {} },
    { item: 'skis', goesWith: { wax: 0.9, poles: 0.6 } },
    { item: 'wax', goesWith: { skis: 0.4 } },
    { item: 'poles', goesWith: { skis: 0.4 } },
  ]),
  facts,
)

/** A shop on a port of this machine, with the page of its till and the server that signs its coupons. */
export async function openTillSite() {
  const bundled = await build({
    entryPoints: [fileURLToPath(new URL('./till-page.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
  })
  const script = bundled.outputFiles[0]?.text ?? ''
  const server = createServer({ program: till, store: memory(), secrets: ['a secret of more than 32 characters.'] })
  const requests: string[] = []
  const files: {
    readonly [path: string]: readonly [type: string, body: string | Uint8Array<ArrayBuffer>] | undefined
  } = {
    '/': [
      'text/html',
      '<!doctype html><meta charset="utf-8"><title>Till</title><script type="module" src="/till.js"></script>',
    ],
    '/till.js': ['text/javascript; charset=utf-8', script],
    '/goes-with.model': ['application/octet-stream', model.bytes()],
  }
  const http = createHttp(
    getRequestListener(async (request) => {
      const { pathname } = new URL(request.url)
      requests.push(`${request.method} ${pathname}`)
      const [type, body] = files[pathname] ?? ['text/plain', '']
      return new Response(body, { status: files[pathname] ? 200 : 404, headers: { 'content-type': type } })
    }),
  )
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return { url, server, requests, close: () => http.close() }
}
