import type { Context, Situation } from '../../core/decision/context.js'
import { explainGate, type GateExplained } from '../../core/decision/explain-gate.js'
import { explainNext, type NextExplained } from '../../core/decision/explain-next.js'
import { explainOffer, type OfferExplained } from '../../core/decision/explain-offer.js'
import { gatePairs } from '../../core/decision/gate-pairs.js'
import { nextOffer } from '../../core/decision/next-offer.js'
import { offerPairs } from '../../core/decision/offer-pairs.js'
import { look, type View } from '../../core/decision/view.js'
import { EvenhandedError } from '../../core/error.js'
import type { Pair } from '../../core/program/pair.js'
import type { Names } from '../../core/program/program.js'
import type { Subject } from '../../core/subject/subject.js'
import type { Loaded } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import { type Proposal, proposalOf } from './proposal.js'
import { theirClock } from './their-clock.js'

/** Where and when somebody is talked to. */
export interface Meeting<N extends Names = Names> {
  readonly touchpoint: N['touchpoints']
  /** IANA name of the zone that they are in; the program's unless said. */
  readonly timeZone?: string
  readonly situation?: Situation
}

/**
 * The decisions that a page makes for who stands before it, made by the server for who is at the till or on the phone:
 * the same list of reasons, the same ranking, on what the server knows. What is received and chosen stays on a device of
 * theirs: it is not proposed here (`device_only`). Each of these opens the vault, and counts what it went by.
 *
 * All throw `EvenhandedError`: `unknown_touchpoint`, `unknown_gate`, `bad_time_zone`.
 */
export interface BackendDecisions<N extends Names = Names> {
  /**
   * What to propose, or `null`. What it went by is counted as read for `offer:NAME`. Say `shown` once it was brought up.
   *
   * @example
   * const proposal = await server.subject(id).next({ touchpoint: 'till', timeZone: 'Europe/Zurich' })
   * if (proposal) console.log(proposal.gives[0]?.says, proposal.asks.map(({ label, because }) => `${label}: ${because}`))
   */
  next(meeting: Meeting<N>): Promise<Proposal<N> | null>
  /** What a gate lacks and the cheapest path to it, by offers that may be made here; its fields count as read for `gate:NAME`. */
  explain(question: { readonly gate: N['gates'] } & Meeting<N>): Promise<GateExplained>
  /** Why an offer would be proposed here, or why not. */
  explain(question: { readonly offer: keyof N['offers'] & string } & Meeting<N>): Promise<OfferExplained>
  /**
   * How `next` comes to what it proposes: every offer with what speaks for or against it.
   *
   * @example
   * const { winner, rejected } = await server.subject(id).explainNext({ touchpoint: 'till' })
   */
  explainNext(meeting: Meeting<N>): Promise<NextExplained>
}

/** @param read with its values opened */
export function backendDecisions<N extends Names>(
  desk: Desk,
  read: () => Promise<{ readonly loaded: Loaded; readonly subject: Subject; readonly now: number }>,
): BackendDecisions<N> {
  const { plan } = desk
  async function met({ touchpoint, timeZone = plan.program.timeZone, situation }: Meeting) {
    if (!Object.hasOwn(plan.program.touchpoints, touchpoint))
      throw new EvenhandedError('unknown_touchpoint', `${plan.program.id} declares no touchpoint ${touchpoint}.`)
    const { loaded, subject, now } = await read()
    const context: Context = {
      ...{ touchpoint, now, elsewhere: true },
      ...theirClock(now, timeZone),
      ...(situation && { situation }),
    }
    const count = (pairs: readonly Pair[], decision: string) => {
      for (const { field, purpose } of loaded.id === null ? [] : pairs)
        if (Object.hasOwn(subject.values, field)) desk.uses.count(loaded.id as string, field, purpose, decision)
    }
    const view: View = look(plan, subject, undefined, now)
    return { view, context, count }
  }
  return {
    async next(meeting) {
      const { view, context, count } = await met(meeting)
      const planned = nextOffer(plan, view, context)
      if (!planned) return null
      count(offerPairs(plan, view, planned), `offer:${planned.id}`)
      return proposalOf(plan, view, planned, context) as Proposal<N>
    },
    explain: (async (question: ({ gate: string } | { offer: string }) & Meeting) => {
      const { view, context, count } = await met(question)
      if ('gate' in question) {
        if (!Object.hasOwn(plan.gate, question.gate))
          throw new EvenhandedError('unknown_gate', `${plan.program.id} declares no gate ${question.gate}.`)
        count(gatePairs(plan, view, question.gate, context.now), `gate:${question.gate}`)
        return explainGate(plan, view, question.gate, context)
      }
      const planned = plan.offer[question.offer]
      if (planned) count(offerPairs(plan, view, planned), `offer:${planned.id}`)
      return explainOffer(plan, view, question.offer, context)
    }) as BackendDecisions<N>['explain'],
    async explainNext(meeting) {
      const { view, context, count } = await met(meeting)
      const explained = explainNext(plan, view, context)
      const planned = explained.winner && plan.offer[explained.winner.offer]
      if (planned) count(offerPairs(plan, view, planned), `offer:${planned.id}`)
      return explained
    },
  }
}
