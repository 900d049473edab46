import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'
import { EvenhandedError } from '../../core/error.js'
import type { KeyRing } from '../../ports/key-ring.js'
import { badKeys } from './bad-keys.js'
import { fromBase64, toBase64 } from './base64.js'
import { decrypt, encrypt, importKey, keyLength } from './cipher.js'

/**
 * A key ring of keys that the site keeps itself, in a file, the environment, a vault of its provider: each 32 bytes. The
 * first wraps, all unwrap: to change it, put a new one in front and keep the old one for as long as there are backups
 * to be restored.
 *
 * @throws EvenhandedError `bad_keys` where there is none, or one that is not 32 bytes long
 *
 * @example
 * const key = new Uint8Array(Buffer.from(process.env.EVENHANDED_KEY ?? '', 'base64'))
 * const server = createServer({ program: shop, store: memory(), secrets, keys: keyRing([key]) })
 */
export function keyRing(keys: readonly Uint8Array[]): KeyRing {
  if (keys.length === 0 || keys.some((key) => key.length !== keyLength))
    throw new EvenhandedError('bad_keys', `A key ring needs keys of ${keyLength} bytes each.`)
  const all = keys.map((bytes) => ({ id: idOf(bytes), key: importKey(bytes) }))
  const [first] = all as [(typeof all)[number]]
  return {
    async wrap(key, subject) {
      return `${first.id}.${toBase64(await encrypt(await first.key, subject, Uint8Array.from(key)))}`
    },
    async unwrap(wrapped, subject) {
      const [id, sealed = ''] = wrapped.split('.')
      const own = all.find((one) => one.id === id)
      if (!own) throw badKeys('A subject’s key was wrapped with a key that this server does not have.')
      try {
        return await decrypt(await own.key, subject, fromBase64(sealed))
      } catch (cause) {
        throw badKeys('A subject’s key can’t be unwrapped: it is another’s, or was changed.', cause)
      }
    },
  }
}

/** Which key it is, told without telling anything of it. */
const idOf = (key: Uint8Array): string =>
  bytesToHex(sha256.create().update('evenhanded key ').update(key).digest()).slice(0, 12)
