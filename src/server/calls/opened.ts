import type { Json } from '../../core/json.js'
import { record } from '../../core/json.js'
import type { Plan } from '../../core/program/plan.js'
import type { Command } from '../../core/subject/command.js'
import type { Subject } from '../../core/subject/subject.js'
import type { Loaded, Lookup } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import type { Owner, SaltedValues } from '../vault/vault.js'
import type { Asked } from './asked.js'
import { load } from './load.js'

/** A subject whose values were opened, with what they were opened from. */
export interface Opened {
  readonly subject: Subject
  readonly shut: { readonly [field: string]: Json }
  readonly open: SaltedValues
}

/** Commands that neither look at a value nor change one: the vault stays shut. Whatever is not among them may. */
const blind: ReadonlySet<Command['type']> = new Set([
  ...(['award', 'earn', 'did', 'reverse', 'hold', 'capture', 'release', 'convert', 'spend', 'redeem'] as const),
  ...(['give', 'credited', 'returned', 'endorse', 'revoke', 'adjust', 'freeze', 'thaw', 'use', 'enter'] as const),
  ...(['suspend', 'lift', 'appeal', 'due', 'decline', 'withdraw', 'object', 'leave'] as const),
  ...(['shown', 'dismiss', 'complain', 'reconcile'] as const),
])

/** Whether these have to see values, or their sender is told them with the answer. */
export const needsValues = (plan: Plan, asked: readonly Asked[]): boolean =>
  asked.some(({ command, sender }) => sender === 'device' || (command !== null && !isBlind(plan, command)))

/** An acceptance without answers looks at a value only where something hangs on one. */
const isBlind = (plan: Plan, command: Command): boolean =>
  blind.has(command.type) ||
  (command.type === 'accept' && Object.keys(command.answers).length === 0 && !hasConditions(plan))

const hasConditions = ({ offers }: Plan): boolean =>
  offers.some(({ offer, asked }) => offer.when || Object.values(asked).some((ask) => ask.when))

/**
 * @param fields all of them unless said
 * @throws EvenhandedError `bad_keys`, `keys_failed`
 */
export async function opened(
  { vault }: Pick<Desk, 'vault'>,
  owner: Owner,
  subject: Subject,
  fields?: readonly string[],
): Promise<Opened> {
  const shut = subject.values
  const names = Object.keys(shut)
  if (names.length === 0) return unopened(subject)
  const open = await vault.open(owner, shut, fields ?? names)
  const values = record(Object.fromEntries(Object.entries(open).map(([field, { value }]) => [field, value])))
  return { subject: { ...subject, values: fields ? record({ ...shut, ...values }) : values }, shut, open }
}

/** The same with its values sealed. */
export const unopened = (subject: Subject): Opened => ({ subject, shut: subject.values, open: {} })

/** Reads, in one round trip, with the values of these fields opened; all of them unless said. */
export async function loadOpened(
  desk: Desk,
  lookups: readonly Lookup[],
  fields?: readonly string[],
): Promise<readonly Loaded[]> {
  const loaded = await load(desk, lookups)
  return Promise.all(
    loaded.map(async (one) => {
      if (one.id === null) return one
      const { subject } = await opened(desk, { id: one.id, key: one.key }, one.subject, fields)
      return { ...one, subject }
    }),
  )
}
