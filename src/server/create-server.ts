import { Hono } from 'hono'
import { EvenhandedError } from '../core/error.js'
import type { Json } from '../core/json.js'
import { compile } from '../core/program/plan.js'
import type { Policy } from '../core/program/policy.js'
import type { Names, Program } from '../core/program/program.js'
import { programJson } from '../core/program/program-json.js'
import { onServer } from '../core/subject/on-server.js'
import type { Clock } from '../ports/clock.js'
import type { Store } from '../ports/store.js'
import type { BackendAnswer, Reference } from './backend-call.js'
import { type BackendSubject, backendSubject } from './backend-subject.js'
import { type BulkRequest, bulk } from './bulk.js'
import { type Authenticate, type Desk, type Limits, usual } from './desk.js'
import { foundBy } from './found-by.js'
import { problem } from './problem.js'
import { postCommands } from './routes/commands.js'
import { getProgram } from './routes/program.js'
import { deleteSession } from './routes/session.js'
import { getState } from './routes/state.js'
import { hashOf, secretsOf } from './secrets.js'

export interface ServerOptions<N extends Names = Names> {
  readonly program: Program<N>
  /** What only the server may know. */
  readonly policy?: Policy<N['currencies']>
  readonly store: Store
  /**
   * At least 32 characters each. The first signs sessions, all verify them: to rotate, put a new one in front.
   * The last one also keys what is stored (logins, ids, hashes): keep it last, or name it as `lookupSecret`.
   */
  readonly secrets: readonly string[]
  /** The secret that keys what is stored, where it is no longer the last of `secrets`. It can't be changed. */
  readonly lookupSecret?: string
  /** Keeps several sites in one store apart; the program's id unless said. */
  readonly tenant?: string
  /** The site's own login. Whoever it names has one subject on every device. */
  readonly authenticate?: Authenticate
  /** Epoch milliseconds, instead of the store's clock; for tests. */
  readonly clock?: Clock
  /** Where it is mounted; `/evenhanded` unless said. */
  readonly basePath?: string
  readonly limits?: Partial<Limits>
  /** Whether `X-Forwarded-Proto` and `X-Forwarded-Host` are set by a proxy of one's own; false unless said. */
  readonly trustProxy?: boolean
  /** Told of every failure inside, which no reply describes; written to the console unless said. */
  readonly onError?: (error: unknown) => void
}

export interface Server<N extends Names = Names> {
  /** Answers a request, on any Fetch runtime. Never rejects. */
  readonly fetch: (request: Request) => Promise<Response>
  /**
   * One person, for the site's own backend and staff.
   *
   * @param who a subject's id, or `{ login }` with the site's own id, whose subject is made on first need
   */
  subject(who: Reference): BackendSubject<N>
  /**
   * Whose session a request belongs to, or `null`: for the site's own handlers, which can't read the cookie. Costs
   * a round trip where the request names somebody.
   *
   * @throws EvenhandedError `store_failed`, `not_migrated`, `bad_login`; and what `authenticate` throws
   */
  subjectOf(request: Request): Promise<string | null>
  /** Many calls for many people, as an import makes them: two round trips per 4,000 calls. */
  bulk(requests: readonly BulkRequest<N>[]): Promise<readonly (readonly BackendAnswer[])[]>
  /** The program's public face, as `GET /program` serves it. */
  readonly programJson: Json
}

/**
 * A program at work on a server: a Fetch handler for its devices, and the backend's own calls.
 *
 * @throws EvenhandedError `bad_secrets`, `bad_options`
 *
 * @example
 * const server = createServer({ program: shop, store: memory(), secrets: [process.env.SECRET ?? ''] })
 * export default { fetch: server.fetch }
 * await server.subject({ login: 'user-17' }).award({ points: { bonus: 120 }, reason: 'order:4711', key: 'order:4711' })
 */
export function createServer<N extends Names>(options: ServerOptions<N>): Server<N> {
  const desk = deskOf(options as unknown as ServerOptions)
  const publicFace = programJson(desk.plan.program)
  const text = JSON.stringify(publicFace)
  const app = routes(desk, options.basePath ?? '/evenhanded', { text, hash: hashOf(text) })
  return {
    fetch: async (request) => {
      try {
        return await app.fetch(request)
      } catch (thrown) {
        // Hono passes on what was thrown and is no Error.
        return failure(desk, thrown)
      }
    },
    subject: (who) => backendSubject<N>(desk, who),
    subjectOf: async (request) => (await foundBy(desk, request)).id,
    bulk: (requests) => bulk(desk, requests as readonly BulkRequest[]),
    programJson: publicFace,
  }
}

function deskOf(options: ServerOptions): Desk {
  const { program, policy, store, secrets, lookupSecret, tenant = program.id, basePath = '/evenhanded' } = options
  if (!basePath.startsWith('/') || tenant === '')
    throw new EvenhandedError('bad_options', 'basePath begins with /, and a tenant has a name.')
  return {
    plan: compile(program, { authority: onServer, hash: hashOf, ...(policy && { policy }) }),
    store,
    tenant,
    secrets: secretsOf(tenant, secrets, lookupSecret),
    limits: { ...usual, ...options.limits },
    clock: options.clock,
    authenticate: options.authenticate,
    trustProxy: options.trustProxy ?? false,
    onError: heard(options.onError ?? tell),
  }
}

// biome-ignore lint/suspicious/noConsole: a failure that nobody is told of is worse
const tell = (error: unknown): void => console.error(error)

/** Told without waiting: a listener that fails itself, now or later, fails no request and ends no process. */
const heard =
  (listener: (error: unknown) => unknown): Desk['onError'] =>
  (error) => {
    void new Promise((resolve) => resolve(listener(error))).catch(tell)
  }

/** What failed is told to the site, and to nobody else. */
function failure(desk: Desk, error: unknown): Response {
  desk.onError(error)
  const passes = error instanceof EvenhandedError && passing.has(error.code)
  return passes ? problem('unavailable', { headers: { 'retry-after': '5' } }) : problem('failed')
}

/** What is over once the store is there again, and quiet. */
const passing = new Set(['store_failed', 'busy', 'not_migrated'])

function routes(desk: Desk, basePath: string, face: { readonly text: string; readonly hash: string }): Hono {
  const app = new Hono()
  const at = (path: string) => `${basePath.replace(/\/$/, '')}${path}`
  app.post(at('/commands'), ({ req }) => postCommands(desk, req.raw))
  app.get(at('/state'), ({ req }) => getState(desk, req.raw))
  app.get(at('/program'), ({ req }) => getProgram(req.raw, face))
  app.delete(at('/session'), ({ req }) => deleteSession(desk, req.raw))
  const methods = { '/commands': 'POST', '/state': 'GET, HEAD', '/program': 'GET, HEAD', '/session': 'DELETE' }
  for (const [path, allow] of Object.entries(methods))
    app.all(at(path), () => problem('method_not_allowed', { headers: { allow } }))
  app.notFound(() => problem('not_found'))
  app.onError((error) => failure(desk, error))
  return app
}
