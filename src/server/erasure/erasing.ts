import { type Json, record } from '../../core/json.js'
import { nothingCited } from '../../core/points/cited.js'
import type { Coupon } from '../../core/points/coupon.js'
import type { Policy } from '../../core/program/policy.js'
import type { Subject } from '../../core/subject/subject.js'
import type { Step } from '../../ports/store.js'
import { trying } from '../calls/load.js'
import { type Opened, opened, unopened } from '../calls/opened.js'
import type { Desk } from '../desk.js'
import type { Owner } from '../vault/vault.js'

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
