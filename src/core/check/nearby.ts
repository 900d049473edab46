import { burdenOf, nothingHeld } from '../decision/fairness/burden.js'
import type { Gate } from '../program/gate.js'
import type { Offers } from '../program/offer.js'
import { pairKey } from './reach.js'
import { partsOf, type Reviewed } from './reviewed.js'

/** Of more offers than that, the way to a gate is looked for among those alone that may matter. */
const most = 24
/** So many of them for each thing that is wanted, the lightest: that each of a gate's needs has some. */
const forEach = 4

/**
 * The offers among which the cheapest way to a gate is looked for: all of a program that is not large; else those that
 * bring what the gate needs, and what those hang on.
 *
 * @returns `all`: whether none was left out that could matter
 */
export function offersNear(
  reviewed: Reviewed,
  name: string,
  gate: Gate,
): { readonly offers: Offers; readonly all: boolean } {
  const { plan, program } = reviewed
  if (plan.offers.length <= most) return { offers: program.offers, all: true }
  const chosen = new Set<string>()
  let all = true
  const take = (ids: readonly string[], count: number): void => {
    for (const [n, id] of lightest(reviewed, ids).entries())
      if (n < count) chosen.add(id)
      else all &&= chosen.has(id)
  }
  for (const ids of helping(reviewed, name, gate)) take(ids, forEach)
  // What is added on the way is looked at as well; where it becomes too much, one way to each answer has to do.
  for (const id of chosen)
    for (const field of hangsOn(reviewed, id)) take(asking(reviewed, field), chosen.size < most ? forEach : 1)
  return { offers: Object.fromEntries([...chosen].map((id) => [id, program.offers[id] as Offers[string]])), all }
}

const lightest = ({ plan }: Reviewed, ids: readonly string[]): readonly string[] =>
  [...new Set(ids)]
    .map((id) => ({ id, planned: plan.offer[id] }))
    .map(({ id, planned }) => ({ id, burden: planned ? burdenOf(plan, nothingHeld(plan), planned, 'required') : 0 }))
    .sort((a, b) => a.burden - b.burden || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)

const asking = ({ byField }: Reviewed, field: string): readonly string[] =>
  (byField.get(field) ?? []).map(({ offer }) => offer.id)

/** For each thing that a gate needs, the offers that bring it: a use, points, an address by which it is confirmed. */
function helping(
  { plan, program, byPurpose, needs }: Reviewed,
  name: string,
  gate: Gate,
): readonly (readonly string[])[] {
  const own = needs.filter((need) => need.gate === name)
  const currencies = new Set(partsOf(gate).flatMap(({ atLeast = {} }) => Object.keys(atLeast)))
  const bringing = (purpose: string, fits: (field: string) => boolean) =>
    (byPurpose.get(purpose) ?? []).filter(({ field }) => fits(field)).map(({ offer }) => offer.id)
  return [
    ...[...new Map(own.map((need) => [pairKey(need), need])).values()].map(({ purpose, field }) =>
      bringing(purpose, (one) => one === field),
    ),
    ...own.flatMap(({ purpose }) =>
      program.purposes[purpose]?.confirm
        ? [bringing(purpose, (one) => program.fields[one]?.kind === 'identifier')]
        : [],
    ),
    ...[...currencies].map((currency) =>
      plan.offers.flatMap(({ id, gives, asked }) => {
        const given = gives.some((gift) => gift.benefit === 'points' && Object.hasOwn(gift.points, currency))
        return given || Object.values(asked).some(({ points = {} }) => Object.hasOwn(points, currency)) ? [id] : []
      }),
    ),
  ]
}

/** The fields that have to be known before somebody may take an offer up as a whole. */
function hangsOn({ plan, byOffer }: Reviewed, id: string): readonly string[] {
  const takings = byOffer.get(id) ?? []
  const own = new Set(takings.flatMap(({ part, field }) => (part === 'used' ? [] : [field])))
  const elsewhere = [
    ...takings.flatMap(({ ask }) => Object.keys(ask?.when ?? {})),
    ...takings.flatMap(({ part, field }) => (part === 'used' ? [field] : [])),
  ]
  return [...Object.keys(plan.offer[id]?.offer.when ?? {}), ...elsewhere.filter((field) => !own.has(field))]
}
