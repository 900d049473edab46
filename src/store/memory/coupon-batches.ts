import type {
  CouponStore,
  CouponSum,
  HandedIn,
  KeptBatch,
  KeptCoupon,
  SignedBatch,
  Signing,
  SigningLimits,
} from '../../ports/coupon-batches.js'
import { order } from '../lines-order.js'
import { copied, type Tenant, type TenantBatch } from './tenant.js'

type Part = KeptBatch['parts'][number]

/** Coupons that were signed in advance. Nothing waits in here, so nothing comes between. */
export const couponBatches = (tenantOf: (name: string) => Tenant, clock: () => number): CouponStore => ({
  async signCoupons(tenant, batch, limits, now = clock()) {
    return sign(tenantOf(tenant), batch, limits, now)
  },
  async handInCoupon(tenant, handing, now = clock()) {
    const { batches } = tenantOf(tenant)
    const batch = batches.get(handing.batch)
    const told = batch && toldOf(batch, handing.n, now)
    if (!batch || !told) return null
    const key = handing.key.toLowerCase()
    const before = [...batches.values()].flatMap(({ handed }) => [...handed.values()]).find((one) => one.key === key)
    const { state: stands, ...coupon } = told
    const answer = (state: HandedIn['state']): HandedIn => ({ ...coupon, state })
    if (before) return answer(before.hash === handing.hash ? 'known' : 'reused')
    if (stands !== 'issued') return answer(stands === 'redeemed' ? 'used' : stands)
    batch.handed.set(handing.n, { ...copied(handing), key })
    change(batch, handing.n, (part) => ({ ...part, redeemed: part.redeemed + 1 }))
    return answer('redeemed')
  },
  async signedCoupon(tenant, id, n, now = clock()) {
    const batch = tenantOf(tenant).batches.get(id)
    return (batch && toldOf(batch, n, now)) ?? null
  },
  async goneCoupons(tenant, id) {
    const { handed, returned } = tenantOf(tenant).batches.get(id) ?? {}
    return [...(handed?.keys() ?? []), ...(returned ?? [])].sort((a, b) => a - b)
  },
  async returnCoupons(tenant, id, numbers, now = clock()) {
    const batch = tenantOf(tenant).batches.get(id)
    if (!batch) return null
    if (batch.kept.validUntil <= now) return 0
    const all = Array.from({ length: batch.kept.parts.reduce((sum, { count }) => sum + count, 0) }, (_, n) => n)
    const open = [...new Set(numbers ?? all)].filter((n) => toldOf(batch, n, now)?.state === 'issued')
    for (const n of open) {
      batch.returned.add(n)
      change(batch, n, (part) => ({ ...part, returned: part.returned + 1 }))
    }
    return open.length
  },
  async couponBatch(tenant, id) {
    return tenantOf(tenant).batches.get(id)?.kept ?? null
  },
  async couponBatches(tenant, { endAfter, after = null, limit }) {
    return [...tenantOf(tenant).batches.values()]
      .map(({ kept }) => kept)
      .filter((one) => one.validUntil > endAfter && (!after || byEnd(one, after) > 0))
      .sort(byEnd)
      .slice(0, limit)
  },
  async couponSums(tenant, offer, now = clock()) {
    return sumsOf(tenantOf(tenant), now).filter((sum) => offer === undefined || sum.offer === offer)
  },
  async forgetCoupons(tenant, endedBy) {
    const { batches, spent } = tenantOf(tenant)
    for (const [id, { kept }] of batches) {
      if (kept.validUntil > endedBy) continue
      batches.delete(id)
      for (const { coupon, redeemed, worth } of kept.parts.filter((part) => part.redeemed > 0)) {
        const own = spent.get(kept.offer) ?? new Map<string, { redeemed: number; worth: number }>()
        const before = own.get(coupon) ?? { redeemed: 0, worth: 0 }
        own.set(coupon, { redeemed: before.redeemed + redeemed, worth: before.worth + redeemed * worth })
        spent.set(kept.offer, own)
      }
    }
  },
})

