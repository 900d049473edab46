import { CompactSign, calculateJwkThumbprint, compactVerify, importJWK, type JWK } from 'jose'
import type { Checkpoint, Checkpoints } from '../../ports/checkpoints.js'
import type { CheckpointKey } from './checkpoint-key.js'

/** The key that checkpoints are signed with, and where they are kept. */
export interface SignedCheckpoints extends Checkpoints {
  readonly key: CheckpointKey
}

/** What it is, so that nothing else that was signed with the same key is taken for one. */
const typ = 'evenhanded-checkpoint+jws'

/** A checkpoint as JWS in compact form, signed by Ed25519. */
export async function signCheckpoint(checkpoint: Checkpoint, key: CheckpointKey): Promise<string> {
  const kid = key.kid ?? (await calculateJwkThumbprint({ ...key } as JWK))
  return await new CompactSign(new TextEncoder().encode(JSON.stringify(checkpoint)))
    .setProtectedHeader({ alg: 'EdDSA', typ, kid })
    .sign(await importJWK({ ...key }, 'EdDSA'))
}

/** Reads signed checkpoints; of one that none of the keys has signed, `null`. */
export type CheckpointReader = (jws: string) => Promise<Checkpoint | null>

/**
 * @param keys the public keys that checkpoints were ever signed with
 *
 * @example
 * const read = await checkpointReader([publicKey])
 * const checkpoint = await read(line)
 */
export async function checkpointReader(keys: readonly CheckpointKey[]): Promise<CheckpointReader> {
  const imported = await Promise.all(keys.map(({ d: _, ...key }) => importJWK(key, 'EdDSA')))
  return async (jws) => {
    for (const key of imported) {
      const verified = await compactVerify(jws, key, { algorithms: ['EdDSA'] }).catch(() => null)
      if (verified?.protectedHeader.typ !== typ) continue
      const said: unknown = JSON.parse(new TextDecoder().decode(verified.payload))
      if (isCheckpoint(said)) return said
    }
    return null
  }
}

const isCheckpoint = (said: unknown): said is Checkpoint => {
  if (typeof said !== 'object' || said === null) return false
  const { tenant, n, root } = said as Partial<Checkpoint>
  return typeof tenant === 'string' && Number.isSafeInteger(n) && typeof root === 'string'
}
