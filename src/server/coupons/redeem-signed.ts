import { deny } from '../../core/subject/backend/deny.js'
import type { LedgerRefusalCode } from '../../core/subject/backend/ledger-words.js'
import { refuse } from '../../core/subject/refusal.js'
import type { HandedIn } from '../../ports/coupon-batches.js'
import type { BackendAnswer } from '../calls/backend-call.js'
import { trying } from '../calls/load.js'
import type { Desk } from '../desk.js'
import { numberSigned } from './signed-code.js'

interface Handing {
  readonly key: string
  readonly reason: string
  readonly actor?: string
}

/**
 * Hands in a coupon that was signed in advance: it is nobody's, so nobody is looked up, and nobody made. Its key is good
 * for one coupon among all that were signed.
 */
export async function redeemSigned(desk: Desk, code: string, { key, reason, actor }: Handing): Promise<BackendAnswer> {
  const { secrets, store, tenant, clock } = desk
  const signed = numberSigned(secrets, code)
  if (!signed) return unknown
  const said = { reason, ...(actor !== undefined && { actor }) }
  const handing = { ...signed, ...said, key: secrets.call(key), hash: secrets.content({ type: 'use', code, ...said }) }
  const handed = await trying(() => store.handInCoupon(tenant, handing, clock?.()))
  return handed ? answerOf(handed, code) : unknown
}

const refusedAs: { readonly [state in HandedIn['state']]?: LedgerRefusalCode } = {
  used: 'coupon_used',
  void: 'coupon_void',
  expired: 'coupon_expired',
}

function answerOf({ state, offer, coupon, says, worth, validUntil }: HandedIn, code: string): BackendAnswer {
  if (state === 'reused') return { ...refuse('id_reused'), known: false }
  const refused = refusedAs[state]
  if (refused) return { ...deny(refused, { offer, coupon, validUntil }), known: false }
  const told = { code, offer, coupon, says, worth: worth / 100, validUntil }
  return { ok: true, outcome: { coupon: told }, subject: null, known: state === 'known' }
}

const unknown: BackendAnswer = { ...deny('unknown_coupon'), known: false }
