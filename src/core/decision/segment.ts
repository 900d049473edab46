import { type Principle, stages } from '../program/offer.js'
import type { Pair } from '../program/pair.js'
import type { Plan } from '../program/plan.js'
import type { Segment } from '../program/segment.js'
import { applies, freshUntil } from '../subject/conditions.js'
import { inForce } from '../subject/consent.js'
import { pointsIn, type Subject } from '../subject/subject.js'
import type { View } from './view.js'

const found = new WeakMap<View, Map<string, boolean>>()

/**
 * Whether somebody is in a segment, as of `view.at`. A field counts where it is known, fresh, and may be used for the
 * segment's purpose (law 4); one that is not declared holds nobody.
 */
export function inSegment(plan: Plan, view: View, name: string): boolean {
  const known = found.get(view) ?? new Map<string, boolean>()
  found.set(view, known)
  let is = known.get(name)
  if (is === undefined) {
    const segment = Object.hasOwn(plan.program.segments, name) ? plan.program.segments[name] : undefined
    is = segment !== undefined && meets(plan, view, segment)
    known.set(name, is)
  }
  return is
}

function meets(plan: Plan, view: View, { where = {}, for: under, stage, atLeast = {} }: Segment): boolean {
  const { subject, at } = view
  if (subject.erasedAt !== null) return false
  for (const [field, value] of Object.entries(where))
    if (!readable(plan, view, field, under).some((who) => applies({ [field]: value as never }, who))) return false
  for (const [currency, least = 0] of Object.entries(atLeast))
    if (pointsIn(subject, currency, at).available < least) return false
  return stage === undefined || folds(view).some((who) => hasReached(plan, who, stages.indexOf(stage)))
}

const folds = ({ subject, local }: View): readonly Subject[] => (local ? [subject, local] : [subject])

/** The folds in which a field may be read for a purpose, and is known and fresh. */
const readable = (plan: Plan, view: View, field: string, purpose: string | undefined): readonly Subject[] =>
  purpose === undefined
    ? []
    : folds(view).filter(
        (who) =>
          Object.hasOwn(who.values, field) &&
          freshUntil(plan.program, who, field) > view.at &&
          inForce(plan.program, who, field, purpose, view.at),
      )

/** Has accepted an offer of this stage or a later one, and has not left it. */
const hasReached = (plan: Plan, { offers }: Subject, least: number): boolean =>
  Object.entries(offers).some(
    ([id, { status }]) =>
      status === 'accepted' && stages.indexOf(plan.offer[id]?.offer.principle as Principle) >= least,
  )

/** The fields that are read to tell whether somebody is in it, and for what: those that may be. */
export function segmentPairs(plan: Plan, view: View, name: string): readonly Pair[] {
  const { where = {}, for: purpose } = plan.program.segments[name] ?? {}
  if (purpose === undefined) return []
  return Object.keys(where)
    .filter((field) => readable(plan, view, field, purpose).length > 0)
    .map((field) => ({ field, purpose }))
}
