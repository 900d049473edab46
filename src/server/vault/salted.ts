import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'
import type { Json } from '../../core/json.js'
import { canonical } from '../secrets/canonical.js'

/** A value with the salt of its commitment, which goes with it: afterwards the commitment tells nothing. */
export interface Salted {
  readonly value: Json
  readonly salt: Uint8Array
}

const saltLength = 16

export const salted = (value: Json): Salted => ({ value, salt: crypto.getRandomValues(new Uint8Array(saltLength)) })

/**
 * What the log holds in the place of a value: SHA-256 over the salt and the value as canonical JSON (RFC 8785) in
 * UTF-8, as lower-case hex. Whoever is shown salt and value can check it; nobody can guess the value from it.
 */
export const commitmentOf = ({ value, salt }: Salted): string =>
  bytesToHex(sha256.create().update(salt).update(canonical(value)).digest())

const utf8 = new TextEncoder()
const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function toBytes({ value, salt }: Salted): Uint8Array<ArrayBuffer> {
  const json = utf8.encode(JSON.stringify(value))
  const bytes = new Uint8Array(salt.length + json.length)
  bytes.set(salt)
  bytes.set(json, salt.length)
  return bytes
}

export const fromBytes = (bytes: Uint8Array): Salted => ({
  salt: bytes.slice(0, saltLength),
  value: JSON.parse(text.decode(bytes.subarray(saltLength))) as Json,
})

/** Whether both are the same JSON, in whatever order its names come. */
export const isSame = (one: Json, other: Json): boolean => one === other || canonical(one) === canonical(other)
