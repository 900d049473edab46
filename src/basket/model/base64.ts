/** The bytes of base 64, with or without padding, in either alphabet; `undefined` where it is none. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = new Uint8Array(plain.length)
    for (let at = 0; at < plain.length; at++) bytes[at] = plain.charCodeAt(at)
    return bytes
  } catch {
    return undefined
  }
}
