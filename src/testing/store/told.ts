import type { Entry, Feed } from '../../ports/store.js'
import { same } from './case.js'
import type { Desk } from './desk.js'

/**
 * What a feed tells after a cursor, page by page, until it has told so many lines: somebody else's transaction may hold
 * it back for a while.
 *
 * @param count all that the tenant booked unless said
 */
export async function told(
  { store, tenant }: Desk,
  { limit = 1000, after = null, count }: { limit?: number; after?: string | null; count?: number } = {},
): Promise<Feed> {
  const wanted = count ?? (await store.audit(tenant, null, 10_000)).flatMap(({ transfers }) => transfers).length
  const all: Entry[] = []
  let cursor = after
  for (let patience = 250; patience > 0; ) {
    const page = await store.feed(tenant, cursor, limit)
    same(page.entries.length <= limit, true)
    all.push(...page.entries)
    cursor = page.cursor
    if (page.entries.length > 0) continue
    if (all.length >= wanted) break
    patience--
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  return { entries: all, cursor: cursor ?? '' }
}
