import type { Clock } from '../../ports/clock.js'

/** Makes ids that sort in the order in which they were made. */
export interface NewId {
  (): string
  /** From now on they sort after this one, which another page made, whatever the clock says. */
  after(id: string): void
}

/**
 * Makes UUIDs of version 7 (RFC 9562): ordered by time, and within one page also inside a millisecond, so
 * that commands sort as they were said. It needs no secure context, as `crypto.randomUUID` would.
 */
export function createIds(clock: Clock): NewId {
  let last = 0
  let count = 0
  const newId = (): string => {
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
  return Object.assign(newId, {
    after(id: string) {
      const [made, nth] = [Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16), Number.parseInt(id.slice(15, 18), 16)]
      if (made === last) count = Math.max(count, nth)
      else if (made > last) [last, count] = [made, nth]
    },
  })
}
