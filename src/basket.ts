export { type CouponQr, couponQr, type QrOptions } from './basket/coupons/coupon-qr.js'
export { couponReceipt, type ReceiptOptions, type ReceiptWords } from './basket/coupons/coupon-receipt.js'
export { type CouponStock, couponStock } from './basket/coupons/coupon-stock.js'
export { createFitting, type FittingParts, type OwnFitting } from './basket/coupons/create-fitting.js'
export type { StockStatus } from './basket/coupons/place.js'
export type { StockRefusal } from './basket/coupons/taking-in.js'
export {
  type EvaluateOptions,
  type EvaluateRefusal,
  type EvaluateStep,
  type Evaluation,
  evaluateBaskets,
  type Qualities,
} from './basket/evaluate/evaluate-baskets.js'
export type { KnownBasket } from './basket/evaluate/known-basket.js'
export type { Quality } from './basket/evaluate/quality.js'
export type { SplitBy } from './basket/evaluate/split.js'
export { type LoadModelOptions, loadModel } from './basket/model/load-model.js'
export { modelOf } from './basket/model/model-of.js'
export type { ModelRefusal, ModelRefusalCode } from './basket/model/model-refusal.js'
export { type ReadModelOptions, readModel } from './basket/model/read-model.js'
export type { ModelFacts, ModelJson, TrainedModel } from './basket/model/trained-model.js'
export type { Weights } from './basket/model/weights.js'
export { trainBaskets } from './basket/train/train-baskets.js'
export type { TrainOptions, TrainStep } from './basket/train/train-options.js'
export type { TrainRefusal } from './basket/train/train-weights.js'
export type { TrainingBasket } from './basket/train/training-basket.js'
export type { BestFit } from './core/decision/best-fit.js'
export type { CouponBatch, SignedCoupon } from './core/points/signed-coupon.js'
export type { BasketModel, Similar, SimilarOptions, Suggested } from './ports/basket-model.js'
export type { Coupons } from './ports/coupons.js'
export type { Fitting } from './ports/fitting.js'
