import { askableFrom } from '../../src/core/consent/asking.js'
import { fairnessOf } from '../../src/core/decision/fairness/fairness-of.js'
import type { View } from '../../src/core/decision/view.js'
import { later } from '../../src/core/duration.js'
import { askOf, type Condition } from '../../src/core/program/ask.js'
import type { Offer } from '../../src/core/program/offer.js'
import type { Pair } from '../../src/core/program/pair.js'
import type { Plan } from '../../src/core/program/plan.js'
import { inForce } from '../../src/core/subject/consent.js'
import { givenTo } from '../../src/core/subject/given-to.js'
import type { Subject } from '../../src/core/subject/subject.js'
import type { Life } from './deciding-world.js'

/**
 * What `nextOffer` has to come to, written down once more from the words of the design and with nothing of what makes it
 * fast: each filter a sentence over the program and the subject, then a sort. Rests, limits, quiet hours and moments have
 * laws of their own beside their code.
 */
export const elsewhere = new Set([
  'at_rest',
  'shown_too_often',
  'quiet_hours',
  'no_moment',
  'taboo_unconfirmed',
  'not_the_moment',
  'silenced',
])

const stages = ['receive', 'choose', 'exchange', 'convert']

export function naiveCodes(plan: Plan, view: View, id: string, { subject, local, context }: Life): readonly string[] {
  const { program } = plan
  const offer = program.offers[id] as Offer
  const { now, touchpoint, situation = {} } = context
  const onDevice = offer.principle === 'receive' || offer.principle === 'choose'
  const home = onDevice && local ? local : subject
  const folds = local ? [subject, local] : [subject]
  const before = home.offers[id]
  const held = before?.status === 'accepted' || before?.status === 'begun'
  const has = (when: Condition) =>
    Object.entries(when).every(([field, wanted]) => {
      const value = local && Object.hasOwn(local.values, field) ? local.values[field] : home.values[field]
      return [wanted].flat().includes(value as never)
    })
  const codes: string[] = []
  const bars = (code: string, is: boolean | undefined) => void (is && codes.push(code))

  bars('erased', subject.erasedAt !== null)
  bars('restricted', subject.restrictedAt !== undefined || local?.restrictedAt !== undefined)
  bars('not_for_minors', program.minors && plan.offer[id]?.incentive && home.age?.band === 'minor')
  bars(
    'complained',
    folds.some(({ complainedAt }) => complainedAt !== undefined),
  )
  bars('objected', Object.hasOwn(home.objected, offer.for))
  const isReceived = offer.principle === 'receive' && !offer.fits
  bars('accepted', before?.status === 'accepted' && !isReceived && now < anew(plan, offer, id, home))
  bars('accepted', before?.status === 'accepted' && isReceived && !onDevice)
  bars('not_here', offer.at && !offer.at.includes(touchpoint))
  bars('not_now', offer.when && !has(offer.when))
  const uses = Object.keys(offer.uses ?? {})
  bars('nothing_to_use', offer.principle === 'receive' && uses.some((field) => !Object.hasOwn(home.values, field)))
  const gone = (before?.accepted ?? 0) > 0 && !held && givenTo(plan.offer[id] as never, home, now).length === 0
  bars('known', gone && naiveOpen(plan, id, folds, now) === 0)
  bars('no_ground', hasNoGround())
  bars('not_yet', offer.during?.from !== undefined && now < Date.parse(offer.during.from))
  bars('over', offer.during?.until !== undefined && now >= Date.parse(offer.during.until))
  bars('not_near', offer.near && !offer.near.some(isThere))
  const fair = fairnessOf(plan, id, view)
  bars('uneven', offer.unevenBecause === undefined && !held && fair?.even === false)
  bars('nothing_fits', offer.fits && !context.elsewhere && !context.fit?.(id))
  return codes

  function isThere(place: string): boolean {
    const around = program.places[place]?.around
    return (
      situation.place === place ||
      (!!around && !!situation.position && metres(around, situation.position) <= around.metres)
    )
  }

  function hasNoGround(): boolean {
    const own = [...uses, ...Object.keys(offer.observes ?? {})].map((field) => ({ field, purpose: offer.for }))
    return (offer.asksOneOf ?? [{}]).every((group) => {
      const asks = Object.entries({ ...offer.asks, ...group }).map(([field, ask]) => ({
        field,
        ...askOf(ask as string),
      }))
      const needed = asks
        .filter((ask) => !ask.optional && (ask.when === undefined || has(ask.when)))
        .map(({ field, for: purpose = offer.for }) => ({ field, purpose }))
      return [...own, ...needed].some(isShut)
    })
  }

  function isShut(pair: Pair): boolean {
    const { purpose, field } = pair
    const isRead = folds.some((who) => Object.hasOwn(who.values, field) && inForce(program, who, field, purpose, now))
    if (isRead) return false
    if (purpose !== offer.for && Object.hasOwn(home.objected, purpose)) return true
    const status = home.grounds[purpose]?.[field]?.status
    const askable = Math.max(...folds.map((who) => (who.grounds[purpose]?.[field] ? askableFrom(plan, who, pair) : 0)))
    return status !== undefined && status !== 'granted' && askable > now
  }
}

