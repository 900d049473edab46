import type { PlannedAsk, PlannedOffer } from '../program/plan.js'
import type { TakePart } from './review.js'

/** One field that an offer takes for one purpose, and where the program says so. */
export interface Taking {
  readonly offer: PlannedOffer
  readonly field: string
  readonly purpose: string
  readonly part: TakePart
  readonly ask?: PlannedAsk
  readonly path: string
}

/** Everything that an offer takes, in the order in which it is written. */
export function takingsOf(offer: PlannedOffer): readonly Taking[] {
  const at = `offers.${offer.id}`
  const asked = (asks: readonly PlannedAsk[], path: string, part: TakePart) =>
    asks.map((ask): Taking => {
      const { field, purpose, optional } = ask
      return { offer, field, purpose, part: optional ? 'optional' : part, ask, path: `${path}.${field}` }
    })
  const seen = (fields: readonly string[], of: 'uses' | 'observes', part: TakePart) =>
    fields.map((field): Taking => ({ offer, field, purpose: offer.offer.for, part, path: `${at}.${of}.${field}` }))
  return [
    ...asked(offer.asks, `${at}.asks`, 'required'),
    ...offer.alternatives.flatMap((group, n) => asked(group, `${at}.asksOneOf.${n}`, 'alternative')),
    ...seen(offer.uses, 'uses', 'used'),
    ...seen(offer.observes, 'observes', 'observed'),
    ...offer.boxes.map(
      ({ purpose, field }): Taking => ({
        offer,
        field,
        purpose,
        part: 'invited',
        path: `${at}.invites.${purpose}`,
      }),
    ),
  ]
}

/** What comes to the same under the name that `of` gives it. */
export function grouped<Item>(items: Iterable<Item>, of: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const name = of(item)
    const group = groups.get(name)
    if (group) group.push(item)
    else groups.set(name, [item])
  }
  return groups
}
