import { askedNow } from '../../core/decision/asked-now.js'
import type { Context } from '../../core/decision/context.js'
import { explainOffer, type OfferExplained } from '../../core/decision/explain-offer.js'
import type { StepShown } from '../../core/decision/step-shown.js'
import type { View } from '../../core/decision/view.js'
import type { Benefit } from '../../core/program/benefit.js'
import type { Notice } from '../../core/program/notice.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../core/program/plan.js'
import type { Names } from '../../core/program/program.js'
import type { Basis } from '../../core/program/purpose.js'
import { again } from '../../core/subject/accept.js'

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
  /** What accepting it gives; nothing where it was accepted before, and only what was left open is asked. */
  readonly gives: readonly Benefit[]
  /** What is missing or stale; of a long ask what the next step asks. */
  readonly asks: readonly AskToSay[]
  /** Alternatives, of which one group has to be complete. */
  readonly asksOneOf: readonly (readonly AskToSay[])[]
  /** What later steps ask: to be told, and not asked yet. */
  readonly later: readonly { readonly field: string; readonly label: string; readonly optional: boolean }[]
  /** Where they stand in a long ask, and what this step brings; `null` where all is asked at once. */
  readonly step: StepShown | null
  /** The names of the fields that it asks and that are known: nobody has to say them again. */
  readonly known: readonly string[]
  /** Further purposes to be agreed to, and never as a condition. */
  readonly invites: readonly { readonly purpose: string; readonly label: string; readonly fields: readonly string[] }[]
  /** What has to be told before they agree. */
  readonly notice: Notice
  readonly why: OfferExplained
}

export function proposalOf(plan: Plan, view: View, planned: PlannedOffer, context: Context): Proposal {
  const { id } = planned
  const { asks, groups, later, shown, invites, sorted, gives } = askedNow(plan, view, planned, context.now)
  const say = (ask: PlannedAsk) => askToSay(plan, ask)
  return {
    offer: id,
    gives: again(planned, view.subject, context.now) === 'supplement' ? [] : gives,
    asks: asks.map(say),
    asksOneOf: groups.map((group) => group.map(say)),
    later: later.map(({ field, optional }) => ({ field, label: labelOf(plan, field), optional })),
    step: shown,
    known: sorted.known.map(({ field }) => field),
    invites: invites.flatMap(([purpose, invited]) => {
      const fields = invited.filter(({ stands }) => !stands).map(({ field }) => field)
      return fields.length === 0 ? [] : [{ purpose, label: plan.program.purposes[purpose]?.label ?? purpose, fields }]
    }),
    notice: plan.notice(id),
    why: explainOffer(plan, view, id, context),
  }
}

const labelOf = ({ program }: Plan, field: string): string => program.fields[field]?.label ?? field

function askToSay(plan: Plan, { field, because, optional, purpose, points }: PlannedAsk): AskToSay {
  const { label = purpose, basis = 'consent' } = plan.program.purposes[purpose] ?? {}
  return {
    ...{ field, label: labelOf(plan, field), because, optional },
    purpose: { id: purpose, label, basis },
    ...(points && { points }),
  }
}
