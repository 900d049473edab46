import type { Learned } from '../core/decision/learned.js'
import { EvenhandedError } from '../core/error.js'
import { compile } from '../core/program/plan.js'
import type { Names, Program } from '../core/program/program.js'
import type { Initial } from '../core/subject/batch.js'
import { onDevice } from '../core/subject/on-device.js'
import type { Clock } from '../ports/clock.js'
import type { Fitting } from '../ports/fitting.js'
import type { OpenStorage } from '../ports/storage.js'
import { createIds } from './browser/new-id.js'
import { sha256 } from './browser/sha256.js'
import type { Client } from './client.js'
import { createFit } from './offers/fit.js'
import { offerActs } from './offers/offer-acts.js'
import { balanceShown } from './person/balance.js'
import { createExits } from './person/exits.js'
import { erasePlanOf, exportOf } from './person/overview.js'
import { createParked } from './person/parked.js'
import { createRights } from './person/rights.js'
import { heedSignals, signalsOf } from './person/signal.js'
import { createTally } from './person/tally.js'
import { createWhenGranted } from './person/when-granted.js'
import { createBoard } from './picture/board.js'
import { firstOf, still } from './picture/first.js'
import { createReadings } from './picture/readings.js'
import { whenReady } from './picture/when-ready.js'
import { createSay } from './say.js'
import type { ServerAddress } from './sending/line.js'
import { createSession } from './sending/session.js'
import { indexedDb } from './storage/indexed-db.js'

export interface ClientOptions<N extends Names> {
  readonly program: Program<N>
  /** Where `createServer` answers, as in `/evenhanded`; without it nothing ever leaves the page. */
  readonly server?: string | ServerAddress
  /** Where this page meets its subject. */
  readonly touchpoint: N['touchpoints']
  /** IndexedDB unless said. */
  readonly storage?: OpenStorage
  /**
   * What `server.initial` said for the page that this runs in: gates, points and offers are there from the first moment,
   * where the page is rendered and in the browser. What does not fit the program is ignored.
   *
   * @example
   * const embedded = document.querySelector('#initial')?.textContent ?? 'null'
   * const client = createClient({ program: shop, server: '/evenhanded', touchpoint: 'web', initial: JSON.parse(embedded) })
   */
  readonly initial?: Initial | null | undefined
  /**
   * Where the program has offers that `fits`: models, and coupons at hand, as `createFitting` of `evenhanded/basket` puts
   * them together. Without it no such offer is proposed. The basket is read here and never leaves.
   *
   * @example
   * declare const fitting: Fitting
   * const client = createClient({ program: shop, touchpoint: 'till', fitting })
   * await client.observe('basket', ['85123A', '71053'])
   * const result = await client.next()?.accept()
   * if (result?.ok && result.coupon) console.log(result.benefit.gives[0]?.says, result.coupon.code)
   */
  readonly fitting?: Fitting
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  readonly clock?: Clock
  /** What was learned from what many said and did, in counts alone; `medianWorth` makes some of it. */
  readonly learned?: Learned
  /**
   * Whether `shown`, `accepted`, `begun`, `declined` and `dismissed` tell what it takes to count them: the touchpoint, the
   * segments that the server may know of and that read nothing special, and whether it is the first time. Nothing is
   * counted or sent by that: the page does so, and `silentCells` makes of it what is no longer proposed.
   *
   * Each segment is a line of its own, sent by itself and without the cookies that say whose it is: together they would be
   * a profile, and no count.
   *
   * @example
   * const client = createClient({ program: shop, server: '/evenhanded', touchpoint: 'web', counts: true })
   * const count = ({ offer, touchpoint, segments = [] }: ClientEvents['shown'], line: object) => {
   *   for (const segment of [undefined, ...segments])
   *     fetch('/counts', {
   *       ...{ method: 'POST', keepalive: true, credentials: 'omit' },
   *       body: JSON.stringify({ offer, touchpoint, segment, ...line }),
   *     })
   * }
   * client.on('shown', (event) => event.first && count(event, { subjects: 1, accepted: 0 }))
   * client.on('accepted', (event) => event.first && count(event, { subjects: 0, accepted: 1 }))
   */
  readonly counts?: boolean
  /** The arm of an experiment: it becomes part of the evidence. */
  readonly variant?: string
}

