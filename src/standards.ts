export type { ConsentEntry, ConsentRecord } from './core/consent/record.js'
export { type ConsentModeMap, type ConsentSignal, consentMode, type Gtag } from './standards/bridges/consent-mode.js'
export { type GatedQueue, type GateOptions, gatedQueue } from './standards/bridges/gated-queue.js'
export type { Grants } from './standards/bridges/grants.js'
export { type PostHog, type PostHogBridge, posthogBridge } from './standards/bridges/posthog-bridge.js'
export { type SegmentAnalytics, type SegmentBridge, segmentBridge } from './standards/bridges/segment-bridge.js'
export type { Document } from './standards/document/document.js'
export { documentHtml, documentPage } from './standards/document/html.js'
export { markdown } from './standards/document/markdown.js'
export type { Gap } from './standards/notices/gap.js'
export { incentiveNotice, type NoIncentiveNotice } from './standards/notices/incentive-notice.js'
export type { NoticeLanguage } from './standards/notices/language.js'
export { privacyNotice } from './standards/notices/privacy-notice.js'
export { processingRecord } from './standards/notices/processing-record.js'
export type { NoticeOptions, UnknownLanguage, Written } from './standards/notices/written.js'
export { consentReceipt27560, consentRecord27560 } from './standards/receipts/consent-record-27560.js'
export {
  type KantaraController,
  type KantaraOptions,
  type KantaraPurpose,
  type KantaraReceipt,
  kantaraReceipt,
} from './standards/receipts/kantara-receipt.js'
export { type BadReceipt, type ReceiptKey, receiptJws, verifyReceipt } from './standards/receipts/receipt-jws.js'
export { type ReceiptPageOptions, receiptDocument, receiptPage } from './standards/receipts/receipt-page.js'
export type { ReceiptRefusal } from './standards/receipts/receipt-refusal.js'
export type { JsonLd } from './standards/receipts/vocabulary.js'
