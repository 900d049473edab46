import { later } from '../duration.js'
import type { Pair } from '../program/pair.js'
import type { Plan } from '../program/plan.js'
import type { Purpose } from '../program/purpose.js'
import type { Event } from '../subject/event.js'
import { groundsOf, isHeld, type Subject } from '../subject/subject.js'

/** How long a value is kept for a purpose, counted from what `retainFrom` says; `undefined` where nothing is said. */
export const spanOf = ({ retain, retainFor }: Purpose, field: string): string | undefined =>
  retain?.[field] ?? retainFor

/** When what is granted now ends by itself, as far as that is known now. */
export function untilOf(plan: Plan, offer: string, { purpose, field }: Pair, now: number): number | undefined {
  const rule = plan.program.purposes[purpose] as Purpose
  const span = spanOf(rule, field)
  const from = rule.retainFrom === 'given' ? now : endOf(plan, offer)
  const ends = [
    ...(rule.validFor === undefined ? [] : [later(now, rule.validFor)]),
    ...(span === undefined || from === undefined ? [] : [later(Math.max(from, now), span)]),
  ]
  return ends.length > 0 ? Math.min(...ends) : undefined
}

const day = 86_400_000

/**
 * When an exchange is done: its raffle has closed, or all that it gives was due. A membership goes on until it is left,
 * and so does what gives something without a date.
 */
export function endOf({ program, offer: offers }: Plan, id: string): number | undefined {
  const planned = offers[id]
  if (planned?.offer.principle !== 'exchange') return undefined
  const raffles = Object.values(program.raffles).filter(({ offer }) => offer === id)
  const dates = [...planned.gives.map(({ by }) => by), ...raffles.map(({ closes }) => closes)]
  // The day itself is still part of it.
  return Math.max(...dates.map((date) => (date === undefined ? Number.NaN : Date.parse(date) + day))) || undefined
}

/**
 * What of these offers a legal duty holds back when they are left: from then on it is kept for so long and no longer.
 * What another offer still needs goes on.
 */
export function keptFrom(plan: Plan, subject: Subject, left: readonly string[], now: number): readonly Event[] {
  const goesOn = (offer: string) => isHeld(subject.offers[offer]) && !left.includes(offer)
  return groundsOf(subject).flatMap(({ purpose, field, ground }): Event[] => {
    const rule = plan.program.purposes[purpose]
    const span = rule && spanOf(rule, field)
    const isHeld = ground.status === 'granted' && ground.basis === 'legal-obligation' && ground.until === undefined
    if (!isHeld || span === undefined || ground.offers.some(goesOn)) return []
    return [{ type: 'kept', purpose, field, at: now, until: later(now, span) }]
  })
}
