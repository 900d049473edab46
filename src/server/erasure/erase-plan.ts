import { later } from '../../core/duration.js'
import { type CouponOf, ofWhat } from '../../core/points/coupon.js'
import type { Plan } from '../../core/program/plan.js'
import type { Erase } from '../../core/subject/command.js'
import { decide } from '../../core/subject/decide.js'
import type { Event } from '../../core/subject/event.js'
import { after } from '../../core/subject/evolve.js'
import { groundsOf, type Subject } from '../../core/subject/subject.js'
import { anyPlace } from '../calls/call-command.js'
import { lasting } from './erasing.js'
import { type Vouchers, vouchersFor } from './vouchers.js'

/** Something that an erasure leaves. Instants are epoch milliseconds. */
export type Stay =
  /** A value that the law demands to keep: readable for that duty alone. */
  | {
      readonly why: 'legal-duty'
      readonly field: string
      readonly label: string
      readonly purpose: string
      /** `null` where the program says no end. */
      readonly until: number | null
    }
  /** Keyed hashes of the login and the identifiers, so that nobody imports them again. */
  | { readonly why: 'suppression'; readonly until: number }
  /** Sealed proof of what was agreed to, for an authority that asks. */
  | { readonly why: 'proof'; readonly until: number }
  /** What happened and what was booked, without any value: nobody can tell whose it was. */
  | { readonly why: 'record'; readonly until: null }

/** What erasing would do, said before it is done: found by deciding it, and doing nothing. */
export interface ErasePlan {
  /** What goes at once. */
  readonly now: readonly { readonly field: string; readonly label: string }[]
  readonly stays: readonly Stay[]
  /** Offers that are left, with the raffles that they were an entry to. */
  readonly ends: readonly { readonly offer: string }[]
  readonly raffles: readonly { readonly raffle: string; readonly label: string }[]
  readonly points: readonly { readonly currency: string; readonly amount: number }[]
  readonly tiers: readonly { readonly currency: string; readonly tier: string }[]
  /** Coupons that end, unless they are left to whoever holds them: `erase({ bearer: true })`. */
  readonly coupons: readonly (CouponOf & { readonly code: string; readonly validUntil: number })[]
  /** What open orders have set aside: it is released and ends as well. Let them be settled first. */
  readonly openOrders: readonly {
    readonly currency: string
    readonly amount: number
    readonly until: number
  }[]
  /** What the balance makes in coupons for whoever holds them, where the subject would rather have that. */
  readonly voucher: Vouchers | null
}

/**
 * @param subject   with its values opened or not, and its coupons cited
 * @param consented whether they ever consented to anything: then proof of it stays
 */
export function erasePlanOf(plan: Plan, subject: Subject, consented: boolean, now: number): ErasePlan | null {
  const decided = decide(plan, subject, erasing(plan, now), now)
  if (!decided.ok) return null
  const left = after(subject, decided)
  const { program } = plan
  const labelOf = (field: string): string => program.fields[field]?.label ?? field
  const accounts = Object.entries(subject.points)
  const { rewards, left: rest } = vouchersFor(plan, subject, now)
  return {
    now: Object.keys(subject.known)
      .filter((field) => !Object.hasOwn(left.known, field))
      .map((field) => ({ field, label: labelOf(field) })),
    stays: [
      ...groundsOf(left)
        .filter(({ field, ground }) => ground.status === 'granted' && Object.hasOwn(left.known, field))
        .map(({ field, purpose, ground }): Stay => {
          const until = ground.until ?? null
          return { why: 'legal-duty', field, label: labelOf(field), purpose, until }
        }),
      ...apart(plan, consented, now),
      { why: 'record', until: null },
    ],
    ends: ofType(decided.value, 'left').map(({ offer }) => ({ offer })),
    raffles: ofType(decided.value, 'unentered').map(({ raffle }) => ({
      raffle,
      label: program.raffles[raffle]?.label ?? raffle,
    })),
    points: accounts.flatMap(([currency, { balance }]) => (balance > 0 ? [{ currency, amount: balance }] : [])),
    tiers: accounts.flatMap(([currency, { tier }]) => (tier ? [{ currency, tier: tier.name }] : [])),
    coupons: couponsIn(subject, ofType(decided.value, 'voided')),
    openOrders: accounts.flatMap(([currency, { holds }]) =>
      holds.filter(({ until }) => until > now).map(({ amount, until }) => ({ currency, amount, until })),
    ),
    voucher: rewards.length > 0 ? { rewards, left: rest } : null,
  }
}

/** What stays apart from everything else, for a while. */
function apart({ policy }: Plan, consented: boolean, now: number): readonly Stay[] {
  const { suppressed, proof } = lasting(policy)
  const stays: readonly Stay[] = [
    { why: 'suppression', until: later(now, suppressed) },
    ...(consented ? [{ why: 'proof' as const, until: later(now, proof) }] : []),
  ]
  return stays.filter(({ until }) => until !== null && until > now)
}

const ofType = <Type extends Event['type']>(events: readonly Event[], type: Type) =>
  events.filter((event): event is Extract<Event, { type: Type }> => event.type === type)

function couponsIn({ cited }: Subject, voided: readonly { readonly code: string }[]): ErasePlan['coupons'] {
  const all = Object.values(cited).flatMap(({ coupons }) => coupons)
  return all
    .filter(({ code }) => voided.some((one) => one.code === code))
    .map((coupon) => ({ code: coupon.code, ...ofWhat(coupon), validUntil: coupon.validUntil }))
}

const erasing = (plan: Plan, at: number): Erase => ({
  ...{ id: 'plan', subject: null, at, touchpoint: anyPlace(plan), seen: 0 },
  type: 'erase',
})
