import { later } from '../duration.js'
import type { Benefit } from '../program/benefit.js'
import type { Plan, PlannedOffer } from '../program/plan.js'
import type { Accept } from './command.js'
import { type Refusal, refusal } from './refusal.js'

/** What was accepted in time may be so long on its way, as from where there is no net. */
const onItsWay = 86_400_000

/**
 * An offer begins and ends by the clock of whoever decides. That it was accepted in time counts for a day: what was
 * promised is given, and whoever sets their clock back gains no more than that.
 */
export function problemWithTime({ span }: PlannedOffer, { at }: Accept, now: number): Refusal | undefined {
  const { from, until } = span
  if (now < from) return refusal('not_yet', { facts: { from } })
  const isInTime = now < until || (at < until && now < until + onItsWay)
  return isInTime ? undefined : refusal('over', { facts: { until } })
}

/** When the coupon ends that an acceptance gives now; `undefined` where it gives none, or one without an end. */
export function couponUntil(
  { calendar }: Plan,
  { offer: { lasts } }: PlannedOffer,
  gives: readonly Benefit[],
  now: number,
): number | undefined {
  if (lasts === undefined || !gives.some(({ benefit }) => benefit === 'coupon')) return undefined
  return calendar?.later(now, lasts) ?? later(now, lasts)
}
