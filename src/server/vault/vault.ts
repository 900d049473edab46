import type { Json } from '../../core/json.js'
import { record } from '../../core/json.js'
import type { KeyRing } from '../../ports/key-ring.js'
import { asking, badKeys } from './bad-keys.js'
import { fromBase64, toBase64 } from './base64.js'
import { decrypt, encrypt, importKey, newKey } from './cipher.js'
import { type OpenedKeys, openedKeys, type SubjectKey } from './opened-keys.js'
import { fromBytes, type Salted, toBytes } from './salted.js'

/** Whose values they are, and the key that they are sealed with, wrapped. */
export interface Owner {
  readonly id: string
  readonly key: string | null
}

type Shut = { readonly [field: string]: Json }
export type SaltedValues = { readonly [field: string]: Salted }

/**
 * Seals what is personal before a store sees it, and opens it afterwards. A sealed text is AES-256-GCM with a nonce of
 * its own, in base 64, and says first with what it was sealed: `s1.` with the subject's own key, which goes with them;
 * `k1.` with a key of its own that stands beside it, wrapped, for what outlives the subject's. Bound to it, so that it
 * opens nowhere else: tenant, subject, and field.
 */
export interface Vault {
  readonly keys: OpenedKeys
  /**
   * The values of these fields, all of them unless said, with their salts.
   *
   * @throws EvenhandedError `bad_keys` where one can't be opened: nobody takes it for a value that is not there;
   *   `keys_failed` where the key ring can't be reached
   */
  open(owner: Owner, values: Shut, fields?: readonly string[]): Promise<SaltedValues>
  seal(own: SubjectKey, subject: string, field: string, value: Salted): Promise<string>
  /** With a key of its own, for what has to be readable once the subject's is gone. */
  sealApart(subject: string, what: string, bytes: Uint8Array<ArrayBuffer>): Promise<string>
  openApart(subject: string, what: string, text: string): Promise<Uint8Array<ArrayBuffer>>
}

const [withTheirs, withItsOwn] = ['s1', 'k1']

export function vaultOf(tenant: string, ring: KeyRing): Vault {
  const keys = openedKeys(ring)
  const contextOf = (subject: string, what: string): string => JSON.stringify([tenant, subject, what])
  const apartOf = (subject: string, what: string): string => `${subject} ${what}`

  const openOne = async ({ id, key }: Owner, field: string, text: Json): Promise<Salted> => {
    const [kind, sealed] = typeof text === 'string' ? text.split('.', 2) : []
    if (kind === withItsOwn) return fromBytes(await self.openApart(id, field, text as string))
    if (kind !== withTheirs || sealed === undefined || key === null)
      throw badKeys(`${field} of ${id} is stored unsealed, or its key is missing.`)
    const own = await keys.of(id, key)
    if (own === null) throw badKeys(`The key of ${id} was dropped; erase them, to complete it.`)
    return opening(field, id, async () => fromBytes(await decrypt(own, contextOf(id, field), fromBase64(sealed))))
  }

  const self: Vault = {
    keys,
    async open(owner, values, fields = Object.keys(values)) {
      const own = fields.filter((field) => Object.hasOwn(values, field))
      const all = await Promise.all(own.map((field) => openOne(owner, field, values[field] as Json)))
      return record(Object.fromEntries(own.map((field, n) => [field, all[n] as Salted])))
    },
    async seal({ key }, subject, field, value) {
      return `${withTheirs}.${toBase64(await encrypt(key, contextOf(subject, field), toBytes(value)))}`
    },
    async sealApart(subject, what, bytes) {
      const own = newKey()
      const [wrapped, key] = await Promise.all([asking(() => ring.wrap(own, apartOf(subject, what))), importKey(own)])
      const sealed = await encrypt(key, contextOf(subject, what), bytes)
      return [withItsOwn, toBase64(new TextEncoder().encode(wrapped)), toBase64(sealed)].join('.')
    },
    async openApart(subject, what, text) {
      const [, wrapped = '', sealed = ''] = text.split('.')
      const ringed = new TextDecoder().decode(fromBase64(wrapped))
      const own = await asking(() => ring.unwrap(ringed, apartOf(subject, what)))
      if (own === null) throw badKeys(`The key of ${what} of ${subject} was dropped.`)
      return opening(what, subject, async () =>
        decrypt(await importKey(own), contextOf(subject, what), fromBase64(sealed)),
      )
    },
  }
  return self
}

async function opening<Value>(what: string, subject: string, open: () => Promise<Value>): Promise<Value> {
  try {
    return await open()
  } catch (cause) {
    throw badKeys(`${what} of ${subject} can’t be opened: it was sealed with another key, or changed since.`, cause)
  }
}
