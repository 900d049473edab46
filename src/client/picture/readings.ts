import type { Context, Situation } from '../../core/decision/context.js'
import { explainGate } from '../../core/decision/explain-gate.js'
import { explainNext } from '../../core/decision/explain-next.js'
import { explainOffer } from '../../core/decision/explain-offer.js'
import { can } from '../../core/decision/gate.js'
import { nextOffer } from '../../core/decision/next-offer.js'
import { offerPairs } from '../../core/decision/offer-pairs.js'
import { look } from '../../core/decision/view.js'
import { EvenhandedError } from '../../core/error.js'
import type { Plan } from '../../core/program/plan.js'
import { inForce } from '../../core/subject/consent.js'
import { pointsIn } from '../../core/subject/subject.js'
import type { Clock } from '../../ports/clock.js'
import type { Readings } from '../client.js'
import { draftOf } from '../offers/draft.js'
import type { createFit } from '../offers/fit.js'
import type { OfferHandle } from '../offers/handle.js'
import { createHandle, type OfferActs } from '../offers/offer-handle.js'
import { consentsOf, knownOf } from '../person/overview.js'
import type { Tally } from '../person/tally.js'
import type { Board } from './board.js'

/** A picture as it is looked at. */
export type Scene = Pick<Board, 'get' | 'view' | 'snapshot' | 'outputs'> & {
  /** Its clock stands still, and is read on two devices. */
  readonly stands?: true
}

/** What a page asks of a picture: the one that it stands on now, or the one that it began with. */
export function createReadings(
  plan: Plan,
  scene: Scene,
  clock: Clock,
  page: {
    readonly touchpoint: string
    readonly variant: string | undefined
    readonly acts: (id: string) => OfferActs | undefined
    readonly tally: Tally
    readonly bestFit: ReturnType<typeof createFit> | undefined
  },
): Readings {
  const { program } = plan
  const { touchpoint, variant, acts, tally, bestFit } = page
  let handles = new Map<string, { readonly handle: OfferHandle; readonly situation: Situation | undefined }>()
  let madeFor = scene.snapshot()

  /** By the device's own clock and zone; a page that was drawn elsewhere is drawn here by UTC as well. */
  function here(situation?: Situation, quiet?: boolean): Context {
    const now = clock()
    const context = { touchpoint, now, ...(situation && { situation }) }
    if (scene.stands) return context
    const wall = now - new Date(now).getTimezoneOffset() * 60_000
    return {
      ...context,
      ...(bestFit && { fit: (offer: string) => bestFit(offer, quiet) }),
      minute: Math.floor(wall / 60_000) % 1440,
      date: new Date(wall).toISOString().slice(0, 10),
    }
  }

  function handle(id: string, situation?: Situation): OfferHandle {
    if (madeFor !== scene.snapshot()) {
      madeFor = scene.snapshot()
      handles = new Map()
    }
    const made = handles.get(id)
    if (made && made.situation === situation) return made.handle
    const planned = Object.hasOwn(plan.offer, id) ? plan.offer[id] : undefined
    const act = acts(id)
    if (!planned || !act) throw new EvenhandedError('unknown_offer', `${program.id} declares no offer ${id}`)
    const context = here(situation)
    const { now } = context
    const picture = scene.get()
    const { optimistic, local } = picture
    const view = () => (scene.get() === picture ? scene.view() : look(plan, optimistic, local, now))
    const fresh = createHandle(plan, view, planned, act, {
      ...context,
      variant,
      draft: draftOf(picture.drafts, id, now),
    })
    handles.set(id, { handle: fresh, situation })
    return fresh
  }

  const isReady = (): boolean => scene.get().phase !== 'loading'
  return {
    snapshot: scene.snapshot,
    next(situation) {
      if (!isReady()) return null
      const view = scene.view()
      const planned = nextOffer(plan, view, here(situation))
      if (!planned) return null
      for (const { field, purpose } of offerPairs(plan, view, planned))
        tally.count(field, purpose, `offer:${planned.id}`)
      return handle(planned.id, situation)
    },
    offer: (id) => handle(id) as never,
    can(gate) {
      if (!isReady()) return false
      const view = scene.view()
      tally.asked(view, gate)
      return can(plan, view, gate, clock())
    },
    explain: ((
      question: ({ readonly gate: string } | { readonly offer: string }) & { readonly situation?: Situation },
    ) =>
      'gate' in question
        ? explainGate(plan, scene.view(), question.gate, here(question.situation, true))
        : explainOffer(plan, scene.view(), question.offer, here(question.situation, true))) as Readings['explain'],
    explainNext: (situation) =>
      isReady() ? explainNext(plan, scene.view(), here(situation, true)) : { winner: null, ranked: [], rejected: [] },
    read(field, purpose) {
      const { optimistic, local } = scene.get()
      for (const who of [optimistic, local])
        if (Object.hasOwn(who.values, field) && inForce(program, who, field, purpose, clock())) {
          tally.read(field, purpose)
          return scene.outputs.of(field, who.values[field] ?? null) as never
        }
      return undefined as never
    },
    points: (currency) => pointsIn(scene.get().optimistic, currency, clock()),
    known: () => knownOf(plan, scene.get(), clock()),
    consents: { list: () => consentsOf(plan, scene.get(), clock()) },
  }
}
