import type { Json } from '../../core/json.js'
import { nobody } from '../../core/subject/subject.js'
import { answerCalls } from '../calls/answer-calls.js'
import { loadOpened } from '../calls/opened.js'
import { confirmPage } from '../confirm/confirm-page.js'
import { nowOf } from '../confirm/send-confirmations.js'
import { isOf, readToken, type Token } from '../confirm/token.js'
import { waitingOf } from '../confirm/waiting.js'
import type { Outcome } from '../confirm/words.js'
import type { Desk } from '../desk.js'
import { readText } from '../device/body.js'
import { problem } from '../problem.js'

/** A token and its name, as a form sends them. */
const most = 4_096

/**
 * `GET /confirm?token=`: asks. Mail scanners and previews follow every link in a message, so that opening one proves
 * nothing, and confirms nothing.
 */
export async function getConfirm(desk: Desk, request: Request): Promise<Response> {
  const token = new URL(request.url).searchParams.get('token') ?? ''
  const found = await findOut(desk, token)
  const ask = found.outcome === 'ask' ? { purposes: found.purposes, token } : undefined
  return confirmPage(desk, found.outcome, ask)
}

/** `POST /confirm`: somebody pressed the button. The token alone is the proof: it needs no cookie, and has none to steal. */
export async function postConfirm(desk: Desk, request: Request): Promise<Response> {
  const body = await readText(request, 'application/x-www-form-urlencoded', Math.min(most, desk.limits.bytes))
  if (!body.ok) return problem(body.code)
  const token = new URLSearchParams(body.text).get('token') ?? ''
  const found = await findOut(desk, token)
  if (found.outcome !== 'ask') return confirmPage(desk, found.outcome)
  const { subject, field, value } = found
  const who = { id: subject, login: null }
  const [answers] = await answerCalls(desk, [{ who, calls: [{ type: 'confirm', field, value }] }])
  if (answers?.[0]?.ok) return confirmPage(desk, 'done')
  // Corrected or erased in that very moment.
  const { outcome } = await findOut(desk, token)
  return confirmPage(desk, outcome === 'ask' ? 'ended' : outcome)
}

type Found =
  | ({ readonly outcome: 'ask'; readonly value: Json; readonly purposes: readonly string[] } & Token)
  | { readonly outcome: Exclude<Outcome, 'ask' | 'done'> }

/** What a link is about, as things stand now. */
async function findOut(desk: Desk, text: string): Promise<Found> {
  const token = await readToken(desk, text)
  if (!token) return { outcome: 'broken' }
  const [person] = await loadOpened(desk, [{ subject: token.subject, commands: [] }])
  const now = person ? nowOf(desk, person) : 0
  const { known, values } = person?.subject ?? nobody
  const value = values[token.field]
  const isOver = token.expires <= now
  if (value === undefined) return { outcome: isOver ? 'late' : 'ended' }
  if (!isOf(desk, token, value)) return { outcome: 'corrected' }
  if (known[token.field]?.confirmed) return { outcome: 'before' }
  if (!person || isOver) return { outcome: 'late' }
  const waiting = waitingOf(desk.plan.program, person.subject, now).find(({ field }) => field === token.field)
  return waiting ? { ...token, outcome: 'ask', value, purposes: waiting.purposes } : { outcome: 'ended' }
}