/** Whether there is a page here that lasts longer than a rendering, or a worker of one. */
const hasPage = (): boolean => typeof document !== 'undefined' || typeof indexedDB !== 'undefined'

/**
 * Sets a program to work in a page. What is accepted is applied at once, kept on the device, and sent to the
 * server until it has answered.
 *
 * @throws EvenhandedError `unknown_touchpoint` where the program declares none of that name
 *
 * @example
 * const client = createClient({ program: shop, server: '/evenhanded', touchpoint: 'web' })
 * await client.ready
 * const result = await client.offer('raffle').accept({ email: 'a@b.ch' }, { by: 'tick' })
 */
export function createClient<N extends Names>(options: ClientOptions<N>): Client<N> {
  const { touchpoint, variant, clock = Date.now } = options
  const program = options.program as Program
  const place = program.touchpoints[touchpoint]
  if (!place) throw new EvenhandedError('unknown_touchpoint', `${program.id} declares no touchpoint ${touchpoint}`)
  const { learned } = options
  const plan = compile(program, { authority: onDevice, hash: sha256, ...(learned && { learned }) })
  // By the session of whoever has only walked away, it would show them to the next.
  const first = firstOf(plan, place.device === 'site' ? undefined : options.initial)
  const startedAt = first.initial?.at ?? clock()
  const board = createBoard(plan, clock, first.picture)
  const newId = createIds(clock)
  const isRendered = first.initial !== undefined && !options.fetch && !hasPage()
  const session = createSession({
    plan,
    board,
    clock,
    newId,
    server: typeof options.server === 'string' ? { url: options.server } : options.server,
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    initial: first.initial,
    isRendered,
    // A device of the site's forgets when the visit ends (law 8).
    open: isRendered || place.device === 'site' ? undefined : (options.storage ?? indexedDb()),
  })
  const say = createSay(plan, touchpoint, { board, keeper: session, clock, newId })
  heedSignals(plan, board, say)
  const when = whenReady(board, session)
  const { draft } = session
  const counts = options.counts ? touchpoint : undefined
  const tally = createTally(plan, board, clock)
  const { fitting } = options
  const bestFit = fitting && createFit(plan, board, clock, fitting, tally)
  const stopFitting = fitting?.subscribe(() => board.set({}))
  const acting = {
    plan,
    board,
    say,
    clock,
    variant,
    draft,
    whenReady: when,
    counts,
    tally,
    bestFit,
    fitting,
  }
  const acts = new Map(plan.offers.map((planned) => [planned.id, offerActs(acting, planned)]))
  const { withdraw, ...exits } = createExits({ plan, board, say, whenReady: when, forget: session.forget })
  const granted = createWhenGranted(plan, board, clock)
  const page = { touchpoint, variant, acts: (id: string) => acts.get(id), tally, bestFit }
  const now = createReadings(plan, board, clock, page)
  const client: Client = {
    ...now,
    ...exits,
    ...createRights({ plan, board, session, tally, clock, newId }),
    touchpoint,
    get ready() {
      return session.ready
    },
    uses: tally.list,
    balance: () => balanceShown(program, board.get(), clock()),
    erasePlan: () => erasePlanOf(plan, board.get(), clock()),
    export: () => exportOf(plan, board.get().subject, board.get(), clock()),
    consents: { ...now.consents, withdraw },
    first: {
      ...createReadings(plan, still(plan, first.picture, startedAt), () => startedAt, page),
      key: first.initial?.key,
    },
    subscribe: board.subscribe,
    get status() {
      return board.snapshot().status
    },
    parked: createParked(board, session, say),
    on: board.on,
    sync: session.sync,
    signOut: session.signOut,
    switchSubject: session.switchSubject,
    signals: () => signalsOf(plan, board.get().optimistic, clock()),
    whenGranted: granted.whenGranted,
    close() {
      granted.close()
      stopFitting?.()
      session.close()
    },
  }
  return client as unknown as Client<N>
}
