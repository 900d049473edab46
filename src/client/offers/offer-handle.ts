import { askedNow } from '../../core/decision/asked-now.js'
import type { Context } from '../../core/decision/context.js'
import { explainOffer } from '../../core/decision/explain-offer.js'
import { weighed } from '../../core/decision/fairness/fairness-of.js'
import { pairOf } from '../../core/decision/sorted-asks.js'
import type { View } from '../../core/decision/view.js'
import type { Json } from '../../core/json.js'
import { withCoupon } from '../../core/program/fits.js'
import type { Plan, PlannedAsk, PlannedOffer } from '../../core/program/plan.js'
import type { Accepted, AcceptOptions } from './acceptance.js'
import type { OfferHandle } from './handle.js'
import { formSchema } from './handle-schema.js'
import { heed } from './heed.js'
import { type AskShown, labelOf, purposeShown } from './shown.js'

/** Of an offer that `fits`, the coupon that its handle has shown. */
export type Chosen = AcceptOptions & { readonly coupon?: string | undefined }

/** What a handle does when it is used. */
export interface OfferActs extends Pick<OfferHandle, 'keep' | 'decline' | 'dismiss' | 'appraise' | 'shown'> {
  accept(answers?: Parameters<OfferHandle['accept']>[0], options?: Chosen): Promise<Accepted>
  submit(form: FormData, options?: Pick<Chosen, 'by' | 'coupon'>): Promise<Accepted>
}

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
  let parts: Parts | undefined
  function parted(): Parts {
    parts ??= partsOf(plan, view(), planned, site)
    return parts
  }
  const shown = (options?: Chosen): Chosen => ({ ...options, coupon: parted().fit?.coupon })
  const handle = {
    ...acts,
    ...(planned.offer.fits && {
      accept: ((answers, options) => acts.accept(answers, shown(options))) as OfferActs['accept'],
      submit: ((form, options) => acts.submit(form, shown(options))) as OfferActs['submit'],
    }),
    id: planned.id,
    principle: planned.offer.principle,
    draft: draft as OfferHandle['draft'],
    heed: (form: HTMLElement) => heed(form, draft as OfferHandle['draft'], acts.keep),
  }
  for (const name of Object.keys(late) as (keyof Parts)[])
    Object.defineProperty(handle, name, { enumerable: true, get: () => parted()[name] })
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
  ...{ fairness: true, fit: true },
}

function partsOf(plan: Plan, view: View, planned: PlannedOffer, site: Site): Parts {
  const { id } = planned
  const { now, draft } = site
  const fit = (planned.offer.fits && site.fit?.(id)) || null
  const home = planned.onDevice && view.local ? view.local : view.subject
  const { asks, groups, later, step, shown, invites, resting, sorted, ...asked } = askedNow(
    plan,
    view,
    planned,
    now,
    draft,
  )
  const show = (ask: PlannedAsk) => askShown(plan, ask)
  const gives = withCoupon(asked.gives, planned.offer.fits, fit?.coupon)
  return {
    gives,
    fit,
    asks: asks.map(show),
    asksOneOf: groups.map((group) => group.map(show)),
    later: later.map(({ field, optional }) => ({ field, label: labelOf(plan, field), optional })),
    step: shown,
    known: sorted.known.map(({ field }) => {
      const value = inputOf(view, field)
      return { field, label: labelOf(plan, field), value, text: textOf(plan, field, value) }
    }),
    invites: invites.map(([purpose, invited]) => ({
      purpose,
      label: purposeShown(plan, purpose).label,
      fields: invited.map(({ field }) => field),
      granted: invited.every(({ stands }) => stands),
    })),
    resting: resting.map((pair) => ({
      ...{ purpose: pair.purpose, label: purposeShown(plan, pair.purpose).label, field: pair.field },
      until: view.ask[pairOf(plan, pair)] as number,
    })),
    asksAge: plan.program.minors !== undefined && planned.incentive && !home.age,
    why: explainOffer(plan, view, id, site.fit ? { ...site, fit: () => fit } : site),
    notice: plan.notice(id, site.variant),
    schema: formSchema(plan, planned, { sorted, draft, step }, home) as OfferHandle['schema'],
    accepted: home.offers[id]?.status === 'accepted',
    fairness: weighed(plan, planned, view, fit ? gives : undefined),
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
