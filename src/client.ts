export type {
  BalanceShown,
  Client,
  ConsentShown,
  DeviceUse,
  ErasePlan,
  KnownShown,
  Readings,
  RequestEntered,
  SignalsShown,
  WholeRecord,
} from './client/client.js'
export { type ClientOptions, createClient } from './client/create-client.js'
export type { ParkedShown } from './client/device/parked.js'
export type { ClientEvents, CommandEvent } from './client/events.js'
export type { Accepted, AcceptOptions, Answers, Kept, PartOfAnswers } from './client/offers/acceptance.js'
export type { OfferHandle } from './client/offers/handle.js'
export type { AskShown, InvitationShown } from './client/offers/shown.js'
export type { ServerAddress } from './client/sending/line.js'
export type { Done, Settled } from './client/settled.js'
export type { Snapshot, Status } from './client/status.js'
export { indexedDb } from './client/storage/indexed-db.js'
export { memory } from './client/storage/memory.js'
export type { BestFit } from './core/decision/best-fit.js'
export type { Balance } from './core/decision/fairness/balance.js'
export type { OfferFairness } from './core/decision/fairness/fairness-of.js'
export type { Worth } from './core/decision/fairness/worth.js'
export type { AppraisedWorth, Learned } from './core/decision/learned.js'
export type { StepShown } from './core/decision/step-shown.js'
export type { SignedCoupon } from './core/points/signed-coupon.js'
export type { RequestKind } from './core/rights/request-kind.js'
export type { Standing } from './core/rights/standing.js'
export type {
  FieldRecorded,
  GroundRecorded,
  PointsRecorded,
  RequestRecorded,
  SubjectRecord,
  UseRecorded,
} from './core/rights/subject-record.js'
export type { Appraisal } from './core/subject/appraisal.js'
export type { Initial } from './core/subject/batch.js'
export type { Weighed } from './core/subject/subject.js'
export type { Fitting } from './ports/fitting.js'
export type { OpenStorage, Storage } from './ports/storage.js'
