import type { Names, Program } from '../../../src/index.js'
import { createServer, type Server, type ServerOptions } from '../../../src/server.js'
import { club, policy } from './club.js'
import { secret } from './device.js'
import type { Opened } from './stores.js'
import { watched } from './watched.js'

type NamesOf<P> = P extends Program<infer N> ? N : Names
type Club = NamesOf<typeof club>

/** A club's server with a tenant of its own, and members who have as many points as they are said to. */
export function opened(store: Pick<Opened, 'store'>, options: Partial<ServerOptions<Club>> = {}) {
  const { store: watching, seen } = watched(store.store)
  const tenant = crypto.randomUUID()
  const server: Server<Club> = createServer({
    program: club,
    policy,
    secrets: [secret],
    onError: () => undefined,
    tenant,
    ...options,
    store: watching,
  })
  let count = 0
  /** Enrolled under a login of their own, with so many bonus points. */
  const member = async (bonus = 0) => {
    const login = `member ${count++}`
    const person = server.subject({ login })
    const enrolled = await person.enrol('membership', { by: { medium: 'file' } })
    if (!enrolled.ok || enrolled.subject === null) throw new Error('not enrolled')
    if (bonus > 0) await person.award({ points: { bonus }, reason: 'start', key: 'start' })
    return Object.assign(person, { id: enrolled.subject, login })
  }
  return { server, seen, tenant, member }
}

/** A refusal, as a matcher. */
export const no = (code: string) => ({ ok: false, error: { code } })
