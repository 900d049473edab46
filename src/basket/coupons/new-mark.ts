/** A name that nobody else has, and that says nothing. A page without https has no `crypto.randomUUID`. */
export const newMark = (): string =>
  [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
