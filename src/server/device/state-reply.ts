import type { StateReply } from '../../core/subject/batch.js'
import { revisionOf, type SubjectJson, toJson } from '../../core/subject/state.js'
import type { Subject } from '../../core/subject/subject.js'
import type { Desk } from '../desk.js'
import { cookieFor, type Session } from './session.js'

/** What the subject's own device is told; nobody has no state. */
export function stateReply(desk: Desk, id: string | null, subject: Subject): StateReply {
  const { id: program, version } = desk.plan.program
  const known = id !== null
  return {
    program: { id: program, version },
    subject: id,
    state: known ? shown(toJson(subject)) : null,
    rev: known ? revisionOf(subject) : 0,
  }
}

/** The tag of what a subject's own device is told. */
export const etagOf = ({ program, subject, rev }: StateReply): string =>
  `"${program.version}.${subject ?? 'nobody'}.${rev}"`

/** Without what is counted for the site's own limits, and on whose word. */
const shown = (json: SubjectJson): SubjectJson => ({
  ...json,
  points: Object.fromEntries(
    Object.entries(json.points).map(([currency, account]) => [currency, { ...account, tallies: {}, deeds: {} }]),
  ),
})

/** Only for the one who asked: no cache may keep it. The cookie follows the subject. */
export async function replyWith(
  desk: Desk,
  session: Session,
  subject: string | null,
  body: object,
  extra?: { readonly status?: number; readonly etag?: string },
): Promise<Response> {
  const headers = new Headers({ 'cache-control': 'no-store, private', vary: 'Cookie' })
  const cookie = await cookieFor(desk, session, subject)
  if (cookie !== undefined) headers.append('set-cookie', cookie)
  if (extra?.etag) headers.set('etag', extra.etag)
  if (extra?.status === 304) return new Response(null, { status: 304, headers })
  headers.set('content-type', 'application/json')
  return new Response(JSON.stringify(body), { headers })
}
