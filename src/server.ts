export type { ChainFault, ChainFaultCode } from './core/chain/chain-fault.js'
export type { EntryName } from './core/chain/entry-name.js'
export type { ChainedUpTo, ChainVerified } from './core/chain/verify-chain.js'
export type { BestFit } from './core/decision/best-fit.js'
export type { StepShown } from './core/decision/step-shown.js'
export type { CouponBatch } from './core/points/signed-coupon.js'
export type { RequestKind } from './core/rights/request-kind.js'
export type { Standing } from './core/rights/standing.js'
export type {
  FieldRecorded,
  GroundRecorded,
  PointsRecorded,
  SubjectRecord,
  UseRecorded,
} from './core/rights/subject-record.js'
export type { Initial } from './core/subject/batch.js'
export type { SubjectJson } from './core/subject/state.js'
export type { BasketModel } from './ports/basket-model.js'
export type { Checkpoint, Checkpoints } from './ports/checkpoints.js'
export type { Clock } from './ports/clock.js'
export type { Erasure, Erasures } from './ports/erasures.js'
export type { KeyRing } from './ports/key-ring.js'
export type { Message, Messenger } from './ports/messenger.js'
export type { StatementLine, Store } from './ports/store.js'
export type { FitAnswer, FitOptions, FitRefusal } from './server/baskets/fit-for.js'
export type { MemberBasket } from './server/baskets/training-baskets.js'
export type { FormOptions } from './server/calls/accept-form.js'
export type {
  AcceptCall,
  AttestCall,
  BackendAnswer,
  BackendCall,
  By,
  ConfirmCall,
  EnrolCall,
  EraseCall,
  LeaveCall,
  ObjectCall,
  ObserveCall,
  OfferAnswers,
  RectifyCall,
  TickedConsents,
  WithdrawCall,
} from './server/calls/backend-call.js'
export type { BackendContact, SeenAt } from './server/calls/backend-contact.js'
export type { BackendDecisions, Meeting } from './server/calls/backend-decisions.js'
export type { BackendExits, ForThem } from './server/calls/backend-exits.js'
export type { BackendLedger } from './server/calls/backend-ledger.js'
export type { BackendObserved } from './server/calls/backend-observed.js'
export type { BackendSubject } from './server/calls/backend-subject.js'
export type { BulkRequest } from './server/calls/bulk.js'
export type {
  AdjustCall,
  AppealCall,
  AwardCall,
  CaptureCall,
  ConvertCall,
  DidCall,
  Earlier,
  EarnCall,
  EnterCall,
  FreezeCall,
  GiveCall,
  HoldCall,
  LedgerCall,
  LiftCall,
  RedeemCall,
  ReleaseCall,
  ReverseCall,
  SpendCall,
  SuspendCall,
} from './server/calls/ledger-call.js'
export type { AskToSay, Proposal } from './server/calls/proposal.js'
export type { RedeemCouponOptions } from './server/calls/redeem-coupon.js'
export type { Reference } from './server/calls/reference.js'
export type { Revocable, Revoked, RevokeOptions, RevokePreview } from './server/calls/revoke-awards.js'
export type { Stock } from './server/calls/stock.js'
export type { TierStanding } from './server/calls/tier-standing.js'
export type { ChainLag } from './server/chain/chain-lag.js'
export type { Chained, ChainOptions } from './server/chain/chain-work.js'
export { type CheckpointKey, newCheckpointKey, publicKeyOf } from './server/chain/checkpoint-key.js'
export { type CheckpointReader, checkpointReader, type SignedCheckpoints } from './server/chain/signed-checkpoint.js'
export { verifyStore } from './server/chain/verify-store.js'
export { consoleMessenger } from './server/confirm/console-messenger.js'
export type { ResendRefusal, Resent } from './server/confirm/resend.js'
export type {
  BatchStanding,
  CouponCost,
  CouponDesk,
  CouponsLeft,
  GiveBackAnswer,
} from './server/coupons/coupon-desk.js'
export type { CouponRefusal } from './server/coupons/coupon-refusal.js'
export type { CouponSeen, LookAnswer } from './server/coupons/look-at-coupon.js'
export type { SignAnswer, SignCoupons } from './server/coupons/sign-coupons.js'
export { createServer, type Server } from './server/create-server.js'
export type { Authenticate, Limits, SignedIn } from './server/desk.js'
export type { DueDone, DueWorkOptions } from './server/due/due-work.js'
export type { EventsPage, LedgerEvent, LedgerEventType } from './server/due/events.js'
export type { ErasePlan, Stay } from './server/erasure/erase-plan.js'
export type { EraseAnswer } from './server/erasure/erase-to-bearer.js'
export type { PastConsents } from './server/erasure/proof.js'
export type { Replayed } from './server/erasure/replay.js'
export type { Suppressed, Suppressing } from './server/erasure/suppress.js'
export type { Vouchers } from './server/erasure/vouchers.js'
export type { ServerOptions } from './server/open-desk.js'
export type { PartnerAnswer, PartnerRequest, PassAnswer } from './server/partners.js'
export type { Problem, ProblemCode } from './server/problem.js'
export type { PublicRaffle, RaffleDesk, RaffleRefusal, WinnerKnown } from './server/raffle/raffles.js'
export type { RequestsDue } from './server/rights/due-registers.js'
export { type ListedRequest, listedRequest } from './server/rights/kept-request.js'
export type { RequestAnswer, RequestRefusal, SubjectRequest } from './server/rights/request.js'
export type { OpenRequest, RequestDesk } from './server/rights/requests.js'
export { gpcJson } from './server/signals/gpc-json.js'
export { keyRing } from './server/vault/key-ring.js'
export { zonedCalendar } from './server/zoned-calendar.js'
export { memory } from './store/memory.js'
