import type { Json } from '../core/json.js'
import type { Names } from '../core/program/program.js'
import { programJson } from '../core/program/program-json.js'
import type { Initial } from '../core/subject/batch.js'
import type { Erasures } from '../ports/erasures.js'
import { type MemberBasket, mayLearn, trainingBaskets } from './baskets/training-baskets.js'
import type { BackendAnswer } from './calls/backend-call.js'
import { type BackendSubject, backendSubject } from './calls/backend-subject.js'
import { type BulkRequest, bulk } from './calls/bulk.js'
import { type RedeemCouponOptions, redeemCoupon } from './calls/redeem-coupon.js'
import { type Reference, whoIs } from './calls/reference.js'
import {
  previewRevocation,
  type Revoked,
  type RevokeOptions,
  type RevokePreview,
  revokeAwards,
} from './calls/revoke-awards.js'
import { type Stock, stockOf } from './calls/stock.js'
import { type ChainLag, chainLag } from './chain/chain-lag.js'
import { type Chained, type ChainOptions, chainWork } from './chain/chain-work.js'
import { type CouponDesk, couponDesk } from './coupons/coupon-desk.js'
import { idBy } from './device/found-by.js'
import { initialFor } from './device/initial.js'
import { type DueDone, type DueWorkOptions, dueWork } from './due/due-work.js'
import { type EventsPage, eventsAfter } from './due/events.js'
import { openProofs, type PastConsents } from './erasure/proof.js'
import { type Replayed, replayErasures } from './erasure/replay.js'
import { type Suppressed, type Suppressing, suppress } from './erasure/suppress.js'
import { failure } from './failure.js'
import { openDesk, type ServerOptions } from './open-desk.js'
import { type RaffleDesk, raffleNamed } from './raffle/raffles.js'
import { type RequestDesk, requestDesk } from './rights/requests.js'
import { routes } from './routes/routes.js'
import { hashOf } from './secrets/secrets.js'

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
  /**
   * What a page that is rendered on the server begins with: whoever the request is from, as their own device would be
   * told. Give it to `createClient({ initial })` where the page is rendered, embed it, and give the same to the client in
   * the browser: gates, points and offers are there from the first moment, and the same on both sides. It makes no
   * subject and no cookie, and costs a round trip where the request names somebody. It holds what the site knows of them:
   * serve such a page with `cache-control: private, no-store`.
   *
   * @param request the page's own, with its cookie, by the address that the browser used
   * @throws EvenhandedError `store_failed`, `not_migrated`, `bad_login`; and what `authenticate` throws
   *
   * @example
   * async function page(request: Request): Promise<Response> {
   *   const initial = await server.initial(request)
   *   // A value may hold `</script>`: no `<` may reach the page.
   *   const embedded = JSON.stringify(initial).replace(/</g, '\\u003c')
   *   const html = `<script type="application/json" id="initial">${embedded}</script>`
   *   return new Response(html, { headers: { 'content-type': 'text/html', 'cache-control': 'private, no-store' } })
   * }
   */
  initial(request: Request): Promise<Initial>
  /** Many calls for many people, as an import makes them: two round trips per 4,000 calls. */
  bulk(requests: readonly BulkRequest<N>[]): Promise<readonly (readonly BackendAnswer[])[]>
  /**
   * Hands a coupon in, online or at a till, once. The code may be typed as people type: in small letters, in groups,
   * an O for a zero. The answer's `outcome.coupon` says of which reward or offer it is. One that was signed in advance
   * (`server.coupons`) says also what was promised then; it names nobody, and `subject` is `null`.
   *
   * Refusals: `unknown_coupon`, which alone is not stored; `coupon_used`, `coupon_expired`, `coupon_void`;
   * `foreign_coupon` where `by` is not whom it was issued to; `erased`.
   *
   * @example
   * const said = await server.redeemCoupon('7K2M-9QXR-4T0B-V3ZD', { key: 'till:3/8812', reason: 'receipt:8812' })
   * if (said.ok) console.log(said.outcome.coupon?.reward ?? said.outcome.coupon?.offer)
   */
  redeemCoupon(code: string, options: RedeemCouponOptions): Promise<BackendAnswer>
  /** Coupons that are signed in advance, for whoever it may be. */
  readonly coupons: CouponDesk<keyof N['offers'] & string>
  /**
   * What a model may learn from: the baskets of all members whose ground for it (`learns`) is in force when they are read,
   * one after the other, however many there are. Items that the model leaves out are not in them, and nobody's id is.
   * With each member it is counted, once a run, that they were read for `train:NAME`. Who withdrew, objected, restricted
   * or was erased is not in the next run.
   *
   * @throws EvenhandedError `bad_model`; while it is read `store_failed`, `not_migrated`, `bad_keys`, `keys_failed`
   *
   * @example
   * for await (const basket of server.trainingBaskets('goesWith')) console.log(basket.member, basket.items)
   */
  trainingBaskets(model: N['models']): AsyncIterable<MemberBasket>
  /**
   * Who of these people a model may learn from now, where their baskets stand elsewhere: for each the name that
   * `trainingBaskets` calls them by, or `null` where no ground is in force. It is counted like that.
   *
   * @throws EvenhandedError `bad_model`, `bad_reference`, `store_failed`, `not_migrated`
   *
   * @example
   * const [learner] = await server.mayLearn('goesWith', [{ login: 'user-17' }])
   */
  mayLearn(model: N['models'], people: readonly Reference[]): Promise<readonly (string | null)[]>
  /**
   * How much of a reward is left. `GET {basePath}/rewards` says it of all that are limited.
   *
   * @example
   * const { left } = await server.stock('voucher') // null where there is any number
   */
  stock(reward: N['rewards']): Promise<Stock>
  /**
   * Books what time has brought about: points that end, holds that are over, tiers, notices of what is to come; lets
   * second halves of gifts and of respect arrive, and opens, closes and forgets raffles. Run it every minute, on as many
   * machines as one likes: nothing that a member sees depends on when, and nothing is booked twice.
   *
   * @throws EvenhandedError `store_failed`, `busy`, `not_migrated`; what was done by then stays done
   *
   * @example
   * setInterval(() => void server.dueWork({ budget: 20_000 }).catch(console.error), 60_000)
   */
  dueWork(options?: DueWorkOptions): Promise<DueDone>
  /**
   * Adds what is settled to the chain, as the due work does: where a second can't wait for the minute. Many machines may
   * do it at once.
   *
   * @throws EvenhandedError `store_failed`, `not_migrated`; what was chained by then stays chained
   *
   * @example
   * const { lines, signed } = await server.chain({ all: true })
   */
  chain(options?: ChainOptions): Promise<Chained>
  /**
   * How far the chain is behind what is settled: to be watched, for nothing is proven before it is chained.
   *
   * @example
   * const { lines, ms } = await server.chainLag()
   */
  chainLag(): Promise<ChainLag>
  /**
   * What happened to points, in an order that never changes: to send mail, to fill a warehouse, to tell a partner.
   * Begin without `after`; handle the events, then keep `cursor` with what they led to, and give it as `after` the next
   * time. Who fails in between is told again, under the same `id`: each event comes at least once. A cursor that stays
   * the same says that there is nothing new yet.
   *
   * @param page `limit` counts lines of the ledger, at most 1,000; 100 unless said
   * @throws EvenhandedError `store_failed`, `not_migrated`
   *
   * @example
   * let after: string | null = null // as it was kept the last time
   * const { events, cursor } = await server.events({ after })
   * for (const { type, subject, amount, until } of events)
   *   if (type === 'points.expiring') await mail(subject, `${amount} points end on ${new Date(until ?? 0)}`)
   * after = cursor
   */
  events(page?: { readonly after?: string | null; readonly limit?: number }): Promise<EventsPage>
  /**
   * A declared raffle: open it, draw it, see who won.
   *
   * @throws EvenhandedError `bad_raffle` where the program declares none of this name
   *
   * @example
   * const shoes = server.raffle('shoes')
   * await shoes.open({ beacon: 'drand, the first round of 1 February' })
   * const drawn = await shoes.draw({ beacon: '8e3a…', actor: 'staff:17' })
   * if (drawn.ok) for (const { subject, says } of drawn.winners) await tell(subject, says)
   */
  raffle(name: N['raffles']): RaffleDesk
  /**
   * All respect that somebody gave since an instant counts no more, as after a bought or a malicious series of votes.
   * What others had given on those days, and a cap had kept back, counts in its place. `preview` lists what would be
   * revoked and changes nothing. Safe to do again.
   *
   * @example
   * const why = { since: Date.UTC(2026, 10, 1), actor: 'staff:17', reason: 'case:88' }
   * const { awards } = await server.revokeAwardsBy(id, { ...why, preview: true })
   * const { revoked, unreached } = await server.revokeAwardsBy(id, why)
   */
  revokeAwardsBy(
    giver: Reference,
    options: Pick<RevokeOptions, 'since' | 'currency'> & { readonly preview: true },
  ): Promise<RevokePreview>
  revokeAwardsBy(giver: Reference, options: RevokeOptions & { readonly preview?: false }): Promise<Revoked>
  /**
   * The register of what people asked for: access, erasure, correction and the rest, with the deadline of each.
   *
   * @example
   * const { requests } = server
   * const opened = await requests.open({ kind: 'access', who: { login: 'user-17' }, medium: 'letter', evidence: 'box 3/112' })
   * if (opened.ok) await requests.close(opened.request.id, { answer: 'Here is all we know.', actor: 'staff:17' })
   */
  readonly requests: RequestDesk
  /**
   * Writes what was counted of readings and still stands in memory; by itself that happens after ten seconds, every
   * thousand lines, with due work, and before a record is given out. Call it before a process ends, or, where nothing
   * runs between requests, with `waitUntil`: a crash loses the counts of the last seconds, and nothing else.
   *
   * @throws EvenhandedError `store_failed`, `not_migrated`; what could not be written stays, and is written later
   *
   * @example
   * process.once('SIGTERM', () => void server.flush().finally(() => process.exit()))
   */
  flush(): Promise<void>
  /**
   * Opens the proof of what somebody had agreed to before they were erased, as where an authority asks for it. It is
   * sealed apart from everything else and there for as long as the policy says (`erasure.proofFor`).
   *
   * @param subject the id of who was erased
   * @throws EvenhandedError `bad_keys`, `keys_failed`, `store_failed`, `not_migrated`
   */
  openProofs(subject: string): Promise<readonly PastConsents[]>
  /**
   * Erases everybody again who stands in a register, after a backup was restored. Safe to do again.
   *
   * @throws EvenhandedError `store_failed`, `busy`, `not_migrated`; what was done by then stays done
   */
  replayErasures(register: Erasures): Promise<Replayed>
  /**
   * Keeps people from being imported, as those who objected or were erased before there was this program: of each, keyed
   * hashes are stored and nothing else. Whoever is here already stays; `subject` names them, to be erased where they
   * asked for it.
   *
   * @throws EvenhandedError `bad_suppression`, `store_failed`, `not_migrated`
   *
   * @example
   * await server.suppress([{ login: 'user-17', identifiers: { email: 'a@b.ch' }, until: Date.UTC(2030, 0, 1) }])
   */
  suppress(people: readonly Suppressing[]): Promise<readonly Suppressed[]>
  /** The program's public face, as `GET /program` serves it. */
  readonly programJson: Json
}

