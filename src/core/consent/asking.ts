import { later } from '../duration.js'
import type { Pair } from '../program/pair.js'
import type { Plan } from '../program/plan.js'
import { isConsent } from '../program/purpose.js'
import { stillCovers } from '../program/terms.js'
import { type Ground, lastNo, type Subject } from '../subject/subject.js'

const day = 86_400_000

/** How long nobody is asked again: as the purpose says, or a year where data is rewarded (11 CCR 7028), else a month. */
export const silence = (plan: Plan, purpose: string, isRewarded: boolean): string =>
  plan.program.purposes[purpose]?.askAgain ?? (isRewarded ? 'P12M' : 'P30D')

/**
 * From when on a consent may be proposed: at once (0) where nobody was asked, where it has run out, or where what was
 * agreed to no longer covers what the program says; after a no, or a withdrawal, when the silence is over; while it
 * stands, shortly before it ends, and never (`Infinity`) where it does not end.
 */
export function askableFrom(plan: Plan, { grounds }: Pick<Subject, 'grounds'>, pair: Pair): number {
  const ground = grounds[pair.purpose]?.[pair.field]
  if (!ground) return 0
  const { status, since } = ground
  const refusedAt = lastNo(ground) ?? (status === 'refused' || status === 'withdrawn' ? since : undefined)
  const stands = standsUntil(plan, ground, pair)
  return refusedAt === undefined
    ? stands
    : Math.max(stands, later(refusedAt, silence(plan, pair.purpose, isRewarded(plan, pair))))
}

/** Until when there is no reason to ask. */
function standsUntil({ program }: Plan, ground: Ground, { purpose, field }: Pair): number {
  const { status, basis, since, until, confirmBy, terms } = ground
  if (status !== 'granted' || basis !== program.purposes[purpose]?.basis) return 0
  if (!isConsent(ground)) return Number.POSITIVE_INFINITY
  if (!stillCovers(program, purpose, field, terms)) return 0
  if (confirmBy !== undefined) return confirmBy
  // A month before its end it may be renewed; one that holds only briefly, once half of it is over.
  return until === undefined ? Number.POSITIVE_INFINITY : Math.max(until - 30 * day, (since + until) / 2)
}

/** Whether points or a coupon hang on this consent. */
const isRewarded = ({ offers }: Plan, { purpose, field }: Pair): boolean =>
  offers.some(({ incentive, asked }) => {
    const ask = asked[field]
    return incentive && ask?.purpose === purpose && (!ask.optional || ask.points !== undefined)
  })
