import type { Loaded } from '../../ports/store.js'
import { askedByServer } from '../calls/asked-by-server.js'
import { commit } from '../calls/commit.js'
import { trying } from '../calls/load.js'
import { loadOpened } from '../calls/opened.js'
import { whoseMember } from '../calls/whose.js'
import type { Desk } from '../desk.js'
import type { Confirming } from './confirming.js'
import { tokenOf } from './token.js'
import { type Cause, opens, type Waiting, waitingOf } from './waiting.js'

/** At most so many messages to one person in a day: an address that one types may be somebody else's. */
const daily = 5
export const day = 86_400_000

/** A messenger that does not answer in this time has not taken the message. */
const patience = 30_000

/** `sent` before or now; `failed` where it may be tried again; `enough` where too many went to them already. */
export type Sent = 'sent' | 'known' | 'failed' | 'enough'

/** What one cause came to: what of it could not be sent. */
export interface Handled {
  readonly cause: Cause
  readonly sent: readonly Sent[]
}

/**
 * Writes to whoever has yet to confirm what they gave with these commands: once per command and identifier, and not
 * where that was confirmed, withdrawn, corrected or erased since.
 *
 * @throws EvenhandedError `store_failed`, `bad_keys`, `keys_failed`
 */
export async function sendFor(
  desk: Desk,
  confirming: Confirming,
  causes: readonly Cause[],
): Promise<readonly Handled[]> {
  if (causes.length === 0) return []
  const ids = [...new Set(causes.map(({ subject }) => subject))]
  const lookups = ids.map((subject) => ({ subject, commands: [] }))
  const loaded = new Map((await loadOpened(desk, lookups)).map((one) => [one.id, one]))
  const done = new Set<string>()
  const handled: Handled[] = []
  // The newest first: who agreed twice, or corrected the address, gets one message, and that to where they are now.
  for (const cause of [...causes].reverse()) {
    const person = loaded.get(cause.subject)
    const sent: Sent[] = []
    for (const one of person ? waitingOf(desk.plan.program, person.subject, nowOf(desk, person)) : []) {
      const name = `${cause.subject}:${one.field}`
      if (!person || done.has(name) || !opens(desk.plan.program, cause, one)) continue
      done.add(name)
      sent.push(await send(desk, confirming, person, one, cause.command))
    }
    handled.push({ cause, sent })
  }
  return handled
}

export const nowOf = ({ clock }: Desk, { now }: Loaded): number => clock?.() ?? now

/**
 * Sends one message, and keeps in the log that it was sent. Whoever fails in between sends it again, under the same id.
 *
 * @param since what it is sent for: one message for each
 */
export async function send(
  desk: Desk,
  confirming: Confirming,
  person: Loaded,
  waiting: Waiting,
  since: string,
): Promise<Sent> {
  const id = desk.secrets.half(`confirm:${person.id}:${waiting.field}:${since}`)
  const before = await messagesTo(desk, person)
  if (before.some(({ message }) => message === id)) return 'known'
  if (before.filter(({ at }) => at > nowOf(desk, person) - day).length >= daily) return 'enough'
  const already = confirming.underWay.get(id)
  const sending = already ?? deliver(desk, confirming, person, waiting, id)
  if (!already) confirming.underWay.set(id, sending)
  try {
    await sending
    return already ? 'known' : 'sent'
  } catch (error) {
    if (!already) desk.onError(error)
    return 'failed'
  } finally {
    if (!already) confirming.underWay.delete(id)
  }
}

async function deliver(
  desk: Desk,
  { messenger, url }: Confirming,
  { id: subject }: Loaded,
  { field, value, purposes, until }: Waiting,
  id: string,
): Promise<void> {
  const { program } = desk.plan
  const token = await tokenOf(desk, { subject: subject as string, field, value, expires: until })
  await withinPatience(
    messenger.send({
      id,
      kind: 'confirm',
      to: typeof value === 'string' ? value : JSON.stringify(value),
      field,
      subject: subject as string,
      purposes: purposes.map((purpose) => ({ id: purpose, label: program.purposes[purpose]?.label ?? purpose })),
      link: `${url}${url.includes('?') ? '&' : '?'}token=${token}`,
      language: program.language ?? 'en',
      expiresAt: until,
    }),
  )
  for (const purpose of purposes) desk.uses.count(subject as string, field, purpose, 'mail:confirm')
  const asked = [askedByServer(desk, desk.secrets.half(`messaged:${id}`), { type: 'messaged', field, message: id })]
  await commit(desk, [{ ...whoseMember(desk, { id: subject as string, login: null }, asked), asked }])
}

function withinPatience(sending: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The messenger did not answer in time.')), patience)
  })
  return Promise.race([sending, over]).finally(() => clearTimeout(timer))
}

/** So many lines of somebody's log are looked at: more than a day of anybody's. */
const lines = 200

/** What was sent to somebody lately, the oldest first. */
export async function messagesTo(
  desk: Desk,
  { id, subject }: Loaded,
): Promise<readonly { readonly message: string; readonly at: number }[]> {
  const after = Math.max(0, subject.version - lines)
  const history = await trying(() => desk.store.history(desk.tenant, id as string, { after, limit: lines }))
  return history.flatMap(({ events }) => events.filter((event) => event.type === 'messaged'))
}
