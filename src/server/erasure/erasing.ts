import { later } from '../../core/duration.js'
import { EvenhandedError } from '../../core/error.js'
import { type Json, record } from '../../core/json.js'
import { nothingCited } from '../../core/points/cited.js'
import type { Coupon } from '../../core/points/coupon.js'
import type { Policy } from '../../core/program/policy.js'
import type { Subject } from '../../core/subject/subject.js'
import type { Suppression } from '../../ports/registers.js'
import type { Step } from '../../ports/store.js'
import { trying } from '../calls/load.js'
import { type Opened, opened, unopened } from '../calls/opened.js'
import type { Desk } from '../desk.js'
import { identifierHash, isIdentifier } from '../vault/identifiers.js'
import type { Owner } from '../vault/vault.js'
import { proofOf } from './proof.js'

/** An erasure that is about to be stored. */
export interface Erasing {
  /** As it was decided, with what is known plain. */
  readonly step: Step
  readonly opened: Opened
  /** The keyed hash of the login that the subject is bound to. */
  readonly login: string | null
  /** From when on what stays is counted: of an erasure that is done again, when it was done at first. */
  readonly at: number
}

/** How long what is left of somebody stays. */
export const lasting = ({ erasure }: Policy): { readonly suppressed: string; readonly proof: string } => ({
  suppressed: erasure?.suppressFor ?? 'P3Y',
  proof: erasure?.proofFor ?? 'P3Y',
})

/**
 * Somebody as the decision to erase them sees them: every value that can still be opened, and the coupons that end with
 * them. Where the ring has dropped their key already, as after a backup was restored, there is nothing left to open.
 */
export async function openedToErase(desk: Desk, owner: Owner, subject: Subject): Promise<Opened> {
  const isOpen = owner.key === null || (await desk.vault.keys.of(owner.id, owner.key)) !== null
  const own = isOpen
    ? await opened(desk, owner, subject)
    : { ...unopened(subject), subject: { ...subject, values: record<Json>() } }
  const coupons = await trying(() => desk.store.coupons(desk.tenant, owner.id))
  return { ...own, subject: { ...own.subject, cited: withCoupons(own.subject.cited, coupons) } }
}

function withCoupons(cited: Subject['cited'], coupons: readonly Coupon[]): Subject['cited'] {
  const all = record(cited)
  for (const coupon of coupons)
    if (coupon.state === 'issued') {
      const own = all[coupon.key] ?? nothingCited
      const others = own.coupons.filter(({ code }) => code !== coupon.code)
      all[coupon.key] = { ...own, coupons: [...others, coupon] }
    }
  return all
}

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
