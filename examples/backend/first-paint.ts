import { readFile } from 'node:fs/promises'
import type { Server } from 'evenhanded/server'

/**
 * A built page, and in it what the server knows of whoever asks for it: its gates and points are right from the first
 * moment. It is about one person, so nobody keeps it.
 */
export async function firstPaint(file: string, server: Pick<Server, 'initial'>, request: Request): Promise<Response> {
  const [html, initial] = await Promise.all([readFile(file, 'utf8'), server.initial(request)])
  // A value may hold `</script>`: no `<` may reach the page.
  const embedded = JSON.stringify(initial).replace(/</g, '\\u003c')
  const block = `<script type="application/json" id="initial">${embedded}</script>`
  return new Response(
    html.replace('<!--initial-->', () => block),
    { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' } },
  )
}
