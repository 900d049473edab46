import { numberAsCode, numberInCode, readCode } from '../secrets/coupon-code.js'
import type { Secrets } from '../secrets/secrets.js'

/**
 * The code of a coupon that was signed in advance, 24 characters: ten that name the batch, three the number in it, and
 * eleven that only this server could have put behind them for this tenant. So a batch is one row, a code that was made up
 * reaches no store, and none tells anything of whoever has it.
 */
const length = 24
const [ofBatch, ofNumber] = [10, 3]

/** The most coupons that one batch has. */
export const mostSigned = 10_000

/** Which coupon of which batch. */
export interface SignedNumber {
  readonly batch: string
  readonly n: number
}

export function signedCode(secrets: Secrets, { batch, n }: SignedNumber): string {
  const named = batch + numberAsCode(n, ofNumber)
  return named + secrets.signature(named)
}

/** A signed code as it was typed in or read out; `undefined` where nothing that looks so was given. */
export const readSignedCode = (text: unknown): string | undefined => readCode(text, length)

/**
 * What a code names, where it was signed here; `undefined` for every other, with the same work whatever is wrong with it.
 *
 * @param code as it is read
 */
export function numberSigned(secrets: Secrets, code: string): SignedNumber | undefined {
  const named = code.slice(0, ofBatch + ofNumber)
  const isOurs = isSame(secrets.signature(named), code.slice(ofBatch + ofNumber))
  return isOurs ? { batch: code.slice(0, ofBatch), n: numberInCode(named.slice(ofBatch)) } : undefined
}

/** Takes as long wherever the difference is. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let n = 0; n < one.length; n++) difference |= one.charCodeAt(n) ^ other.charCodeAt(n)
  return difference === 0
}
