import type { Program } from '../program/program.js'
import { isConsent } from '../program/purpose.js'
import { stillCovers } from '../program/terms.js'
import { inForce } from '../subject/consent.js'
import type { Ground, Subject } from '../subject/subject.js'

/**
 * How a ground stands, as its owner sees it. `unconfirmed`: the address that it was given through is not proven yet;
 * `outdated`: what it agreed to is not what the program does now, so that it has to be asked anew. A restriction changes
 * none of it: it is said beside.
 */
export type Standing = Ground['status'] | 'unconfirmed' | 'outdated'

export function standingOf(
  program: Program,
  subject: Subject,
  { purpose, field, ground }: { readonly purpose: string; readonly field: string; readonly ground: Ground },
  now: number,
): Standing {
  const { status, until = now + 1, confirmBy = until, basis, terms } = ground
  if (status !== 'granted') return status
  if (until <= now || confirmBy <= now) return 'expired'
  const { restrictedAt: _, ...free } = subject
  if (inForce(program, free, field, purpose, now)) return 'granted'
  const rule = program.purposes[purpose]
  return rule?.basis === basis && (!isConsent(rule) || stillCovers(program, purpose, field, terms))
    ? 'unconfirmed'
    : 'outdated'
}
