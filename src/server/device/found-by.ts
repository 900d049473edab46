import { nobody, type Subject } from '../../core/subject/subject.js'
import { load } from '../calls/load.js'
import { opened } from '../calls/opened.js'
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
  const { key, ...found } = await shutFound(desk, request)
  if (found.id === null) return found
  const { subject } = await opened(desk, { id: found.id, key }, found.subject)
  return { ...found, subject }
}

/** Whose session it is; nothing of them is opened. */
export const idBy = async (desk: Desk, request: Request): Promise<string | null> => (await shutFound(desk, request)).id

async function shutFound(desk: Desk, request: Request): Promise<Found & { readonly key: string | null }> {
  const session = await sessionOf(desk, request)
  const nothing = { session, id: null, subject: nobody, key: null }
  const { subject, login } = session
  if (subject === null && login === null) return nothing
  const lookup = { commands: [], ...(subject !== null && { subject }), ...(login !== null && { login }) }
  const [loaded] = await load(desk, [lookup])
  if (!isReachable(desk, session, loaded) || loaded.subject.erasedAt !== null) return nothing
  return { session, id: loaded.id, subject: loaded.subject, key: loaded.key }
}
