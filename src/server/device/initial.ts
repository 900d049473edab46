import type { Initial } from '../../core/subject/batch.js'
import type { Desk } from '../desk.js'
import { foundBy } from './found-by.js'
import { etagOf, stateReply } from './state-reply.js'

/** What a page that is rendered for a request begins with. It reads and changes nothing: no subject, no cookie. */
export async function initialFor(desk: Desk, request: Request): Promise<Initial> {
  const { id, subject } = await foundBy(desk, request)
  const at = desk.clock?.() ?? desk.time.now() ?? Date.now()
  const reply = stateReply(desk, id, subject)
  return { ...reply, at, etag: etagOf(reply), key: crypto.randomUUID() }
}