/**
 * A program at work on a server: a Fetch handler for its devices, and the backend's own calls.
 *
 * @throws EvenhandedError `bad_secrets`, `bad_options`, `bad_time_zone`; `bad_program`, where rules, rates, tiers or
 *   raffles contradict themselves: no page is sent the check of them
 *
 * @example
 * const server = createServer({ program: shop, store: memory(), secrets: [process.env.SECRET ?? ''] })
 * export default { fetch: server.fetch }
 * await server.subject({ login: 'user-17' }).award({ points: { bonus: 120 }, reason: 'order:4711', key: 'order:4711' })
 */
export function createServer<N extends Names>(options: ServerOptions<N>): Server<N> {
  const desk = openDesk(options as unknown as ServerOptions)
  const chain = chainWork(desk)
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
    subjectOf: (request) => idBy(desk, request),
    initial: (request) => initialFor(desk, request),
    bulk: (requests) => bulk(desk, requests as readonly BulkRequest[]),
    redeemCoupon: (code, how) => redeemCoupon(desk, code, how),
    coupons: couponDesk(desk) as Server<N>['coupons'],
    trainingBaskets: (model) => trainingBaskets(desk, model),
    mayLearn: (model, people) => mayLearn(desk, model, people),
    stock: (reward) => stockOf(desk, reward),
    dueWork: dueWork(desk, chain),
    chain,
    chainLag: () => chainLag(desk),
    events: (page) => eventsAfter(desk, page),
    raffle: (name) => raffleNamed(desk, name),
    requests: requestDesk(desk),
    flush: () => desk.uses.flush(),
    revokeAwardsBy: ((giver: Reference, options: RevokeOptions & { readonly preview?: boolean }) =>
      options.preview
        ? previewRevocation(desk, whoIs(desk, giver), options)
        : revokeAwards(desk, whoIs(desk, giver), options)) as Server<N>['revokeAwardsBy'],
    openProofs: (subject) => openProofs(desk, subject),
    replayErasures: (register) => replayErasures(desk, register),
    suppress: (people) => suppress(desk, people),
    programJson: publicFace,
  }
}
