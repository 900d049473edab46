import type { Line, Lines } from '../../ports/record.js'
import { same } from './case.js'
import type { Desk } from './desk.js'

/**
 * What happened in a tenant after a cursor, page by page, until so many lines were told: somebody else's transaction
 * may hold them back for a while.
 */
export async function happened(
  { store, tenant }: Desk,
  count: number,
  { limit = 1000, after = null }: { limit?: number; after?: string | null } = {},
): Promise<Lines> {
  const all: Line[] = []
  let cursor = after
  for (let patience = 250; patience > 0; ) {
    const page = await store.lines(tenant, cursor, limit)
    same(page.lines.length <= limit, true)
    all.push(...page.lines)
    cursor = page.cursor
    if (page.lines.length > 0) continue
    if (all.length >= count) break
    patience--
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  return { lines: all, cursor: cursor ?? '' }
}

/** A line by its place. */
export const placeOf = (line: Line): string =>
  line.kind === 'log'
    ? `${line.subject} log ${line.version}`
    : `${line.subject} ${line.transfer.currency} ${line.transfer.seq}`
