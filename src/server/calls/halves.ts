import type { Plan } from '../../core/program/plan.js'
import type { Credited, Endorse, Give } from '../../core/subject/backend/backend-command.js'
import type { Command } from '../../core/subject/command.js'
import type { Desk } from '../desk.js'
import type { Secrets } from '../secrets/secrets.js'
import type { Asked } from './asked.js'
import type { BackendCall } from './backend-call.js'
import type { Who } from './reference.js'

// What concerns two people is two steps, each on one account, and the first keeps the second with its answer. Both
// have the hash of the one call, and keys that are made of it alone: however often the second is sent, it counts once.

type Amounts = { readonly [currency: string]: number }

/** The key of the giver's half of an award of respect. Keys are the receiver's own, so it is made of both. */
export const endorsementKey = (secrets: Secrets, award: string, receiver: string): string =>
  secrets.half(`endorse:${receiver}:${award}`)

/** The key of the receiver's half of a gift; keys are the giver's own. */
export const creditKey = (secrets: Secrets, gift: string, giver: string): string =>
  secrets.half(`credit:${giver}:${gift}`)

/** The respect that a call passes on; nothing where it passes on none, or will be refused whatever the giver may. */
export function respectIn({ program, policy }: Plan, call: BackendCall): Amounts | undefined {
  if ((call.type !== 'award' && call.type !== 'did') || call.giver === undefined) return undefined
  const entries = call.type === 'award' ? Object.entries(call.points) : givenFor(program, call)
  const isSound = entries.every(
    ([currency, amount = 0]) =>
      Object.hasOwn(program.currencies, currency) && Number.isSafeInteger(amount) && amount >= 0,
  )
  if (!isSound) return undefined
  if (call.type === 'award') {
    const isOver = entries.some(([currency, amount = 0]) => amount > (policy.maxAward?.[currency] ?? amount))
    if (isOver || (call.partner !== undefined && !Object.hasOwn(program.partners, call.partner))) return undefined
  }
  const respect: { [currency: string]: number } = {}
  for (const [currency, amount = 0] of entries)
    if (amount > 0 && program.currencies[currency]?.kind === 'reputation')
      respect[currency] = (respect[currency] ?? 0) + amount
  return Object.keys(respect).length > 0 ? respect : undefined
}

const givenFor = (
  { earns }: Plan['program'],
  { deed, count = 1 }: { readonly deed: string; readonly count?: number },
) =>
  Object.values(earns).flatMap((rule) =>
    rule.on === 'deed' && rule.deed === deed
      ? Object.entries(rule.gives).map(([currency, each = 0]) => [currency, each * count] as const)
      : [],
  )

/** The giver's half of an award of respect: whether they may still give, before anything counts. */
export function endorsing(desk: Desk, award: Asked, respect: Amounts, giver: Who, receiver: string): Asked {
  const { reason, actor, at, touchpoint, seen } = award.command as Command & { type: 'award' | 'did' }
  const id = endorsementKey(desk.secrets, award.id, receiver)
  const command: Endorse = {
    ...{ id, subject: null, at, touchpoint, seen, reason, ...(actor !== undefined && { actor }) },
    type: 'endorse',
    points: respect,
    to: receiver,
  }
  return {
    ...plain(id, award.hash, command, giver.login === null ? 'refused' : 'founds'),
    follows: ({ subject }) => ({ ...(award.command as Command), subject: receiver, giver: subject }) as Command,
  }
}

/** The receiver's half of a gift, of the giver's as it was decided. */
export function crediting({ secrets }: Desk, gift: Give): Credited {
  const { points, reason, actor, at, touchpoint, seen, to, id, subject } = gift
  const giver = subject as string
  return {
    ...{ id: creditKey(secrets, id, giver), subject: to, at, touchpoint, seen },
    ...{ type: 'credited', points, reason, giver, ...(actor !== undefined && { actor }) },
  }
}

/** A second half, as its first keeps it. Whoever was found to receive it may be new. */
export const second = (command: Command, hash: string | null): Asked => plain(command.id, hash, command, 'founds')

const plain = (id: string, hash: string | null, command: Command, whenNobody: Asked['whenNobody']): Asked => ({
  id,
  hash,
  subject: null,
  command,
  whenNobody,
  sender: 'backend',
})
