import { calendarOf } from '../../core/subject/backend/ledger.js'
import type { Desk } from '../desk.js'
import { freshBy } from '../device/fresh.js'
import { replyWith } from '../device/state-reply.js'
import { problem } from '../problem.js'
import { recordOf } from '../rights/record-of.js'
import { enterDone } from '../rights/requests.js'

/**
 * `GET /record`: everything that is known of whoever asks, and what was done with it (GDPR Art. 15 and 20). The register
 * of requests holds one entry a day for it, closed already.
 */
export async function getRecord(desk: Desk, request: Request): Promise<Response> {
  const who = await freshBy(desk, request)
  if (!who.ok) return who.response
  const { id, session } = who
  const record = await recordOf(desk, id)
  if (!record) return problem('no_subject')
  const day = calendarOf(desk.plan).dateOf(record.at)
  const entry = desk.secrets.half(`request:access:${id}:${day}`)
  await enterDone(desk, { id: entry, kind: 'access', subject: id, answer: 'Shown.' })
  return replyWith(desk, session, id, record)
}
