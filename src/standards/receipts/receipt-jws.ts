import canonicalize from 'canonicalize'
import { CompactSign, type CompactVerifyResult, type CryptoKey, compactVerify, errors, type JWK } from 'jose'
import type { Json } from '../../core/json.js'
import { ok, type Result, refused } from '../../core/result.js'

/** An Ed25519 key, as WebCrypto or as JSON holds it. */
export type ReceiptKey = CryptoKey | JWK

/** Why a signed receipt is not to be believed. */
export interface BadReceipt {
  /** `bad_signature`: somebody else signed it, or it was changed. `no_receipt`: the text is no signed JSON at all. */
  readonly code: 'bad_signature' | 'no_receipt'
  readonly message: string
}

/**
 * A receipt as a JWS that anybody can check: its canonical JSON (RFC 8785), signed with Ed25519.
 *
 * @param receipt of Kantara, of ISO/IEC TS 27560, or any other JSON
 * @param key     the controller's private key
 * @param options.kid the key's name, under which its public half is published
 *
 * @example
 * import { generateKeyPair } from 'jose'
 *
 * const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' })
 * const jws = await receiptJws({ version: 'KI-CR-v1.1.0' }, privateKey, { kid: '2027' })
 * const receipt = await verifyReceipt(jws, publicKey)
 */
export async function receiptJws(
  receipt: object,
  key: ReceiptKey,
  { kid }: { readonly kid?: string } = {},
): Promise<string> {
  const type = '@context' in receipt ? 'application/ld+json' : 'application/json'
  return await new CompactSign(new TextEncoder().encode(canonicalize(receipt)))
    .setProtectedHeader({ alg: 'EdDSA', cty: type, ...(kid !== undefined && { kid }) })
    .sign(key)
}

/**
 * What stands in a signed receipt, once its signature was checked. No other algorithm than Ed25519 is accepted,
 * whatever the receipt says of itself.
 *
 * @param key the controller's public key, from where you trust it; never from the receipt
 */
export async function verifyReceipt(jws: string, key: ReceiptKey): Promise<Result<Json, BadReceipt>> {
  let checked: CompactVerifyResult
  try {
    checked = await compactVerify(jws, key, { algorithms: ['EdDSA', 'Ed25519'] })
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error
    if (error instanceof errors.JWSInvalid) return noReceipt
    return refused({ code: 'bad_signature', message: 'This is not what the holder of the key signed.' })
  }
  try {
    return ok(JSON.parse(new TextDecoder().decode(checked.payload)) as Json)
  } catch {
    return noReceipt
  }
}

const noReceipt = { ok: false, error: { code: 'no_receipt', message: 'This is no signed receipt.' } } as const
