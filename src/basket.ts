export type { BestFit } from './core/decision/best-fit.js'
export type { CouponBatch, SignedCoupon } from './core/points/signed-coupon.js'
export type { BasketModel, Similar, SimilarOptions, Suggested } from './ports/basket-model.js'
export type { Fitting } from './ports/fitting.js'