/** From when on an offer in force is accepted anew: when it repeats, or when a consent that was given with it wants that. */
function anew(plan: Plan, offer: Offer, id: string, home: Subject): number {
  const at = home.offers[id]?.at as number
  if (offer.repeats === 'always') return 0
  if (offer.repeats !== undefined && offer.repeats !== 'once') return later(at, offer.repeats)
  const renewed = (plan.offer[id]?.pairs ?? []).filter(({ purpose, field }) => {
    const ground = home.grounds[purpose]?.[field]
    return ground && /consent/.test(ground.basis) && (ground.status === 'granted' || ground.status === 'expired')
  })
  return Math.min(Number.POSITIVE_INFINITY, ...renewed.map((pair) => askableFrom(plan, home, pair)))
}

/** How many required answers are not known, or no longer good. */
export function naiveOpen(plan: Plan, id: string, folds: readonly Subject[], now: number): number {
  const { fields, offers } = plan.program
  const { asks = {}, asksOneOf = [] } = offers[id] as Offer
  const isOpen = (field: string) =>
    !folds.some((who) => {
      const known = who.known[field]
      const freshFor = fields[field]?.freshFor
      return known && (freshFor === undefined || now < later(known.source.givenAt, freshFor))
    })
  const open = (group: Offer['asks'], conditional: boolean) =>
    Object.entries(group ?? {}).filter(([field, ask]) => {
      const { optional, when } = askOf(ask)
      return !optional && (conditional || !when) && isOpen(field)
    }).length
  return open(asks, false) + (asksOneOf.length > 0 ? Math.min(...asksOneOf.map((group) => open(group, true))) : 0)
}

/** Great circle, haversine. */
function metres(one: { latitude: number; longitude: number }, other: { latitude: number; longitude: number }): number {
  const rad = Math.PI / 180
  const half = (a: number, b: number) => Math.sin(((b - a) * rad) / 2) ** 2
  const across = Math.cos(one.latitude * rad) * Math.cos(other.latitude * rad) * half(one.longitude, other.longitude)
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(half(one.latitude, other.latitude) + across))
}

/** Whether somebody is in a segment. */
function isIn(plan: Plan, name: string, folds: readonly Subject[], now: number): boolean {
  const { where = {}, for: purpose = '', stage, atLeast } = plan.program.segments[name] ?? {}
  const reached = folds.flatMap(({ offers }) =>
    Object.entries(offers).flatMap(([id, { status }]) =>
      status === 'accepted' ? [plan.program.offers[id]?.principle] : [],
    ),
  )
  if (atLeast) throw new Error('No segment by points is drawn')
  return (
    Object.entries(where).every(([field, wanted]) =>
      folds.some((who) => {
        const freshFor = plan.program.fields[field]?.freshFor
        const known = who.known[field]
        const isGood = known && (freshFor === undefined || now < later(known.source.givenAt, freshFor))
        const value = who.values[field]
        return isGood && [wanted].flat().includes(value as never) && inForce(plan.program, who, field, purpose, now)
      }),
    ) &&
    (stage === undefined || reached.some((one) => stages.indexOf(one as string) >= stages.indexOf(stage)))
  )
}

/** Those that may be proposed, the better first. */
export function naiveOrder(
  plan: Plan,
  view: View,
  ids: readonly string[],
  { subject, local, context }: Life,
): string[] {
  const folds = local ? [subject, local] : [subject]
  const placed = ids.map((id) => {
    const { principle, near, moment, suits, interest = 0 } = plan.program.offers[id] as Offer
    const fair = fairnessOf(plan, id, view)
    const balance = (fair?.worth.money ?? 0) - (fair?.burden ?? 0) * (fair?.rate ?? 0)
    let fit = near ? 2 : 1
    if (moment !== undefined) fit *= 1.5
    if (suits) fit *= suits.some((name) => isIn(plan, name, folds, context.now)) ? 1.25 : 0.5
    const score = Number((balance < 0 ? balance / fit : balance * fit).toFixed(8))
    return { id, score, open: naiveOpen(plan, id, folds, context.now), interest, stage: stages.indexOf(principle) }
  })
  return placed
    .sort(
      (a, b) =>
        b.score - a.score || a.open - b.open || b.interest - a.interest || a.stage - b.stage || (a.id < b.id ? -1 : 1),
    )
    .map(({ id }) => id)
}
