import type { Desk } from '../desk.js'
import { problem } from '../problem.js'
import { idBy } from './found-by.js'
import { addressOf, isCrossSite } from './origin.js'
import { isFresh, type Session, sessionOf } from './session.js'

/** Whom a request comes from that asks for more than a session may have, or why it gets nothing. */
export type Fresh =
  | { readonly ok: true; readonly id: string; readonly session: Session }
  | { readonly ok: false; readonly response: Response }

/** Somebody who is known here, who has lately proved who they are where the site says when, and from no other site. */
export async function freshBy(desk: Desk, request: Request): Promise<Fresh> {
  const no = (response: Response): Fresh => ({ ok: false, response })
  if (isCrossSite(request, addressOf(request, desk.trustProxy))) return no(problem('cross_site'))
  const session = await sessionOf(desk, request)
  if (!isFresh(desk, session)) {
    // As RFC 9470 asks for a login that is not as old.
    const asks = `Session error="insufficient_user_authentication", max_age=${desk.freshWithin / 1_000}`
    return no(problem('fresh_login_needed', { headers: { 'www-authenticate': asks } }))
  }
  const id = await idBy(desk, request)
  return id === null ? no(problem('no_subject')) : { ok: true, id, session }
}
