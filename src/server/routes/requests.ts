import * as z from 'zod'
import { requestKinds } from '../../core/rights/request-kind.js'
import { isClean } from '../calls/clean-json.js'
import { trying } from '../calls/load.js'
import type { Desk } from '../desk.js'
import { readJson } from '../device/body.js'
import { freshBy } from '../device/fresh.js'
import { replyWith } from '../device/state-reply.js'
import { problem } from '../problem.js'
import { requestDesk } from '../rights/requests.js'
import { isUuid } from '../secrets/uuid.js'

const shape = z.strictObject({
  /** Made by the sender, so that sending it again enters nothing again. */
  id: z.string().refine(isUuid),
  /** Who the sender thinks that they are. */
  subject: z.string().refine(isUuid).optional(),
  kind: z.enum(requestKinds),
  says: z.string().max(5_000).refine(isClean).optional(),
})

/** Words and a name of what is asked are not much. */
const most = 32_768

/** So many of one person may wait for an answer at once; more are refused, or anybody could fill the register. */
const mostOpen = 20

/** `POST /requests`: somebody asks for what the client can't do by itself, in their own words. */
export async function postRequest(desk: Desk, request: Request): Promise<Response> {
  const who = await freshBy(desk, request)
  if (!who.ok) return who.response
  const body = await readJson(request, Math.min(most, desk.limits.bytes))
  if (!body.ok) return problem(body.code)
  const read = shape.safeParse(body.value)
  if (!read.success) return problem('bad_request', { detail: 'It needs an id, a kind, and words of at most 5,000.' })
  const { id, kind, says, subject = who.id } = read.data
  if (subject !== who.id) return problem('no_subject')
  const requests = requestDesk(desk)
  const open = await trying(() => desk.store.requests(desk.tenant, { subject: who.id, limit: mostOpen }))
  if (open.length >= mostOpen) return problem('too_many', { detail: `${mostOpen} requests wait for an answer.` })
  const entered = await requests.open({
    ...{ kind, who: who.id, medium: 'client', key: `${who.id}:${id}` },
    ...(says !== undefined && { says }),
  })
  if (!entered.ok) return problem('no_subject')
  const { due, source } = entered.request
  return replyWith(desk, who.session, who.id, { id: entered.request.id, kind, due, source })
}
