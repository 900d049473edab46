import type { Clock } from '../../ports/clock.js'

/**
 * Makes UUIDs of version 7 (RFC 9562): ordered by time, and within one page also inside a millisecond, so
 * that commands sort as they were said. It needs no secure context, as `crypto.randomUUID` would.
 */
export function createIds(clock: Clock): () => string {
  let last = 0
  let count = 0
  return () => {
    const now = clock()
    count = now > last ? 0 : count + 1
    // Past 4,096 in one millisecond, or on a clock that was put back, it runs ahead rather than repeat.
    if (count > 0xfff) count = 0
    last = count === 0 ? Math.max(now, last + 1) : last
    const random = crypto.getRandomValues(new Uint8Array(8))
    random[0] = ((random[0] as number) & 0x3f) | 0x80
    const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')
    const head = last.toString(16).padStart(12, '0')
    const ordered = (0x7000 + count).toString(16)
    return `${head.slice(0, 8)}-${head.slice(8)}-${ordered}-${tail.slice(0, 4)}-${tail.slice(4)}`
  }
}
