import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { gpcJson } from 'evenhanded/server'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { openData } from './backend/data.js'
import { deskBackend } from './backend/desk.js'
import { forumBackend } from './backend/forum.js'
import { shopBackend } from './backend/shop.js'

const usage = `npm start -- [--port NUMBER] [--data FOLDER] [--fresh]`

const values = options()
const port = Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65535) stop(`${values.port} is no port.\n${usage}`)

if (!existsSync(join(values.pages, 'index.html')))
  stop(`There are no pages in ${values.pages}. \`npm start\` builds them.`)

const data = await openData(values.data, values.fresh).catch((error: Error) => stop(error.message))

const app = new Hono()
  // Nothing on these pages comes from elsewhere, and nothing on them talks to anybody else.
  .use(
    secureHeaders({
      contentSecurityPolicy: { defaultSrc: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"] },
      strictTransportSecurity: false,
    }),
  )
  // The three programmes stand below paths of their own; this one browsers look for at the root.
  .get('/.well-known/gpc.json', (c) => c.json(gpcJson()))
  .route('/', await shopBackend(data))
  .route('/', await forumBackend(data, values.pages))
  .route('/', await deskBackend(data))
  .use(serveStatic({ root: relative(process.cwd(), values.pages) }))

const server = serve({ fetch: app.fetch, port, hostname: 'localhost' }, (address) => {
  console.log(`
  The demo is on http://localhost:${address.port}

  /shop-checkout/      find boots without saying who you are, get what goes with them, then order
  /shop-checkout/till/ pay with the network cut: what fits is printed on the receipt
  /community-forum/    read, take the digest, write, be found helpful
  /loyalty-desk/       join, collect, redeem, let days pass, see what is known, leave

  What you do is kept in ${values.data}.
  Ctrl+C ends the demo; npm start -- --fresh begins anew.
`)
})

server.once('error', (error: NodeJS.ErrnoException) => {
  const taken = error.code === 'EADDRINUSE'
  console.error(taken ? `Port ${port} is taken. Name another: npm start -- --port ${port + 1}` : error.message)
  process.exitCode = 1
  void end()
})

let ending = false
async function end(): Promise<void> {
  if (ending) return
  ending = true
  server.close()
  await data.close()
  process.exit()
}
process.on('SIGINT', () => void end())
process.on('SIGTERM', () => void end())

function options() {
  try {
    return parseArgs({
      options: {
        /** 0 takes any that is free. */
        port: { type: 'string', default: '4321' },
        /** Empties the database first. */
        fresh: { type: 'boolean', default: false },
        /** Where the database and the secret are kept. */
        data: { type: 'string', default: '.evenhanded' },
        /** Where the built pages are. */
        pages: { type: 'string', default: fileURLToPath(new URL('./dist', import.meta.url)) },
      },
    }).values
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

function stop(why: string): never {
  console.error(why)
  process.exit(1)
}
