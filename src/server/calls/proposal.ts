import type { Context } from '../../core/decision/context.js'
import { explainOffer, type OfferExplained } from '../../core/decision/explain-offer.js'
import type { View } from '../../core/decision/view.js'
import type { Benefit } from '../../core/program/benefit.js'
import type { Notice } from '../../core/program/notice.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../core/program/plan.js'
import type { Names } from '../../core/program/program.js'
import type { Basis } from '../../core/program/purpose.js'
import { applies } from '../../core/subject/conditions.js'
import { givenTo } from '../../core/subject/given-to.js'

/** One field as staff ask it: what it is called, and why it is asked. */
export interface AskToSay {
  readonly field: string
  readonly label: string
  readonly because: string
  readonly optional: boolean
  readonly purpose: { readonly id: string; readonly label: string; readonly basis: Basis }
  /** What answering it brings beside the offer's own benefit. */
  readonly points?: { readonly [currency: string]: number | undefined }
}

/** What to propose to somebody who is on the phone or at the counter. It holds no value of theirs. */
export interface Proposal<N extends Names = Names> {
  readonly offer: keyof N['offers'] & string
  readonly gives: readonly Benefit[]
  /** What is missing or stale, in the order of the program. */
  readonly asks: readonly AskToSay[]
  /** Alternatives, of which one group has to be complete. */
  readonly asksOneOf: readonly (readonly AskToSay[])[]
  /** The names of the fields that it asks and that are known: nobody has to say them again. */
  readonly known: readonly string[]
  /** Further purposes to be agreed to, and never as a condition. */
  readonly invites: readonly { readonly purpose: string; readonly label: string; readonly fields: readonly string[] }[]
  /** What has to be told before they agree. */
  readonly notice: Notice
  readonly why: OfferExplained
}

export function proposalOf(plan: Plan, view: View, planned: PlannedOffer, context: Context): Proposal {
  const { id, asks, alternatives, invites } = planned
  const due = asks.filter(({ when }) => applies(when, view.subject))
  const isOpen = (ask: PlannedAsk) => !isSettled(plan, view, ask, context.now)
  const isProposed = (ask: PlannedAsk) => isOpen(ask) && !(ask.optional && rests(plan, view, ask, context.now))
  const done = alternatives.find((group) => group.every((ask) => ask.optional || !isOpen(ask)))
  const say = (ask: PlannedAsk) => askToSay(plan, ask)
  return {
    offer: id,
    gives: givenTo(planned, view.subject, context.now),
    asks: due.filter(isProposed).map(say),
    asksOneOf: done ? [] : alternatives.map((group) => group.filter(isOpen).map(say)),
    known: [...due, ...(done ?? [])].filter((ask) => !isOpen(ask)).map(({ field }) => field),
    invites: invites.flatMap(([purpose, all]) => {
      const fields = all.filter((field) => !rests(plan, view, { field, purpose }, context.now))
      return fields.length === 0 ? [] : [{ purpose, label: plan.program.purposes[purpose]?.label ?? purpose, fields }]
    }),
    notice: plan.notice(id),
    why: explainOffer(plan, view, id, context),
  }
}

const pairOf = ({ fieldIndex, purposeIndex, purposes }: Plan, field: string, purpose: string): number =>
  (fieldIndex[field] as number) * purposes.length + (purposeIndex[purpose] as number)

/** Known and fresh; where its purpose wants a yes of its own, that as well. */
function isSettled(plan: Plan, view: View, { field, purpose, optional }: PlannedAsk, now: number): boolean {
  if ((view.fresh[plan.fieldIndex[field] as number] as number) <= now) return false
  if (!optional && plan.program.purposes[purpose]?.basis !== 'explicit-consent') return true
  return (view.ground[pairOf(plan, field, purpose)] as number) > now
}

/** It was said no to lately, or stands: it is not brought up. */
const rests = (plan: Plan, view: View, { field, purpose }: Pick<PlannedAsk, 'field' | 'purpose'>, now: number) =>
  (view.ask[pairOf(plan, field, purpose)] as number) > now

function askToSay({ program }: Plan, { field, because, optional, purpose, points }: PlannedAsk): AskToSay {
  const { label = purpose, basis = 'consent' } = program.purposes[purpose] ?? {}
  return {
    ...{ field, label: program.fields[field]?.label ?? field, because, optional },
    purpose: { id: purpose, label, basis },
    ...(points && { points }),
  }
}
