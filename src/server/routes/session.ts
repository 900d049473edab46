import type { Desk } from '../desk.js'
import { addressOf, isCrossSite } from '../device/origin.js'
import { expired, sessionOf } from '../device/session.js'
import { problem } from '../problem.js'

/** `DELETE /session`: this browser forgets whose it was; what is stored stays. Scripts can't end the cookie themselves. */
export async function deleteSession(desk: Desk, request: Request): Promise<Response> {
  if (isCrossSite(request, addressOf(request, desk.trustProxy))) return problem('cross_site')
  const session = await sessionOf(desk, request)
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (session.came) headers.append('set-cookie', expired(session))
  return new Response(null, { status: 204, headers })
}
