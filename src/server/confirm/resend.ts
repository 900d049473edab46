import { loadOpened } from '../calls/opened.js'
import type { Who } from '../calls/reference.js'
import type { Desk } from '../desk.js'
import { messagesTo, nowOf, type Sent, send } from './send-confirmations.js'
import { waitingOf } from './waiting.js'

/** Why no message went out. */
export type ResendRefusal =
  /** Nothing waits for this identifier: it is confirmed, not known, or what was agreed to has lapsed. */
  | 'nothing_to_confirm'
  /** One was sent within the last minute, or five within a day. */
  | 'sent_lately'
  /** The server was made without a messenger. */
  | 'no_messenger'
  /** The messenger did not take it. It can be tried again. */
  | 'not_sent'

export type Resent =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: { readonly code: ResendRefusal; readonly message: string } }

const words: { readonly [code in ResendRefusal]: string } = {
  nothing_to_confirm: 'Nothing waits for this identifier. Nothing is left to do.',
  sent_lately: 'A message was sent lately. Have them look for it, and wait.',
  no_messenger: 'There is nobody to send it. Make the server with a messenger and a confirmUrl.',
  not_sent: 'The messenger did not take it. Try again.',
}

const no = (code: ResendRefusal): Resent => ({ ok: false, error: { code, message: words[code] } })

/** Between two messages that somebody asks for. */
const apart = 60_000

/** @see BackendSubject.resendConfirmation */
export async function resendConfirmation(desk: Desk, who: Who, field: string): Promise<Resent> {
  const { confirming } = desk
  if (!confirming) return no('no_messenger')
  const lookup = { subject: who.id, commands: [], ...(who.login !== null && { login: who.login }) }
  const [person] = await loadOpened(desk, [lookup])
  if (!person || person.id === null) return no('nothing_to_confirm')
  const now = nowOf(desk, person)
  const waiting = waitingOf(desk.plan.program, person.subject, now).find((one) => one.field === field)
  if (!waiting) return no('nothing_to_confirm')
  const last = (await messagesTo(desk, person)).at(-1)
  if (last && last.at > now - apart) return no('sent_lately')
  return answers[await send(desk, confirming, person, waiting, `again:${last?.message ?? ''}`)]
}

const answers: { readonly [sent in Sent]: Resent } = {
  sent: { ok: true },
  known: no('sent_lately'),
  enough: no('sent_lately'),
  failed: no('not_sent'),
}
