import { refused } from '../../result.js'
import type { Refusal } from '../refusal.js'
import { type LedgerRefusalCode, ledgerWords } from './ledger-words.js'

/** A decision against a command of the backend's. */
export const deny = (code: LedgerRefusalCode, facts?: Refusal['facts']) =>
  refused<Refusal>({ code, message: ledgerWords[code], ...(facts && { facts }) })
