import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import { EvenhandedError } from '../../core/error.js'

/** An Ed25519 key as JWK (RFC 8037). With `d` it signs; without it, it verifies. */
export interface CheckpointKey {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly d?: string
  /** Its thumbprint (RFC 7638) unless said. */
  readonly kid?: string
}

/**
 * A new key to sign checkpoints with.
 *
 * @example
 * const key = await newCheckpointKey()
 * await writeFile('checkpoint-key.json', JSON.stringify(key), { mode: 0o600 })
 * await writeFile('checkpoint-key.pub.json', JSON.stringify(publicKeyOf(key)))
 */
export async function newCheckpointKey(): Promise<CheckpointKey & { readonly d: string }> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const jwk = await exportJWK(privateKey)
  const { x, d } = jwk as { readonly x: string; readonly d: string }
  return { kty: 'OKP', crv: 'Ed25519', x, d, kid: await calculateJwkThumbprint(jwk as JWK) }
}

/** The half that may be published: who has it can verify, and sign nothing. */
export const publicKeyOf = ({ d: _, ...rest }: CheckpointKey): CheckpointKey => rest

/** @throws EvenhandedError `bad_options` where it can't sign */
export function checkSigningKey(key: CheckpointKey): void {
  if (key.kty !== 'OKP' || key.crv !== 'Ed25519' || typeof key.d !== 'string' || typeof key.x !== 'string')
    throw new EvenhandedError('bad_options', 'Checkpoints are signed with a private Ed25519 key as JWK, with x and d.')
}
