import type { Json } from '../core/json.js'
import type { Names } from '../core/program/program.js'
import { programJson } from '../core/program/program-json.js'
import type { BackendAnswer } from './backend-call.js'
import { type BackendSubject, backendSubject } from './backend-subject.js'
import { type BulkRequest, bulk } from './bulk.js'
import { failure } from './failure.js'
import { foundBy } from './found-by.js'
import { openDesk, type ServerOptions } from './open-desk.js'
import type { Reference } from './reference.js'
import { routes } from './routes/routes.js'
import { hashOf } from './secrets.js'
import { type Stock, stockOf } from './stock.js'
import { type UseCouponOptions, useCoupon } from './use-coupon.js'

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
  /**
   * Hands a coupon in, online or at a till, once. The code may be typed as people type: in small letters, in groups,
   * an O for a zero. The answer's `outcome.coupon` says for which reward it is.
   *
   * Refusals: `unknown_coupon`, which alone is not stored; `coupon_used`, `coupon_expired`, `coupon_void`;
   * `foreign_coupon` where `by` is not whom it was issued to; `erased`.
   *
   * @example
   * const said = await server.useCoupon('7K2M-9QXR-4T0B-V3ZD', { key: 'till:3/8812', reason: 'receipt:8812' })
   * if (said.ok) console.log(said.outcome.coupon?.reward)
   */
  useCoupon(code: string, options: UseCouponOptions): Promise<BackendAnswer>
  /**
   * How much of a reward is left. `GET {basePath}/rewards` says it of all that are limited.
   *
   * @example
   * const { left } = await server.stock('voucher') // null where there is any number
   */
  stock(reward: N['rewards']): Promise<Stock>
  /** The program's public face, as `GET /program` serves it. */
  readonly programJson: Json
}

/**
 * A program at work on a server: a Fetch handler for its devices, and the backend's own calls.
 *
 * @throws EvenhandedError `bad_secrets`, `bad_options`, `bad_time_zone`
 *
 * @example
 * const server = createServer({ program: shop, store: memory(), secrets: [process.env.SECRET ?? ''] })
 * export default { fetch: server.fetch }
 * await server.subject({ login: 'user-17' }).award({ points: { bonus: 120 }, reason: 'order:4711', key: 'order:4711' })
 */
export function createServer<N extends Names>(options: ServerOptions<N>): Server<N> {
  const desk = openDesk(options as unknown as ServerOptions)
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
    useCoupon: (code, how) => useCoupon(desk, code, how),
    stock: (reward) => stockOf(desk, reward),
    programJson: publicFace,
  }
}
