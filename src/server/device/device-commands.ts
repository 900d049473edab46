import type { Json } from '../../core/json.js'
import type { PlannedOffer } from '../../core/program/plan.js'
import type { BackendCommand } from '../../core/subject/backend/backend-command.js'
import type { SubjectCommand } from '../../core/subject/command.js'
import type { Refusal } from '../../core/subject/refusal.js'
import { type Asked, hopeless } from '../calls/asked.js'
import { problemWithAnswers } from '../calls/check-answers.js'
import type { Desk } from '../desk.js'
import { isUuid } from '../secrets/uuid.js'
import { readCommand } from './command-shape.js'
import { unknownName } from './unknown-names.js'

const staysOnDevice = new Set(['observe', 'shown', 'dismiss'])

/** Every command that only the backend may send: one that were missing here would not compile. */
const ofBackend: { readonly [type in BackendCommand['type']]: true } = {
  enrol: true,
  attest: true,
  record: true,
  award: true,
  earn: true,
  did: true,
  reverse: true,
  hold: true,
  capture: true,
  release: true,
  convert: true,
  spend: true,
  give: true,
  credited: true,
  returned: true,
  endorse: true,
  revoke: true,
  adjust: true,
  freeze: true,
  thaw: true,
  use: true,
  enter: true,
  suspend: true,
  lift: true,
  appeal: true,
  due: true,
  confirm: true,
  messaged: true,
  'prove-age': true,
  complain: true,
  reconcile: true,
}

/** Something of a batch that can be answered, whatever it is: it has an id. */
export interface Item {
  readonly id: string
  readonly type?: unknown
}

export const isItem = (given: unknown): given is Item =>
  typeof given === 'object' && given !== null && isUuid((given as { id?: unknown }).id)

/** What a device sent, ready to be decided: read strictly, and its answers by their schemas. */
export async function askedByDevice(desk: Desk, given: Item): Promise<Asked> {
  const type = given.type as string
  if (staysOnDevice.has(type)) return hopeless(given.id, 'device_only')
  if (Object.hasOwn(ofBackend, type)) return hopeless(given.id, 'backend_only')
  const command = readCommand(given)
  if (!command) return hopeless(given.id, 'bad_command')
  const refusal = unknownName(desk.plan, command) ?? (await problemWith(desk, command))
  return {
    id: command.id,
    hash: desk.secrets.content(contentOf(command)),
    subject: command.subject,
    command,
    whenNobody: command.type === 'accept' ? 'founds' : command.type === 'erase' ? 'refused' : 'waits',
    sender: 'device',
    ...(refusal && { refusal }),
  }
}

/**
 * What of a command may not change from one sending to the next. What its sender had seen may; and so may its
 * subject, which a device learns from the answer to its first command.
 */
function contentOf(command: SubjectCommand): Json {
  const { subject: _, seen: __, own: ___, ...content } = command
  return content as unknown as Json
}

async function problemWith(desk: Desk, command: SubjectCommand): Promise<Refusal | undefined> {
  if (command.type === 'rectify') return problemWithAnswers(desk, { [command.field]: command.value })
  if (command.type !== 'accept' && command.type !== 'decline' && command.type !== 'leave') return undefined
  const planned = desk.plan.offer[command.offer]
  if (planned?.onDevice) return hopeless(command.id, 'device_only').refusal
  if (command.type !== 'accept' || !planned) return undefined
  const asked = Object.entries(command.answers).filter(([field]) => isAsked(planned, field))
  return problemWithAnswers(desk, Object.fromEntries(asked))
}

/** What the offer does not ask is not even looked at: the decision refuses it. */
const isAsked = ({ asked, invites }: PlannedOffer, field: string): boolean =>
  Object.hasOwn(asked, field) || invites.some(([, fields]) => fields.includes(field))
