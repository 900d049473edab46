import { trying } from '../calls/commit.js'
import type { Desk } from '../desk.js'
import { timeOf } from '../raffle/raffles.js'
import { recordedAt } from './chain-work.js'

/** How far the chain is behind what is settled. What an open transaction holds up is not settled yet. */
export interface ChainLag {
  /** Lines that are not chained yet; counted up to 10,000. */
  readonly lines: number
  /** For how long the oldest of them has waited, in milliseconds; 0 where none does. */
  readonly ms: number
}

const [page, most] = [1_000, 10_000] as const

/** @see Server.chainLag */
export async function chainLag(desk: Desk): Promise<ChainLag> {
  const now = await timeOf(desk)
  let after = (await trying(() => desk.store.lastBlock(desk.tenant)))?.cursor ?? null
  let [count, oldest] = [0, now]
  while (count < most) {
    const { lines, cursor } = await trying(() => desk.store.lines(desk.tenant, after, page))
    for (const line of lines) oldest = Math.min(oldest, recordedAt(line))
    count += lines.length
    if (lines.length < page) break
    after = cursor
  }
  return { lines: count, ms: now - oldest }
}
