import type { Json } from '../../core/json.js'
import { record } from '../../core/json.js'
import type { Program } from '../../core/program/program.js'
import type { Event } from '../../core/subject/event.js'
import type { Committed, Step } from '../../ports/store.js'
import type { Secrets } from '../secrets/secrets.js'
import { identifierHash, isIdentifier } from './identifiers.js'
import type { SubjectKey } from './opened-keys.js'
import { commitmentOf, isSame, type Salted, salted, toBytes } from './salted.js'
import type { SaltedValues, Vault } from './vault.js'

/** With what a step is sealed. */
export interface Sealing {
  readonly vault: Vault
  readonly secrets: Secrets
  readonly program: Program
  /** The subject's key as it was loaded, wrapped. */
  readonly key: string | null
  /** The values as they were loaded, sealed. */
  readonly shut: { readonly [field: string]: Json }
  /** Those that were opened for the decision. */
  readonly open: SaltedValues
}

/**
 * The step as a store may see it: values sealed, commitments in their place in the log, identifiers by keyed hash. What
 * the step leaves as it was keeps its sealed text, so that nothing is written for it; the same answer given again counts
 * as that.
 */
export async function sealStep(sealing: Sealing, step: Step): Promise<Step> {
  const learned = lastLearned(step)
  const before = { ...step.before, values: sealing.shut }
  if (step.after.values === step.before.values && learned.size === 0 && !erases(step))
    return { ...step, before, after: { ...step.after, values: sealing.shut } }
  const salts = saltedAfter(sealing, step, learned)
  const { values, key } = erases(step)
    ? { values: await sealedApart(sealing, step, salts), key: undefined }
    : await sealedValues(sealing, step, salts)
  const identifiers = erases(step) ? undefined : identifiersIn(sealing, step, learned)
  return {
    ...step,
    before,
    after: { ...step.after, values },
    commands: step.commands.map((command) => sealedCommand(command, step, values, salts)),
    ...(key !== undefined && { key }),
    ...(identifiers && { identifiers }),
  }
}

export const erases = ({ before, after }: Step): boolean => before.erasedAt === null && after.erasedAt !== null

const isLearned = (event: Event): event is Event & { type: 'learned' } => event.type === 'learned'

/** By field, the last value that was learned. */
function lastLearned({ commands }: Step): ReadonlyMap<string, Json> {
  const all = new Map<string, Json>()
  for (const { events } of commands) for (const event of events) if (isLearned(event)) all.set(event.field, event.value)
  return all
}

/** What the subject has afterwards and was opened or learned, each with its salt: a new one for what is new. */
function saltedAfter({ open }: Sealing, { after }: Step, learned: ReadonlyMap<string, Json>): SaltedValues {
  const all = record<Salted>()
  for (const [field, value] of Object.entries(after.values)) {
    const known = open[field]
    if (known && (!learned.has(field) || isSame(known.value, value))) all[field] = known
    else if (learned.has(field)) all[field] = salted(value)
  }
  return all
}

/** As they stand in the store, with a key where the subject gets one. */
async function sealedValues(
  sealing: Sealing,
  { subject, after }: Step,
  salts: SaltedValues,
): Promise<{ readonly values: Step['after']['values']; readonly key: string | undefined }> {
  const { vault, shut, open } = sealing
  const values = record<Json>()
  const fresh: [field: string, value: Salted][] = []
  for (const field of Object.keys(after.values)) {
    const own = salts[field]
    if (own && own !== open[field]) fresh.push([field, own])
    else values[field] = shut[field] as Json
  }
  if (fresh.length === 0) return { values, key: undefined }
  const own = await keyOf(sealing, subject)
  const sealed = fresh.map(async ([field, value]) => [field, await vault.seal(own, subject, field, value)] as const)
  for (const [field, text] of await Promise.all(sealed)) values[field] = text
  return { values, key: sealing.key === own.wrapped ? undefined : own.wrapped }
}

/** Of somebody erased: what outlives their key, as under a legal duty, gets a key of its own. */
async function sealedApart(
  { vault }: Sealing,
  { subject, after }: Step,
  salts: SaltedValues,
): Promise<Step['after']['values']> {
  // What was sealed with a key that is gone is gone with it.
  const kept = Object.keys(after.values).flatMap((field) => {
    const value = salts[field]
    return value ? [[field, value] as const] : []
  })
  const sealed = kept.map(
    async ([field, value]) => [field, await vault.sealApart(subject, field, toBytes(value))] as const,
  )
  return record(Object.fromEntries(await Promise.all(sealed)))
}

/** The subject's own key; a new one where there is none yet. */
async function keyOf({ vault, key: wrapped }: Sealing, subject: string): Promise<SubjectKey> {
  const key = wrapped === null ? null : await vault.keys.of(subject, wrapped)
  return wrapped !== null && key !== null ? { wrapped, key } : vault.keys.make(subject)
}

/** No plain value goes on: in its event stands the sealed text, or nothing where it is not kept. */
function sealedCommand(
  command: Committed,
  { after }: Step,
  values: Step['after']['values'],
  salts: SaltedValues,
): Committed {
  if (!command.events.some(isLearned)) return command
  const commitments: { [field: string]: string } = record()
  const events = command.events.map((event): Event => {
    if (!isLearned(event)) return event
    const { field, value } = event
    const own = Object.hasOwn(after.values, field) ? salts[field] : undefined
    const isKept = own !== undefined && isSame(own.value, value)
    // What did not outlive its own step is committed to as well, with a salt that nobody keeps.
    commitments[field] = commitmentOf(isKept ? own : salted(value))
    return { ...event, value: isKept ? (values[field] ?? null) : null }
  })
  return { ...command, events, commitments }
}

/** By field, under what the identifiers that were learned are found. */
function identifiersIn(
  { secrets, program }: Sealing,
  { after }: Step,
  learned: ReadonlyMap<string, Json>,
): Step['identifiers'] {
  const own = [...learned.keys()].filter((field) => isIdentifier(program, field) && Object.hasOwn(after.values, field))
  if (own.length === 0) return undefined
  return record(
    Object.fromEntries(own.map((field) => [field, identifierHash(secrets, field, after.values[field] as Json)])),
  )
}
