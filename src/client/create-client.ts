import { explainGate, explainOffer } from '../core/decision/explain.js'
import { can } from '../core/decision/gate.js'
import { nextOffer } from '../core/decision/next-offer.js'
import { EvenhandedError } from '../core/error.js'
import { compile } from '../core/program/plan.js'
import type { Names, Program } from '../core/program/program.js'
import { inForce } from '../core/subject/consent.js'
import { onDevice } from '../core/subject/on-device.js'
import { pointsIn } from '../core/subject/subject.js'
import type { Clock } from '../ports/clock.js'
import type { OpenStorage } from '../ports/storage.js'
import { createIds } from './browser/new-id.js'
import { sha256 } from './browser/sha256.js'
import type { Client, OfferHandle } from './client.js'
import { offerActs } from './offers/offer-acts.js'
import { createHandle } from './offers/offer-handle.js'
import { createExits } from './person/exits.js'
import { consentsOf, erasePlanOf, exportOf, knownOf } from './person/overview.js'
import { createParked } from './person/parked.js'
import { createRights } from './person/rights.js'
import { heedSignals, signalsOf } from './person/signal.js'
import { createTally } from './person/tally.js'
import { createWhenGranted } from './person/when-granted.js'
import { createBoard } from './picture/board.js'
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
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>
  readonly clock?: Clock
  /** The arm of an experiment: it becomes part of the evidence. */
  readonly variant?: string
}

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
  const plan = compile(program, { authority: onDevice, hash: sha256 })
  const board = createBoard(plan, clock)
  const newId = createIds(clock)
  const session = createSession({
    plan,
    board,
    clock,
    newId,
    server: typeof options.server === 'string' ? { url: options.server } : options.server,
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    // A device of the site's forgets when the visit ends (law 8).
    open: place.device === 'site' ? undefined : (options.storage ?? indexedDb()),
  })
  const say = createSay(plan, touchpoint, { board, keeper: session, clock, newId })
  heedSignals(plan, board, say)
  const when = whenReady(board, session.ready)
  const acting = { plan, board, say, clock, variant, whenReady: when, displayed: new Set<string>() }
  const acts = new Map(plan.offers.map((planned) => [planned.id, offerActs(acting, planned)]))
  let handles = new Map<string, OfferHandle>()
  board.subscribe(() => {
    handles = new Map()
  })

  function handle(id: string): OfferHandle {
    const made = handles.get(id)
    if (made) return made
    const planned = Object.hasOwn(plan.offer, id) ? plan.offer[id] : undefined
    const act = acts.get(id)
    if (!planned || !act) throw new EvenhandedError('unknown_offer', `${program.id} declares no offer ${id}`)
    const fresh = createHandle(plan, board.view(), planned, act, { touchpoint, variant, now: clock() })
    handles.set(id, fresh)
    return fresh
  }

  const isReady = (): boolean => board.get().phase === 'ready'
  const { withdraw, ...exits } = createExits({ plan, board, say, whenReady: when, forget: session.forget })
  const granted = createWhenGranted(plan, board, clock)
  const tally = createTally(plan, board, clock)
  const client: Client = {
    ...exits,
    ...createRights({ plan, board, session, tally, clock, newId }),
    ready: session.ready,
    next() {
      if (!isReady() || board.get().optimistic.erasedAt !== null) return null
      const planned = nextOffer(plan, board.view(), touchpoint, clock())
      if (!planned) return null
      for (const field of planned.uses) tally.count(field, planned.offer.for, `offer:${planned.id}`)
      return handle(planned.id)
    },
    offer: (id) => handle(id) as never,
    can(gate) {
      if (!isReady()) return false
      const view = board.view()
      tally.asked(view, gate)
      return can(plan, view, gate, clock())
    },
    explain: ((question: { readonly gate: string } | { readonly offer: string }) =>
      'gate' in question
        ? explainGate(plan, board.view(), question.gate, clock())
        : explainOffer(plan, board.view(), question.offer, touchpoint, clock())) as Client['explain'],
    read(field, purpose) {
      const { optimistic, local } = board.get()
      for (const who of [optimistic, local])
        if (Object.hasOwn(who.values, field) && inForce(program, who, field, purpose, clock())) {
          tally.read(field, purpose)
          return board.outputs.of(field, who.values[field] ?? null) as never
        }
      return undefined as never
    },
    uses: tally.list,
    points: (currency) => pointsIn(board.get().optimistic, currency, clock()),
    known: () => knownOf(plan, board.get(), clock()),
    erasePlan: () => erasePlanOf(plan, board.get(), clock()),
    export: () => exportOf(plan, board.get().subject, board.get(), clock()),
    consents: {
      list: () => consentsOf(plan, board.get(), clock()),
      withdraw,
    },
    subscribe: board.subscribe,
    snapshot: board.snapshot,
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
      session.close()
    },
  }
  return client as unknown as Client<N>
}
