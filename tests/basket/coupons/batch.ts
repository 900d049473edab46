import type { CouponBatch } from 'evenhanded/basket'

export const offer = 'tillCoupon'
export const now = Date.parse('2027-01-10T12:00:00Z')
export const day = 86_400_000

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code as the server's are written, another for each text. */
export function codeOf(text: string): string {
  let mixed = 7
  return Array.from({ length: 24 }, (_, n) => {
    mixed = (Math.imul(mixed, 31) + text.charCodeAt(n % text.length) + n) >>> 0
    return letters[(mixed >>> 7) % 32]
  }).join('')
}

/** A batch as the server would sign it. */
export function batchOf(
  id: string,
  amounts: { readonly [coupon: string]: number },
  more: Partial<CouponBatch> = {},
): CouponBatch {
  const coupons = Object.fromEntries(
    Object.entries(amounts).map(([name, amount]) => [
      name,
      Array.from({ length: amount }, (_, n) => codeOf(`${id}/${name}/${n}`)),
    ]),
  )
  return { id, offer, validUntil: now + 7 * day, coupons, ...more }
}
