import { added, heldBy } from '../../../src/core/decision/fairness/burden.js'
import { pairsByField } from '../../../src/core/decision/fairness/scale.js'
import type { Json } from '../../../src/core/json.js'
import type { Amounts } from '../../../src/core/program/currency.js'
import type { Gate, Needs } from '../../../src/core/program/gate.js'
import { isAmong, type Pair } from '../../../src/core/program/pair.js'
import type { Plan, PlannedOffer } from '../../../src/core/program/plan.js'
import { again } from '../../../src/core/subject/accept.js'
import { inForce } from '../../../src/core/subject/consent.js'
import { decide } from '../../../src/core/subject/decide.js'
import type { Evidence } from '../../../src/core/subject/envelope.js'
import { after } from '../../../src/core/subject/evolve.js'
import { pointsIn, type Subject } from '../../../src/core/subject/subject.js'

/** What a gate, or a part of it with the rest, asks. */
export interface Goal {
  readonly pairs: readonly Pair[]
  readonly points: { readonly [currency: string]: number }
}

export const goalsOf = (plan: Plan, gate: string): readonly Goal[] => {
  const own = plan.program.gates[gate] as Gate
  const pairs = (needs: object = {}): Pair[] =>
    Object.entries(needs).flatMap(([field, under]) => [under].flat().map((purpose: string) => ({ field, purpose })))
  const parts: readonly Needs[] = own.anyOf?.length ? own.anyOf : [{}]
  return parts.map((part) => ({
    pairs: [...pairs(own.needs), ...pairs(part.needs)],
    points: { ...own.atLeast, ...part.atLeast } as Goal['points'],
  }))
}

/** Whether a gate is open, once everything that waits for a confirmation has it. */
export const isReached = (plan: Plan, subject: Subject, { pairs, points }: Goal, now: number): boolean => {
  const known = Object.fromEntries(
    Object.entries(subject.known).map(([field, one]) => [field, { ...one, confirmed: true }]),
  )
  const confirmed = { ...subject, known }
  return (
    pairs.every(
      ({ field, purpose }) =>
        Object.hasOwn(subject.values, field) && inForce(plan.program, confirmed, field, purpose, now),
    ) && Object.entries(points).every(([currency, least]) => pointsIn(subject, currency, now).available >= least)
  )
}

export const costOf = (plan: Plan, before: Subject, pairs: readonly Pair[], now: number): number =>
  added(plan, heldBy(plan, [before], now), pairsByField(plan, pairs))

/** One acceptance: what is answered beside what must be, and what is ticked. */
export interface Try {
  readonly planned: PlannedOffer
  readonly answers: { readonly [field: string]: Json }
  readonly boxes: readonly Pair[]
}

export function accepting(plan: Plan, subject: Subject, { planned, answers, boxes }: Try, now: number) {
  const consents: { [purpose: string]: string[] } = {}
  const tick = ({ purpose, field }: Pair) => {
    consents[purpose] = [...new Set([...(consents[purpose] ?? []), field])]
  }
  for (const box of boxes) tick(box)
  for (const { field, purpose, optional } of [...planned.asks, ...planned.alternatives.flat()])
    if (plan.program.purposes[purpose]?.basis === 'explicit-consent' && (!optional || Object.hasOwn(answers, field)))
      tick({ field, purpose })
  const { hash, version, language } = plan.notice(planned.id)
  const evidence: Evidence = { act: 'tick', notice: { hash, version, language } }
  const adult = plan.program.minors && planned.incentive && !subject.age ? ({ age: 'adult' } as const) : {}
  const said = (ticked: { readonly [purpose: string]: readonly string[] }) => {
    const command = {
      ...({ type: 'accept', id: `0190a000-0000-7000-8000-${String(subject.version).padStart(12, '0')}` } as const),
      ...{ subject: null, at: now, touchpoint: 'web', seen: subject.version, offer: planned.id },
      ...{ answers, consents: ticked, evidence },
      ...adult,
    }
    return decide(plan, subject, command, now)
  }
  const all = said(consents)
  // An explicit consent to what is not due is ticked in vain: only what is answered is.
  if (all.ok || all.error.code !== 'not_invited') return all
  return said(
    Object.fromEntries(
      Object.entries(consents)
        .map(
          ([purpose, fields]) =>
            [
              purpose,
              fields.filter((field) => Object.hasOwn(answers, field) || isAmong(boxes, { purpose, field })),
            ] as const,
        )
        .filter(([, fields]) => fields.length > 0),
    ),
  )
}

/** Everything that is agreed to with an acceptance: granted, or declared as used or observed. */
export function agreedTo(tried: Try, events: readonly { type: string }[]): readonly Pair[] {
  const granted = events.filter((event): event is { type: 'granted' } & Pair => event.type === 'granted')
  const isFirst = events.some(({ type }) => type === 'accepted')
  const { uses, observes, offer } = tried.planned
  const own = isFirst ? [...uses, ...observes].map((field) => ({ field, purpose: offer.for })) : []
  return [...granted.map(({ field, purpose }) => ({ field, purpose })), ...own]
}

const subsets = <Item>(items: readonly Item[]): Item[][] =>
  items.reduce<Item[][]>((all, item) => all.concat(all.map((one) => [...one, item])), [[]])