function sign(tenant: Tenant, batch: SignedBatch, limits: SigningLimits, now: number): Signing {
  const known = tenant.batches.get(batch.id)?.kept
  if (known) return { state: known.hash === batch.hash ? 'known' : 'reused' }
  if (batch.validUntil <= now) return { state: 'ended' }
  const sums = sumsOf(tenant, now).filter(({ offer }) => offer === batch.offer)
  for (const { coupon, count } of batch.parts) {
    const stock = limits.stock && Object.hasOwn(limits.stock, coupon) ? limits.stock[coupon] : undefined
    const used = sums.reduce((sum, one) => sum + (one.coupon === coupon ? one.redeemed + one.out : 0), 0)
    if (stock !== undefined && used + count > stock)
      return { state: 'out_of_stock', coupon, left: Math.max(0, stock - used) }
  }
  const spent = sums.reduce((sum, { redeemedWorth, outWorth }) => sum + redeemedWorth + outWorth, 0)
  const cost = batch.parts.reduce((sum, { worth, count }) => sum + worth * count, 0)
  if (limits.budget !== undefined && spent + cost > limits.budget)
    return { state: 'over_budget', left: Math.max(0, limits.budget - spent) }
  const parts = batch.parts.map((part) => ({ ...part, redeemed: 0, returned: 0 }))
  const kept = copied({ ...batch, signedAt: now, parts })
  tenant.batches.set(batch.id, { kept, handed: new Map(), returned: new Set() })
  return { state: 'signed' }
}

function sumsOf({ batches, spent }: Tenant, now: number): readonly CouponSum[] {
  const sums = new Map<string, CouponSum>()
  const add = ({ offer, coupon, ...more }: CouponSum) => {
    const name = JSON.stringify([offer, coupon])
    const before = sums.get(name) ?? { offer, coupon, redeemed: 0, redeemedWorth: 0, out: 0, outWorth: 0 }
    sums.set(name, {
      offer,
      coupon,
      redeemed: before.redeemed + more.redeemed,
      redeemedWorth: before.redeemedWorth + more.redeemedWorth,
      out: before.out + more.out,
      outWorth: before.outWorth + more.outWorth,
    })
  }
  for (const [offer, own] of spent)
    for (const [coupon, { redeemed, worth }] of own)
      add({ offer, coupon, redeemed, redeemedWorth: worth, out: 0, outWorth: 0 })
  for (const { kept } of batches.values())
    for (const { coupon, worth, count, redeemed, returned } of kept.parts) {
      const out = kept.validUntil > now ? count - redeemed - returned : 0
      add({ offer: kept.offer, coupon, redeemed, redeemedWorth: redeemed * worth, out, outWorth: out * worth })
    }
  return [...sums.values()]
    .filter(({ redeemed, out }) => redeemed > 0 || out > 0)
    .sort((a, b) => order(a.offer, b.offer) || order(a.coupon, b.coupon))
}

const byEnd = (a: Pick<SignedBatch, 'id' | 'validUntil'>, b: Pick<SignedBatch, 'id' | 'validUntil'>): number =>
  a.validUntil - b.validUntil || order(a.id, b.id)

/** The place of the part that a number belongs to; -1 where there is no such number. */
function placeOf({ parts }: KeptBatch, n: number): number {
  let from = 0
  for (const [place, { count }] of parts.entries()) {
    if (from <= n && n < from + count) return place
    from += count
  }
  return -1
}

function toldOf({ kept, handed, returned }: TenantBatch, n: number, now: number): KeptCoupon | undefined {
  const part = kept.parts[placeOf(kept, n)]
  if (!part) return undefined
  const { coupon, says, worth } = part
  const over = kept.validUntil <= now ? 'expired' : 'issued'
  const state = handed.has(n) ? 'redeemed' : returned.has(n) ? 'void' : over
  return { offer: kept.offer, coupon, says, worth, validUntil: kept.validUntil, state }
}

function change(batch: TenantBatch, n: number, by: (part: Part) => Part): void {
  const place = placeOf(batch.kept, n)
  batch.kept = { ...batch.kept, parts: batch.kept.parts.map((part, at) => (at === place ? by(part) : part)) }
}
