import { createHash } from 'node:crypto'

/** Who is active. */
export const members = 10_000

export const tenant = 'shop'

/** The currency that everything is booked in. */
export const currency = 'bonus'

/** A member's id, spread as ids are; `members.sql` makes the same. */
export function memberId(n: number): string {
  const hex = createHash('md5').update(`member ${n}`).digest('hex')
  return [8, 12, 16, 20, 32].map((end, part) => hex.slice([0, 8, 12, 16, 20][part], end)).join('-')
}

const ids = Array.from({ length: members }, (_, n) => memberId(n))

export const anyMember = (): string => ids[Math.floor(Math.random() * members)] as string
