import type { Context } from '../../core/decision/context.js'
import { explainOffer } from '../../core/decision/explain-offer.js'
import { weighed } from '../../core/decision/fairness/fairness-of.js'
import type { View } from '../../core/decision/view.js'
import type { Json } from '../../core/json.js'
import type { Pair } from '../../core/program/pair.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../core/program/plan.js'
import { givenTo } from '../../core/subject/given-to.js'
import { pairOf, sortAsks } from './asks.js'
import type { OfferHandle } from './handle.js'
import { formSchema } from './handle-schema.js'
import { heed } from './heed.js'
import { type AskShown, labelOf, purposeShown } from './shown.js'
import { nextStep } from './step-shown.js'

/** What a handle does when it is used. */
export type OfferActs = Pick<OfferHandle, 'accept' | 'submit' | 'keep' | 'decline' | 'dismiss' | 'appraise' | 'shown'>

/** Where and when an offer is looked at. */
interface Site extends Context {
  readonly variant: string | undefined
  /** What was answered so far. */
  readonly draft: { readonly [field: string]: Json }
}

/**
 * One offer as it stood when the handle was made. What it shows is put together when something of it is first read: who
 * only accepts waits for none of it.
 *
 * @param view of that moment
 */
export function createHandle(
  plan: Plan,
  view: () => View,
  planned: PlannedOffer,
  acts: OfferActs,
  site: Site,
): OfferHandle {
  const { draft } = site
  const handle = {
    ...acts,
    id: planned.id,
    principle: planned.offer.principle,
    draft: draft as OfferHandle['draft'],
    heed: (form: HTMLElement) => heed(form, draft as OfferHandle['draft'], acts.keep),
  }
  let parts: Parts | undefined
  for (const name of Object.keys(late) as (keyof Parts)[]) {
    const get = () => {
      parts ??= partsOf(plan, view(), planned, site)
      return parts[name]
    }
    Object.defineProperty(handle, name, { enumerable: true, get })
  }
  return handle as OfferHandle
}

type Parts = Omit<OfferHandle, keyof OfferActs | 'id' | 'principle' | 'draft' | 'heed'>

/** Each of them: without one it does not compile. */
const late: { readonly [Name in keyof Parts]: true } = {
  ...{
    gives: true,
    asks: true,
    asksOneOf: true,
    later: true,
    step: true,
    known: true,
    invites: true,
    resting: true,
    asksAge: true,
  },
  ...{ why: true, notice: true, schema: true, accepted: true },
  ...{ fairness: true },
}

function partsOf(plan: Plan, view: View, planned: PlannedOffer, site: Site): Parts {
  const { id } = planned
  const { now, draft } = site
  const home = planned.onDevice && view.local ? view.local : view.subject
  const sorted = sortAsks(plan, view, planned, now, draft)
  const show = (ask: PlannedAsk) => askShown(plan, ask)
  const isLater = (pair: Pair) => (view.ask[pairOf(plan, pair)] as number) > now
  // One that waits to be confirmed has been agreed to as well.
  const isGranted = ({ purpose, field }: Pair) => view.subject.grounds[purpose]?.[field]?.status === 'granted'
  const isResting = (pair: Pair) => !isGranted(pair) && isLater(pair)
  const resting: readonly Pair[] = [...sorted.resting, ...planned.boxes.filter(isResting)]
  const accepted = home.offers[id]?.status === 'accepted'
  const gives = accepted ? planned.gives : givenTo(planned, home, now)
  const { step, shown } = nextStep(plan, planned, sorted, home, draft, gives)
  const { asks, groups } = step ?? { asks: sorted.open, groups: sorted.groups }
  return {
    gives,
    asks: asks.map(show),
    asksOneOf: groups.map((group) => group.map(show)),
    later: (step?.later ?? []).map(({ field, optional }) => ({ field, label: labelOf(plan, field), optional })),
    step: shown,
    known: sorted.known.map(({ field }) => {
      const value = inputOf(view, field)
      return { field, label: labelOf(plan, field), value, text: textOf(plan, field, value) }
    }),
    // What is proposed beside the offer comes with what it gives.
    invites: (step?.isLast === false ? [] : planned.invites).flatMap(([purpose, all]) => {
      const { label } = purposeShown(plan, purpose)
      const fields = all.filter((field) => !resting.some(isSame({ purpose, field })))
      const pairs = fields.map((field) => ({ purpose, field }))
      const granted = pairs.every((pair) => isGranted(pair) && isLater(pair))
      return fields.length === 0 ? [] : [{ purpose, label, fields, granted }]
    }),
    resting: resting.map((pair) => ({
      ...{ purpose: pair.purpose, label: purposeShown(plan, pair.purpose).label, field: pair.field },
      until: view.ask[pairOf(plan, pair)] as number,
    })),
    asksAge: plan.program.minors !== undefined && planned.incentive && !home.age,
    why: explainOffer(plan, view, id, site),
    notice: plan.notice(id, site.variant),
    schema: formSchema(plan, planned, { sorted, draft, step }, home) as OfferHandle['schema'],
    accepted,
    fairness: weighed(plan, planned, view),
  }
}

const isSame =
  (one: Pair) =>
  ({ purpose, field }: Pair): boolean =>
    one.purpose === purpose && one.field === field

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
