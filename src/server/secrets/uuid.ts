const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether this is a UUID in its one canonical form: lower case, with hyphens. */
export const isUuid = (id: unknown): id is string => typeof id === 'string' && pattern.test(id)

/** When a UUIDv7 was made, epoch milliseconds; `undefined` for any other UUID. */
export const madeAt = (id: string): number | undefined =>
  id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** A UUIDv8 of the first 16 bytes. */
export function uuidOf(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let i = 0; i < 16; i++) {
    const byte = bytes[i] as number
    const marked = i === 6 ? (byte & 0x0f) | 0x80 : i === 8 ? (byte & 0x3f) | 0x80 : byte
    parts.push(pairs[marked] as string)
    if (i === 3 || i === 5 || i === 7 || i === 9) parts.push('-')
  }
  return parts.join('')
}