/**
 * Whether some order of some of the offers, answered in some way, reaches a goal for less: everything is tried, each
 * offer once at most, by the decider itself. What costs as much already is not gone on with.
 */
export function cheaper(plan: Plan, start: Subject, goal: Goal, now: number, below: number): number | undefined {
  const conditions = plan.offers.flatMap(({ offer, asks }) => [offer.when, ...asks.map(({ when }) => when)])
  const values = new Map<string, Set<Json>>()
  for (const when of conditions)
    for (const [field, wanted] of Object.entries(when ?? {}))
      for (const one of [wanted].flat() as Json[]) values.set(field, (values.get(field) ?? new Set()).add(one))
  const used = plan.offers.flatMap(({ uses, observes }) => [...uses, ...observes])
  const proofs = goal.pairs
    .map(({ purpose }) => purpose)
    .filter((purpose) => plan.program.purposes[purpose]?.confirm === true)
  const isOfUse = ({ field, purpose }: Pair, points?: object): boolean =>
    isAmong(goal.pairs, { field, purpose }) ||
    values.has(field) ||
    used.includes(field) ||
    (proofs.includes(purpose) && plan.program.fields[field]?.kind === 'identifier') ||
    (points !== undefined && Object.keys(goal.points).length > 0)
  const seen = new Set<string>()
  let least: number | undefined
  let most = below

  function answersFor(subject: Subject, fields: readonly string[]): { [field: string]: Json }[] {
    let all: { [field: string]: Json }[] = [{}]
    for (const field of new Set(fields)) {
      const options: Json[] = Object.hasOwn(subject.values, field)
        ? [subject.values[field] as Json]
        : [...(values.get(field) ?? []), 'whatever']
      all = all.flatMap((one) => options.map((option) => ({ ...one, [field]: option })))
    }
    return all
  }

  function go(subject: Subject, taken: readonly string[], pairs: readonly Pair[]): void {
    const cost = costOf(plan, start, pairs, now)
    if (cost >= most - 1e-9) return
    const key = JSON.stringify([
      [...taken].sort(),
      pairs.map(({ field, purpose }) => `${field} ${purpose}`).sort(),
      subject.values,
    ])
    if (seen.has(key)) return
    seen.add(key)
    if (isReached(plan, subject, goal, now)) {
      least = cost
      most = cost
      return
    }
    for (const planned of plan.offers) {
      if (taken.includes(planned.id) || !holds(planned, subject)) continue
      const supplement = again(planned, subject, now) === 'supplement'
      const optional = planned.asks.filter((ask) => (ask.optional || supplement) && isOfUse(ask, ask.points))
      const required = supplement ? [] : planned.asks.filter((ask) => !ask.optional)
      const groups = planned.alternatives.length > 0 ? [[], ...planned.alternatives] : [[]]
      for (const boxes of subsets(planned.boxes.filter((box) => isOfUse(box))))
        for (const chosen of subsets(optional))
          for (const group of groups)
            for (const due of subsets(required.filter(({ when }) => when !== undefined))) {
              const must = [...required.filter(({ when }) => when === undefined), ...due, ...chosen, ...group, ...boxes]
              for (const answers of answersFor(
                subject,
                must.map(({ field }) => field),
              )) {
                const tried: Try = { planned, answers, boxes }
                const decided = accepting(plan, subject, tried, now)
                if (!decided.ok) continue
                const next = after(subject, decided)
                if (objects(start, decided.value)) continue
                go(next, [...taken, planned.id], [...pairs, ...agreedTo(tried, decided.value)])
              }
            }
    }
  }

  /** Its condition holds: a device proposes nothing else. */
  const holds = ({ offer, onDevice }: PlannedOffer, { values: said, objected }: Subject): boolean =>
    !onDevice &&
    !Object.hasOwn(objected, offer.for) &&
    !Object.hasOwn(start.objected, offer.for) &&
    isOn(offer.during) &&
    Object.entries(offer.when ?? {}).every(([field, wanted]) => ([wanted].flat() as unknown[]).includes(said[field]))

  const isOn = ({ from, until }: { from?: string; until?: string } = {}): boolean =>
    (from === undefined || now >= Date.parse(from)) && (until === undefined || now < Date.parse(until))

  if (isInReach()) go(start, [], [])
  return least

  /** What no offer brings by any means need not be looked for. */
  function isInReach(): boolean {
    const brought = plan.offers.flatMap(({ pairs }) => pairs)
    const gives = (currency: string) =>
      plan.offers.some(({ gives: gifts, asked }) =>
        [
          ...gifts.map((gift) => (gift.benefit === 'points' ? gift.points : {})),
          ...Object.values(asked).map(({ points }) => points ?? {}),
        ].some((points: Amounts) => points[currency] !== undefined),
      )
    return (
      goal.pairs.every(
        (pair) => isAmong(brought, pair) || isReached(plan, start, { pairs: [pair], points: {} }, now),
      ) &&
      Object.entries(goal.points).every(
        ([currency, least]) => gives(currency) || pointsIn(start, currency, now).available >= least,
      )
    )
  }
}

/** Whether something is granted to what they had objected to. */
const objects = ({ objected }: Subject, events: readonly { type: string }[]): boolean =>
  events.some((event) => event.type === 'granted' && Object.hasOwn(objected, (event as unknown as Pair).purpose))
