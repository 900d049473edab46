import { createServer, type Server, type ServerOptions } from '../../../src/server.js'
import { secret } from './device.js'
import { shop } from './shop.js'
import type { Opened } from './stores.js'
import { watched } from './watched.js'

/** A server with a tenant of its own on a store that others may use too. */
export function started(
  opened: Pick<Opened, 'store'>,
  options: Partial<ServerOptions> = {},
): { server: Server; tenant: string; seen: ReturnType<typeof watched>['seen'] } {
  const { store, seen } = watched(opened.store)
  const tenant = options.tenant ?? crypto.randomUUID()
  const own = { program: shop, secrets: [secret], onError: () => undefined, ...options, store, tenant }
  return { server: createServer(own as ServerOptions), tenant, seen }
}
