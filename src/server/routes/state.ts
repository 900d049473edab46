import { commit } from '../calls/commit.js'
import { whoseSession } from '../calls/whose.js'
import { type Desk, deskOf } from '../desk.js'
import { type Found, foundBy } from '../device/found-by.js'
import { etagOf, replyWith, stateReply } from '../device/state-reply.js'
import { signalled } from '../signals/global-privacy-control.js'

/** `GET /state`: who is known here, and everything that is known of them. */
export async function getState(all: Desk, request: Request): Promise<Response> {
  const version = new URL(request.url).searchParams.get('version')
  // A page that is not up to date any more is told of the version that is.
  const desk = (version !== null && deskOf(all, { id: all.plan.program.id, version: Number(version) })) || all
  const { session, id, subject } = await heeded(desk, request, await foundBy(desk, request))
  const reply = stateReply(desk, id, subject)
  const etag = etagOf(reply)
  const status = request.headers.get('if-none-match') === etag ? 304 : 200
  return replyWith(desk, session, id, reply, { status, etag })
}

/** Whoever asks, as they are once their browser's signal is recorded. */
async function heeded(desk: Desk, request: Request, found: Found): Promise<Found> {
  const { session, id, subject } = found
  const signal = id !== null && !subject.signal ? signalled(desk, request, id) : undefined
  if (!signal) return found
  const [done] = await commit(desk, [{ ...whoseSession(desk, session, [signal]), asked: [signal] }])
  return done ? { session, id: done.id, subject: done.subject } : found
}
