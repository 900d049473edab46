import type { Desk } from '../desk.js'
import { freshBy } from '../device/fresh.js'
import { replyWith } from '../device/state-reply.js'
import { problem } from '../problem.js'
import { consentRecords, noticesOf } from '../rights/record-of.js'

/**
 * `GET /receipts/:id`: what one command said of consents, with its evidence and the words that were shown. A page, or the
 * site's backend, makes the receipt of it (`evenhanded/standards`): a server serves the facts, and no format.
 */
export async function getReceipt(desk: Desk, command: string, request: Request): Promise<Response> {
  const who = await freshBy(desk, request)
  if (!who.ok) return who.response
  const record = (await consentRecords(desk, who.id)).find(({ id }) => id === command)
  if (!record) return problem('not_found')
  const [notice = null] = await noticesOf(desk, [record])
  return replyWith(desk, who.session, who.id, { record, notice })
}
