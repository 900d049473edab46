import type { Desk } from '../desk.js'
import { foundBy } from '../device/found-by.js'
import { replyWith, stateReply } from '../device/state-reply.js'

/** `GET /state`: who is known here, and everything that is known of them. */
export async function getState(desk: Desk, request: Request): Promise<Response> {
  const { session, id, subject } = await foundBy(desk, request)
  const reply = stateReply(desk, id, subject)
  const etag = `"${reply.program.version}.${id ?? 'nobody'}.${reply.rev}"`
  const status = request.headers.get('if-none-match') === etag ? 304 : 200
  return replyWith(desk, session, id, reply, { status, etag })
}
