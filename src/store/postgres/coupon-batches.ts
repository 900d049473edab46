import type { Clock } from '../../ports/clock.js'
import type { CouponStore, CouponSum, HandedIn, KeptBatch, KeptCoupon, Signing } from '../../ports/coupon-batches.js'
import type { Ask } from './ledger.js'
import batchesSql from './sql/coupon-batches.sql'
import sumsSql from './sql/coupon-sums.sql'
import goneSql from './sql/gone-coupons.sql'
import couponSql from './sql/signed-coupon.sql'

/** Coupons that were signed in advance, one statement each: what has to be decided under a lock stands in functions. */
export const couponBatches = (ask: Ask, clock?: Clock): CouponStore => {
  const told = (now: number | undefined): number | null => now ?? clock?.() ?? null
  const batches = async (values: readonly unknown[]): Promise<readonly KeptBatch[]> =>
    (await ask<{ batch: string }>(batchesSql, values)).map(({ batch }) => JSON.parse(batch) as KeptBatch)
  return {
    async signCoupons(tenant, batch, limits, now) {
      const values = [tenant, JSON.stringify(batch), JSON.stringify(limits), told(now)]
      const [row] = await ask<{ signing: string }>(signSql, values)
      return JSON.parse(row?.signing ?? 'null') as Signing
    },
    async handInCoupon(tenant, { batch, n, key, hash, reason, actor = null }, now) {
      const values = [tenant, batch, n, key, hash, reason, actor, told(now)]
      const [row] = await ask<{ coupon: string | null }>(handInSql, values)
      return JSON.parse(row?.coupon ?? 'null') as HandedIn | null
    },
    async signedCoupon(tenant, batch, n, now) {
      const [row] = await ask<{ coupon: string }>(couponSql, [tenant, batch, n, told(now)])
      return row ? (JSON.parse(row.coupon) as KeptCoupon) : null
    },
    async goneCoupons(tenant, batch) {
      const [row] = await ask<{ gone: string }>(goneSql, [tenant, batch])
      return JSON.parse(row?.gone ?? '[]') as readonly number[]
    },
    async returnCoupons(tenant, batch, numbers, now) {
      const values = [tenant, batch, numbers && JSON.stringify(numbers), told(now)]
      return (await ask<{ came: number | null }>(returnSql, values))[0]?.came ?? null
    },
    async couponBatch(tenant, id) {
      return (await batches([tenant, id, null, null, null, 1]))[0] ?? null
    },
    async couponBatches(tenant, { endAfter, after = null, limit }) {
      return batches([tenant, null, endAfter, after?.validUntil ?? null, after?.id ?? null, limit])
    },
    async couponSums(tenant, offer, now) {
      const rows = await ask<{ sum: string }>(sumsSql, [tenant, offer ?? null, told(now)])
      return rows.map(({ sum }) => JSON.parse(sum) as CouponSum)
    },
    async forgetCoupons(tenant, endedBy) {
      await ask(forgetSql, [tenant, endedBy])
    },
  }
}

const signSql = 'select evenhanded.sign_coupons_v1($1, $2::json, $3::json, $4::bigint) as signing'
const handInSql = 'select evenhanded.hand_in_coupon_v1($1, $2, $3::int, $4::uuid, $5, $6, $7, $8::bigint) as coupon'
const returnSql = 'select evenhanded.return_coupons_v1($1, $2, $3::json, $4::bigint) as came'
const forgetSql = 'select evenhanded.forget_coupons_v1($1, $2::bigint)'
