import { type Coupon, ofWhat } from '../../points/coupon.js'
import type { Transfer } from '../../points/transfer.js'
import type { Plan } from '../../program/plan.js'
import type { Command } from '../command.js'
import type { Event } from '../event.js'
import { type Attested, type Outcome, outcomeOf, type PointsMoved } from '../outcome.js'
import type { Subject } from '../subject.js'
import { ungrounded } from './imported.js'
import { currencyOf, timeout } from './ledger.js'

/**
 * All that a command brought, points, coupon and tickets included.
 *
 * @param before the subject that it was decided on
 */
export function ledgerOutcome(plan: Plan, before: Subject, command: Command, events: readonly Event[]): Outcome {
  const booked = events.flatMap((event) => (event.type === 'booked' && isIts(command, event.transfer) ? [event] : []))
  const points = booked.filter(({ transfer }) => !isRespect(plan, command, transfer))
  const coupon = events.map((event) => couponIn(before, event)).find((one) => one !== undefined)
  const tickets = events.flatMap((event) =>
    event.type === 'entered' ? [{ raffle: event.raffle, ticket: event.ticket }] : [],
  )
  return {
    ...outcomeOf(command, events),
    ...(points.length > 0 && { points: points.map(({ transfer }) => moved(transfer)) }),
    ...(points.length < booked.length && { accepted: true as const }),
    ...(coupon && { coupon: { code: coupon.code, ...ofWhat(coupon), validUntil: coupon.validUntil } }),
    ...(tickets.length > 0 && { tickets }),
    ...fromElsewhere(before, command, events),
  }
}

/** That an earlier hold was over is booked with the next command, which did not bring it about. */
const isIts = ({ type }: Command, { code }: Transfer): boolean => code !== timeout || type === 'due'

/** The giver is told that it was accepted, never what a cap left of it. */
const isRespect = (plan: Plan, command: Command, { currency }: Transfer): boolean =>
  command.type === 'endorse' ||
  ((command.type === 'award' || command.type === 'did') &&
    command.giver !== undefined &&
    currencyOf(plan, currency).kind === 'reputation')

const moved = ({ currency, kind, amount, shortfall, owes, withheld }: Transfer): PointsMoved => ({
  currency,
  kind,
  amount,
  ...(shortfall ? { shortfall } : undefined),
  ...(owes ? { owes } : undefined),
  ...(withheld ? { withheld } : undefined),
})

function couponIn({ cited }: Subject, event: Event): Coupon | undefined {
  if (event.type === 'issued') return event.coupon
  if (event.type !== 'used') return undefined
  return Object.values(cited)
    .flatMap(({ coupons }) => coupons)
    .find(({ code }) => code === event.code)
}

type FromElsewhere = Pick<Outcome, 'enrolled' | 'learned' | 'ungrounded' | 'attested'>

/** What was taken of a member of old. */
function fromElsewhere(before: Subject, command: Command, events: readonly Event[]): FromElsewhere {
  if (command.type !== 'enrol' && command.type !== 'attest') return {}
  const learned = events.flatMap((event) => (event.type === 'learned' ? [event.field] : []))
  const left = ungrounded(before, command, learned)
  const attested = new Map<string, Attested>()
  // What settles it comes behind it: one that is over has expired, one that waits is not confirmed.
  for (const event of command.type === 'attest' ? events : [])
    if (isAttested(event)) {
      const { type: status, purpose, field } = event
      attested.set(field, { status, purpose, field })
    }
  return {
    ...(events.some(({ type }) => type === 'accepted') && { enrolled: true as const }),
    ...(learned.length > 0 && { learned }),
    ...(left.length > 0 && { ungrounded: left }),
    ...(attested.size > 0 && { attested: [...attested.values()] }),
  }
}

const attests: ReadonlySet<string> = new Set(['granted', 'unconfirmed', 'expired', 'refused', 'withdrawn'])

const isAttested = (event: Event): event is Extract<Event, { type: Attested['status'] }> => attests.has(event.type)
