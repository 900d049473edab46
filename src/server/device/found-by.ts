import { nobody, type Subject } from '../../core/subject/subject.js'
import { load } from '../calls/commit.js'
import { isReachable } from '../calls/whose.js'
import type { Desk } from '../desk.js'
import { type Session, sessionOf } from './session.js'

/** Whom a request comes from. Nobody is known by an id that was erased. */
export interface Found {
  readonly session: Session
  readonly id: string | null
  readonly subject: Subject
}

/** In one round trip, or in none where a request names nobody. */
export async function foundBy(desk: Desk, request: Request): Promise<Found> {
  const session = await sessionOf(desk, request)
  const { subject, login } = session
  if (subject === null && login === null) return { session, id: null, subject: nobody }
  const lookup = { commands: [], ...(subject !== null && { subject }), ...(login !== null && { login }) }
  const [loaded] = await load(desk, [lookup])
  if (!isReachable(desk, session, loaded) || loaded.subject.erasedAt !== null)
    return { session, id: null, subject: nobody }
  return { session, id: loaded.id, subject: loaded.subject }
}
