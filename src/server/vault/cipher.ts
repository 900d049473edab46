const name = 'AES-GCM'

/** The nonce that stands before what is sealed, in bytes. */
const nonceLength = 12

/** Of a key, in bytes: AES-256. */
export const keyLength = 32

export const newKey = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(keyLength))

export const importKey = (key: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', Uint8Array.from(key), name, false, ['encrypt', 'decrypt'])

const utf8 = new TextEncoder()

/**
 * Seals bytes so that they open with this key alone, and only as what they were sealed as.
 *
 * @param context what they are and whose; it is bound to them and not kept with them
 */
export async function encrypt(key: CryptoKey, context: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const iv = crypto.getRandomValues(new Uint8Array(nonceLength))
  const closed = await crypto.subtle.encrypt({ name, iv, additionalData: utf8.encode(context) }, key, bytes)
  const sealed = new Uint8Array(nonceLength + closed.byteLength)
  sealed.set(iv)
  sealed.set(new Uint8Array(closed), nonceLength)
  return sealed
}

/** What was sealed. Rejects where it was sealed with another key or as something else, or changed since. */
export async function decrypt(
  key: CryptoKey,
  context: string,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const [iv, closed] = [sealed.subarray(0, nonceLength), sealed.subarray(nonceLength)]
  return new Uint8Array(await crypto.subtle.decrypt({ name, iv, additionalData: utf8.encode(context) }, key, closed))
}
