export { type ChainedLine, entryBytes } from './core/chain/entry.js'
export { type ChainToVerify, verifyChain } from './core/chain/verify-chain.js'
export type { Finding, Level } from './core/check/finding.js'
export type { FairnessRow, GateRow, Review, Take, TakePart, Weight, WorthTold } from './core/check/review.js'
export { type ReviewOptions, reviewProgram } from './core/check/review-program.js'
export { type DiffOptions, diffPrograms, type GroupDiff, type ProgramDiff } from './core/consent/diff.js'
export type { Reason, Verdict } from './core/consent/diff-reason.js'
export { type ConsentEntry, type ConsentRecord, type RecordedCommand, recordsOf } from './core/consent/record.js'
export type { BestFit } from './core/decision/best-fit.js'
export type { Context, Situation } from './core/decision/context.js'
export { explainGate, type GateExplained, type Missing } from './core/decision/explain-gate.js'
export { explainNext, type NextExplained, type OfferRanked } from './core/decision/explain-next.js'
export { explainOffer, type OfferExplained } from './core/decision/explain-offer.js'
export { type Balance, balanceOf } from './core/decision/fairness/balance.js'
export { fairnessOf, type OfferFairness } from './core/decision/fairness/fairness-of.js'
export { weights } from './core/decision/fairness/weights.js'
export type { Worth } from './core/decision/fairness/worth.js'
export type { FitFactor } from './core/decision/fit.js'
export { can } from './core/decision/gate.js'
export { type AppraisedWorth, type Learned, medianWorth } from './core/decision/learned.js'
export { nextOffer } from './core/decision/next-offer.js'
export type { Supposed } from './core/decision/path/forks.js'
export type { PathCosts, PathField, PathGets } from './core/decision/path/told.js'
export type { OfferBarred, OfferProposed, OfferReason, RestReason } from './core/decision/reason.js'
export type { Factors } from './core/decision/score.js'
export { inSegment } from './core/decision/segment.js'
export {
  type AcceptanceCount,
  type SilenceOptions,
  type SilentCell,
  silentCells,
} from './core/decision/silent-cells.js'
export { look, type View } from './core/decision/view.js'
export { type Duration, isDuration, later } from './core/duration.js'
export { EvenhandedError, type Issue } from './core/error.js'
export type { Json } from './core/json.js'
export { type Account, empty, lapsed, type Points, pointsOf } from './core/points/account.js'
export { type AuditedAccount, type Fault, type FaultCode, faultsOf } from './core/points/audit.js'
export { book } from './core/points/book.js'
export { type Allocation, allocate, type BookRates, type Books, booksOf, type PointSums } from './core/points/books.js'
export { type Calendar, type Period, utc } from './core/points/calendar.js'
export { type Conserved, type Count, conservationFaults, counted, nothingCounted } from './core/points/conservation.js'
export type { Coupon } from './core/points/coupon.js'
export {
  afterGrace,
  type DeedContext,
  deedTierOf,
  firstDayOf,
  type NeedProgress,
  type StepProgress,
} from './core/points/deed-tier.js'
export { endOfPoints } from './core/points/expiry.js'
export type { Hold } from './core/points/hold.js'
export { add, available, isOpen, type Lot, type NotEnough, never, spend, type Taken, take } from './core/points/lots.js'
export {
  capture,
  enter,
  expire,
  forfeit,
  hold,
  leave,
  note,
  type Return,
  release,
  restore,
  type Why,
} from './core/points/movement.js'
export { converted, rateOn } from './core/points/rate.js'
export { type Reversal, reverse } from './core/points/reverse.js'
export { type NoPrice, type Settlement, type SettlementLine, settle } from './core/points/settlement.js'
export type { CouponBatch, SignedCoupon } from './core/points/signed-coupon.js'
export type { DeedsDone, DoneBy } from './core/points/tally.js'
export type { TierHeld } from './core/points/tier.js'
export { type Draft, sign, type Transfer, type TransferKind } from './core/points/transfer.js'
export { trustDeeds, trustLevels } from './core/points/trust-levels.js'
export type { Ask, Asks, Condition } from './core/program/ask.js'
export type { Authority } from './core/program/authority.js'
export type { Benefit, Chance, Gift, PointsBenefit } from './core/program/benefit.js'
export type { Contact, Controller } from './core/program/controller.js'
export type { Conversion, Conversions, Partner, Partners, Rate } from './core/program/conversion.js'
export type { Amounts, Currencies, Currency, Expiry, MonthDay } from './core/program/currency.js'
export type { DataValue, ValueMethod } from './core/program/data-value.js'
export { defineProgram } from './core/program/define-program.js'
export type { Campaign, Campaigns, Deed, Deeds, EarnRule, EarnRules } from './core/program/earn-rule.js'
export type { Fairness } from './core/program/fairness.js'
export {
  type Field,
  type FieldInput,
  type FieldOptions,
  type Fields,
  type InputOfField,
  identifier,
  type Kind,
  type OutputOfField,
  observed,
  personal,
  preference,
} from './core/program/field.js'
export type { Fits, FittingCoupon } from './core/program/fits.js'
export type { Gate, Gates, Needs } from './core/program/gate.js'
export type { Market } from './core/program/market.js'
export type { AgeBand, Minors } from './core/program/minors.js'
export type { Model, Models } from './core/program/model.js'
export { type Notice, noticeText } from './core/program/notice.js'
export type { NoticeWords } from './core/program/notice-words/english.js'
export { frenchNotices } from './core/program/notice-words/french.js'
export { germanNotices } from './core/program/notice-words/german.js'
export { italianNotices } from './core/program/notice-words/italian.js'
export type { Offer, Offers, Principle, Repeats } from './core/program/offer.js'
export type { Parties, Party } from './core/program/party.js'
export { compile, type Plan, type PlannedAsk, type PlannedGate, type PlannedOffer } from './core/program/plan.js'
export type { Cap, CouponPolicy, Policy, RespectLimits, Returns } from './core/program/policy.js'
export type { Definition, Names, Offered, Program } from './core/program/program.js'
export { type FromJsonSchema, parseProgram, programJson } from './core/program/program-json.js'
export type { Basis, Purpose, Purposes } from './core/program/purpose.js'
export type { Prize, Raffle, Raffles } from './core/program/raffle.js'
export { type MeasuredSensitivity, type RatedItem, ratings } from './core/program/rating.js'
export type { Reward, Rewards } from './core/program/reward.js'
export type { Sanction, Sanctions } from './core/program/sanction.js'
export type { SchemaIssue, StandardSchema, Validated } from './core/program/schema.js'
export { type SensitivityFound, sensitivityOf } from './core/program/sensitivity.js'
export type { DeedNeed, DeedTier, DeedTiers, PointTier, PointTiers, Tiers } from './core/program/tier.js'
export type { Touchpoint, Touchpoints } from './core/program/touchpoint.js'
export { type Texts, translated, type Words } from './core/program/translation.js'
export { defineVocabulary, type Vocabulary } from './core/program/vocabulary.js'
export { checkDraw, type DrawFault } from './core/raffle/check-draw.js'
export {
  commitmentOf,
  type Draw,
  type DrawInput,
  drawOf,
  type Entries,
  rootOf,
  type Sha256,
  type Winner,
} from './core/raffle/draw.js'
export type { Result } from './core/result.js'
export type { Appraisal } from './core/subject/appraisal.js'
export type { BackendCommand } from './core/subject/backend/backend-command.js'
export type { Accept, Command, SubjectCommand } from './core/subject/command.js'
export { readInput } from './core/subject/consent.js'
export { decide } from './core/subject/decide.js'
export type { Act, Evidence, OnBehalf } from './core/subject/envelope.js'
export type { Event, Source } from './core/subject/event.js'
export { after, evolve } from './core/subject/evolve.js'
export { merge } from './core/subject/identity.js'
export { onDevice } from './core/subject/on-device.js'
export { onServer } from './core/subject/on-server.js'
export type { Answer, Outcome } from './core/subject/outcome.js'
export type { Refusal, RefusalCode } from './core/subject/refusal.js'
export { type Said, saidOf } from './core/subject/said.js'
export {
  type Ground,
  type Known,
  nobody,
  type OfferHistory,
  type Subject,
  type Weighed,
} from './core/subject/subject.js'
