import * as z from 'zod'
import type { Desk } from '../desk.js'
import { readJson } from '../device/body.js'
import { isKeyOf, redeemAt } from '../partners.js'
import { problem } from '../problem.js'

const shape = z.strictObject({
  pass: z.string().max(2_000),
  points: z.number(),
  key: z
    .string()
    .min(1)
    .max(200)
    .refine((key) => !/[\0\p{Surrogate}]/u.test(key)),
})

/** A pass, an amount and a reference are not much. */
const most = 8_192

/**
 * `POST /partners/:partner/redeem`: points are spent at a partner's, who learns the amount alone. Servers call it with
 * a key of their own: it knows no cookie, and pages of other origins may not.
 */
export async function postRedeem(desk: Desk, partner: string, request: Request): Promise<Response> {
  const [, key = ''] = /^Bearer ([^\s]+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (!isKeyOf(desk.partners, partner, key))
    return problem('unauthorized', { headers: { 'www-authenticate': 'Bearer realm="partners"' } })
  const body = await readJson(request, Math.min(most, desk.limits.bytes))
  if (!body.ok) return problem(body.code)
  const read = shape.safeParse(body.value)
  if (!read.success) return problem('bad_request', { detail: 'It needs a pass, points and a key.' })
  const answer = await redeemAt(desk, partner, read.data)
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  return new Response(JSON.stringify(answer), { headers })
}
