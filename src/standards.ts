export type { ConsentEntry, ConsentRecord } from './standards/receipts/consent-record.js'
export { consentReceipt27560, consentRecord27560 } from './standards/receipts/consent-record-27560.js'
export {
  type KantaraController,
  type KantaraOptions,
  type KantaraPurpose,
  type KantaraReceipt,
  kantaraReceipt,
} from './standards/receipts/kantara-receipt.js'
export { type BadReceipt, type ReceiptKey, receiptJws, verifyReceipt } from './standards/receipts/receipt-jws.js'
export type { ReceiptRefusal } from './standards/receipts/receipt-refusal.js'
export type { JsonLd } from './standards/receipts/vocabulary.js'
