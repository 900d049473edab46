import { fromBase64, toBase64 } from '../vault/base64.js'

/** Seals a text so that only a server with the same key opens it: AES-256-GCM, with a nonce of its own each time. */
export async function sealed(key: Uint8Array, text: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceLength))
  const closed = await crypto.subtle.encrypt({ name, iv: nonce }, await imported(key), new TextEncoder().encode(text))
  const bytes = new Uint8Array(nonceLength + closed.byteLength)
  bytes.set(nonce)
  bytes.set(new Uint8Array(closed), nonceLength)
  return toBase64(bytes)
}

/** What was sealed. Rejects where it was sealed with another key, or changed since. */
export async function opened(key: Uint8Array, text: string): Promise<string> {
  const bytes = fromBase64(text)
  const [iv, closed] = [bytes.slice(0, nonceLength), bytes.slice(nonceLength)]
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name, iv }, await imported(key), closed))
}

const name = 'AES-GCM'
const nonceLength = 12

const imported = (key: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', Uint8Array.from(key), name, false, ['encrypt', 'decrypt'])
