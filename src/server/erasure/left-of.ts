import { later } from '../../core/duration.js'
import { EvenhandedError } from '../../core/error.js'
import type { Json } from '../../core/json.js'
import type { Suppression } from '../../ports/registers.js'
import type { Step } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import { identifierHash, isIdentifier } from '../vault/identifiers.js'
import { type Erasing, lasting } from './erasing.js'
import { proofOf } from './proof.js'

/** What stays of somebody erased, and only for a while: that they may not be imported again, and proof of what they agreed to. */
export async function leftOf(desk: Desk, erasing: Erasing): Promise<Pick<Step, 'suppressions' | 'proof'>> {
  const suppressions = suppressionsOf(desk, erasing)
  const proof = await proofOf(desk, erasing, later(erasing.at, lasting(desk.plan.policy).proof))
  return { ...(suppressions.length > 0 && { suppressions }), ...(proof && { proof }) }
}

function suppressionsOf({ secrets, plan }: Desk, { step, opened, login, at }: Erasing): readonly Suppression[] {
  const until = later(at, lasting(plan.policy).suppressed)
  if (until <= at) return []
  const identifiers = Object.entries(valuesOf({ step, opened })).filter(([field]) => isIdentifier(plan.program, field))
  const hashes = identifiers.map(([field, value]) => identifierHash(secrets, field, value))
  return [...new Set([...(login === null ? [] : [login]), ...hashes])].map((hash) => ({
    hash: secrets.suppression(hash),
    at,
    until,
  }))
}

/** What was known of them, and what they said last of all in the same batch. */
function valuesOf({ step, opened }: Pick<Erasing, 'step' | 'opened'>): { readonly [field: string]: Json } {
  const learned = step.commands
    .flatMap(({ events }) => events)
    .flatMap((event) => (event.type === 'learned' ? [event] : []))
  return {
    ...Object.fromEntries(Object.entries(opened.open).map(([field, { value }]) => [field, value])),
    ...Object.fromEntries(learned.map(({ field, value }) => [field, value])),
  }
}

/**
 * Writes it where no backup reaches, before anything of it is stored: a backup that is restored is erased by it again.
 *
 * @throws EvenhandedError `register_failed`: then nothing was erased
 */
export async function register(
  { erasures, tenant }: Desk,
  { subject }: Step,
  at: number,
  left: Pick<Step, 'suppressions'>,
) {
  try {
    await erasures?.add({ tenant, subject, at, suppressions: left.suppressions ?? [] })
  } catch (cause) {
    throw new EvenhandedError('register_failed', 'The register of erasures can’t be written: nobody was erased.', [], {
      cause,
    })
  }
}
