import { nobody } from '../../core/subject/subject.js'
import { load } from '../commit.js'
import type { Desk } from '../desk.js'
import { sessionOf } from '../session.js'
import { replyWith, stateReply } from '../state-reply.js'
import { isReachable } from '../whose.js'

/** `GET /state`: who is known here, and everything that is known of them. */
export async function getState(desk: Desk, request: Request): Promise<Response> {
  const session = await sessionOf(desk, request)
  const { subject, login } = session
  const nothing = subject === null && login === null
  const lookup = { commands: [], ...(subject !== null && { subject }), ...(login !== null && { login }) }
  const [loaded] = nothing ? [] : await load(desk, [lookup])
  const found = isReachable(desk, session, loaded) && loaded.subject.erasedAt === null ? loaded : undefined
  const id = found?.id ?? null
  const reply = stateReply(desk, id, found?.subject ?? nobody)
  const etag = `"${reply.program.version}.${id ?? 'nobody'}.${reply.rev}"`
  const status = request.headers.get('if-none-match') === etag ? 304 : 200
  return replyWith(desk, session, id, reply, { status, etag })
}
