/** So many bytes become text at once: a function takes only so many arguments. */
const piece = 0x8000

/** Base 64 without padding and with no sign that a URL or a file name would mind. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let from = 0; from < bytes.length; from += piece)
    text += String.fromCharCode(...bytes.subarray(from, from + piece))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * @throws DOMException where it is none
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(plain.length)
  for (let n = 0; n < plain.length; n++) bytes[n] = plain.charCodeAt(n)
  return bytes
}
