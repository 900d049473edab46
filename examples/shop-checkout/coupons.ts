/** What a coupon is for, and what it is worth in francs. */
export interface GoesWith {
  readonly item: string | readonly string[]
  readonly says: string
  readonly worth: number
}

/** The eight among which the basket chooses. None is for anything that the model leaves out. */
export const coupons = {
  wax: { item: 'wax', says: 'CHF 5 off the wax', worth: 5 },
  spray: { item: 'spray', says: 'CHF 4 off the rain spray', worth: 4 },
  socks: { item: ['socks-roseg', 'socks-bergell', 'socks-trail'], says: 'CHF 5 off a pair of socks', worth: 5 },
  insoles: { item: ['insoles-cork', 'insoles-felt'], says: 'CHF 6 off insoles', worth: 6 },
  poles: { item: 'poles', says: 'CHF 15 off the poles', worth: 15 },
  gaiters: { item: 'gaiters', says: 'CHF 9 off the gaiters', worth: 9 },
  map: { item: ['map-bernina', 'map-engadin'], says: 'CHF 4 off a map', worth: 4 },
  bottle: { item: ['bottle', 'flask'], says: 'CHF 5 off a bottle or a flask', worth: 5 },
} as const satisfies { readonly [name: string]: GoesWith }

export type CouponName = keyof typeof coupons

export const couponOf = (name: string | undefined): GoesWith | null =>
  name !== undefined && Object.hasOwn(coupons, name) ? coupons[name as CouponName] : null
