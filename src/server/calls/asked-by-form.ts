import type { Json } from '../../core/json.js'
import { coerced, type FormEntries, type FormRead, readForm } from '../../core/program/form-entries.js'
import type { Plan, PlannedOffer } from '../../core/program/plan.js'
import type { Accept } from '../../core/subject/command.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import type { Desk } from '../desk.js'
import { unknownName } from '../device/unknown-names.js'
import { isUuid } from '../secrets/uuid.js'
import type { Asked } from './asked.js'
import { problemWithAnswers } from './check-answers.js'
import { isClean } from './clean-json.js'

/** What a form says beside its answers, in entries that nobody sees. */
const hidden = 'evenhanded:'

/** An acceptance by a form, and the desk as it works by the program whose notice the form showed. */
export interface AskedByForm {
  readonly desk: Desk
  readonly asked: Asked
}

/**
 * What was posted, ready to be decided. Its entries are those of an `OfferForm`: one per field by its name,
 * `consent:PURPOSE`, `age:band`; `evenhanded:notice` with the hash of what was shown, `evenhanded:variant`,
 * `evenhanded:subject` with whom the page was made for, and `evenhanded:key`, a UUID that makes it the same post again.
 *
 * @param more `id` of the command, instead of the key's
 */
export async function askedByForm(
  all: Desk,
  offer: string,
  entries: FormEntries,
  more: Pick<Asked, 'whenNobody' | 'sender'> & {
    readonly id?: string | undefined
    readonly touchpoint?: string | undefined
  },
): Promise<AskedByForm> {
  const given = [...entries]
  const texts = hiddenIn(given)
  const shown = planOf(all, offer, texts.get('notice'))
  const desk = shown ? { ...all, plan: shown } : all
  const key = texts.get('key')
  const id = more.id ?? (key === undefined ? crypto.randomUUID() : desk.secrets.half(`form:${key}`))
  const said = await saidBy(desk, offer, given, texts.get('variant'))
  const touchpoint = more.touchpoint ?? placeOf(desk.plan, offer)
  const at = desk.clock?.() ?? desk.time.now() ?? Date.now()
  // It is said now, by somebody who has no earlier words under way: it lifts what was withdrawn before.
  const command: Accept = { id, subject: null, at, touchpoint, seen: Number.MAX_SAFE_INTEGER, ...said }
  // The backend knows better for whom it speaks.
  const subject = more.sender === 'device' ? texts.get('subject') : undefined
  const problem = problemOf(desk, command, { shown, key, subject }) ?? (await problemWithAnswers(desk, said.answers))
  const asked: Asked = {
    id,
    hash: desk.secrets.content({ ...said, touchpoint } as unknown as Json),
    subject: subject ?? null,
    command,
    whenNobody: more.whenNobody,
    sender: more.sender,
    // Who corrects a form and posts it again has the same key.
    fleeting: true,
    ...(problem && { refusal: problem }),
  }
  return { desk, asked }
}

/** The first of each: a form has one. */
function hiddenIn(entries: readonly (readonly [string, unknown])[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of entries)
    if (name.startsWith(hidden) && typeof value === 'string' && value !== '' && !found.has(name.slice(hidden.length)))
      found.set(name.slice(hidden.length), value)
  return found
}

/** The program whose notice was shown: this one, in another language, or an earlier version that is still served. */
const planOf = ({ plan, others }: Desk, offer: string, hash: string | undefined): Plan | undefined =>
  [plan, ...others].find((one) => Object.hasOwn(one.offer, offer) && one.notice(offer).hash === hash)

type Said = Omit<Accept, 'id' | 'subject' | 'at' | 'touchpoint' | 'seen'>

async function saidBy(desk: Desk, offer: string, entries: FormEntries, variant: string | undefined): Promise<Said> {
  const planned = Object.hasOwn(desk.plan.offer, offer) ? desk.plan.offer[offer] : undefined
  const { texts, ...read }: FormRead = planned ? readForm(planned, entries) : { texts: new Map(), consents: {} }
  const { hash, version, language } = planned ? desk.plan.notice(offer) : { hash: '', version: 0, language: '' }
  const notice = { hash, version, language, ...(variant !== undefined && { variant }) }
  return { type: 'accept', offer, answers: await answersIn(desk, texts), ...read, evidence: { act: 'button', notice } }
}

async function answersIn(desk: Desk, texts: FormRead['texts']): Promise<{ readonly [field: string]: Json }> {
  const takes = async (field: string, value: Json): Promise<boolean> =>
    isClean(value) && (await problemWithAnswers(desk, { [field]: value })) === undefined
  const answers = Object.entries(await coerced(texts, takes))
  return Object.fromEntries(answers.flatMap(([field, value]) => (value === undefined ? [] : [[field, value] as const])))
}

/** What is wrong whatever is stored. None of it is kept: names and notices may be the sender's own. */
function problemOf(
  { plan }: Desk,
  command: Accept,
  given: { readonly shown: Plan | undefined; readonly key: string | undefined; readonly subject: string | undefined },
): Refusal | undefined {
  const isNone = (text: string | undefined) => text !== undefined && !isUuid(text)
  const { variant = '' } = command.evidence.notice
  if (isNone(given.key) || isNone(given.subject) || variant.length > 64 || !isClean([command.answers, variant] as Json))
    return refusal('bad_command')
  const strange = unknownName(plan, command)
  if (strange) return strange
  if (isOnDevice(plan.offer[command.offer])) return refusal('device_only')
  return given.shown ? undefined : refusal('wrong_notice')
}

const isOnDevice = (planned: PlannedOffer | undefined): boolean => planned?.onDevice === true

/** Where the offer is made, and best where people have a device of their own. */
function placeOf({ program }: Plan, offer: string): string {
  const places = (Object.hasOwn(program.offers, offer) && program.offers[offer]?.at) || Object.keys(program.touchpoints)
  return places.find((place) => program.touchpoints[place]?.device !== 'site') ?? (places[0] as string)
}
