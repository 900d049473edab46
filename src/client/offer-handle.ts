import { explainOffer } from '../core/decision/explain.js'
import type { View } from '../core/decision/view.js'
import type { Json } from '../core/json.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../core/program/plan.js'
import { givenTo } from '../core/subject/accept.js'
import { sortAsks } from './asks.js'
import type { AskShown, OfferHandle } from './client.js'
import { formSchema } from './handle-schema.js'
import { labelOf, purposeShown } from './shown.js'

/** What a handle does when it is used. */
export type OfferActs = Pick<OfferHandle, 'accept' | 'submit' | 'decline' | 'dismiss' | 'shown'>

/** One offer as it stood when the handle was made; each part is put together when it is first read. */
export function createHandle(
  plan: Plan,
  view: View,
  planned: PlannedOffer,
  acts: OfferActs,
  site: { readonly touchpoint: string; readonly variant: string | undefined; readonly now: number },
): OfferHandle {
  const { id, offer } = planned
  const { now } = site
  const home = planned.onDevice && view.local ? view.local : view.subject
  const sorted = sortAsks(plan, view, planned, now)
  const show = (ask: PlannedAsk) => askShown(plan, ask)
  const accepted = home.offers[id]?.status === 'accepted'
  return {
    ...acts,
    id,
    principle: offer.principle,
    gives: accepted ? planned.gives : givenTo(planned, home, now),
    asks: sorted.open.map(show),
    asksOneOf: sorted.groups.map((group) => group.map(show)),
    known: sorted.known.map(({ field }) => {
      const value = inputOf(view, field)
      return { field, label: labelOf(plan, field), value, text: textOf(plan, field, value) }
    }),
    invites: planned.invites.map(([purpose, fields]) => ({
      purpose,
      label: purposeShown(plan, purpose).label,
      fields,
      granted: fields.every((field) => {
        const ground = view.subject.grounds[purpose]?.[field]
        return ground?.status === 'granted' && now < (ground.until ?? Number.POSITIVE_INFINITY)
      }),
    })),
    why: explainOffer(plan, view, id, site.touchpoint, now),
    notice: plan.notice(id, site.variant),
    schema: formSchema(plan, planned, sorted, home) as OfferHandle['schema'],
    accepted,
  }
}

const inputOf = ({ subject, local }: View, field: string): Json | undefined =>
  Object.hasOwn(subject.values, field) ? subject.values[field] : local?.values[field]

function askShown(plan: Plan, ask: PlannedAsk): AskShown {
  const field = plan.program.fields[ask.field]
  return {
    field: ask.field,
    label: labelOf(plan, ask.field),
    because: ask.because,
    optional: ask.optional,
    kind: field?.kind ?? 'personal',
    special: field?.special ?? false,
    input: field?.input ?? {},
    purpose: purposeShown(plan, ask.purpose),
    points: ask.points,
  }
}

const textOf = (plan: Plan, field: string, value: unknown): string =>
  [value]
    .flat()
    .map((one) => plan.program.fields[field]?.input?.options?.[String(one)] ?? String(one))
    .join(', ')
