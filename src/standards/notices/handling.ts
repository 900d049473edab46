import { type Ask, askOf } from '../../core/program/ask.js'
import type { Offer } from '../../core/program/offer.js'
import type { Program } from '../../core/program/program.js'

/** How a field comes to be used for a purpose, by one offer. */
export interface Handling {
  readonly purpose: string
  readonly field: string
  readonly offer: string
  /**
   * `required`, `optional`, `paid` (optional, for points); `alternative` (one of several); `conditional` (where an
   * earlier answer calls for it); `used`, `observed`, or `invited` (a box of its own).
   */
  readonly how: 'required' | 'optional' | 'paid' | 'alternative' | 'conditional' | 'used' | 'observed' | 'invited'
  readonly because?: string
}

/** Everything that a program does with fields, in the order in which it says so. */
export const handlingsOf = (program: Program): readonly Handling[] =>
  Object.entries(program.offers).flatMap(([id, offer]) => [
    ...Object.entries(offer.asks ?? {}).map(([field, ask]) => askedBy(program, id, offer, field, askOf(ask))),
    ...(offer.asksOneOf ?? []).flatMap((group) =>
      Object.entries(group).map(([field, ask]) => ({
        ...askedBy(program, id, offer, field, askOf(ask)),
        how: 'alternative' as const,
      })),
    ),
    ...plain(id, offer, 'used', offer.uses),
    ...plain(id, offer, 'observed', offer.observes),
    ...Object.entries(offer.invites ?? {}).flatMap(([purpose, fields]) =>
      fields.map((field) => ({ purpose, field, offer: id, how: 'invited' as const })),
    ),
  ])

function askedBy(program: Program, id: string, offer: Offer, field: string, ask: Ask): Handling {
  const { because, optional = false, for: purpose = offer.for, when } = ask
  const paid = optional && pointsFor(program, offer, field, ask) !== undefined
  const how = optional ? (paid ? 'paid' : 'optional') : when ? 'conditional' : 'required'
  return { purpose, field, offer: id, how, because }
}

/** What an optional answer earns by itself: as its ask says, or by a rule for the field. */
export const pointsFor = ({ earns }: Program, offer: Offer, field: string, { points }: Ask) =>
  points ??
  (offer.principle === 'convert'
    ? Object.values(earns).find((rule) => rule.on === 'field' && rule.field === field)?.gives
    : undefined)

const plain = (offer: string, { for: purpose }: Offer, how: 'used' | 'observed', fields: Offer['uses'] = {}) =>
  Object.entries(fields).map(
    ([field, because]): Handling => ({ purpose, field, offer, how, ...(because !== undefined && { because }) }),
  )

/** Of receive and choose, nothing leaves the device. */
export const isOnDevice = ({ principle }: Offer): boolean => principle === 'receive' || principle === 'choose'

/**
 * Whether an offer gives points, a coupon or a chance for data that leaves the device: what Californian law calls a
 * financial incentive (Cal. Civ. Code 1798.125(b)).
 */
export function isIncentive(program: Program, offer: Offer): boolean {
  if (isOnDevice(offer)) return false
  const asks = [offer.asks ?? {}, ...(offer.asksOneOf ?? [])].flatMap((asks) => Object.entries(asks))
  const takes = asks.length + Object.keys({ ...offer.observes, ...offer.uses, ...offer.invites }).length
  const gives = [offer.gives].flat().some(({ benefit }) => rewarding.includes(benefit))
  const pays = asks.some(([field, ask]) => askOf(ask).optional && pointsFor(program, offer, field, askOf(ask)))
  return pays || (gives && takes > 0)
}

const rewarding: readonly string[] = ['points', 'coupon', 'chance']

export const hasIncentives = (program: Program): boolean =>
  Object.values(program.offers).some((offer) => isIncentive(program, offer))
