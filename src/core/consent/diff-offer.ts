import type { PlannedOffer } from '../program/plan.js'
import { isConsent } from '../program/purpose.js'
import type { Terms } from './diff-ground.js'
import type { Reason } from './diff-reason.js'

/** What a new version means for who accepted an offer. */
export function offerReasons({ before, after }: Terms, old: PlannedOffer): readonly Reason[] {
  const next = after.offer[old.id]
  if (!next)
    return [
      {
        code: 'offer_removed',
        verdict: 'inform',
        says: `${old.id} is made no longer; who accepted it keeps it, and can leave it.`,
      },
    ]
  const reasons: Reason[] = []
  if (old.offer.for !== next.offer.for)
    reasons.push({
      code: 'other_purpose',
      verdict: isConsent(before.program.purposes[old.offer.for]) ? 'ask' : 'forbidden',
      says: `${old.id} was made for ${old.offer.for}, and is made for ${next.offer.for}. Make another offer of it.`,
    })
  const more = requiredOf(next).filter((field) => !requiredOf(old).includes(field))
  if (more.length > 0)
    reasons.push({
      code: 'asks_more',
      verdict: 'ask',
      says: `It needs ${more.join(', ')} as well: who is in is asked, and loses nothing meanwhile.`,
    })
  const seen = next.observes.filter((field) => !old.observes.includes(field))
  if (seen.length > 0)
    reasons.push({
      code: 'records_more',
      verdict: 'ask',
      says: `It records ${seen.join(', ')} as well: nothing of it without a new acceptance.`,
    })
  if (JSON.stringify(promised(old)) !== JSON.stringify(promised(next)))
    reasons.push({
      code: 'gives_other',
      verdict: 'inform',
      says: 'It gives something else; what was promised before is kept.',
    })
  return reasons
}

const requiredOf = ({ asks }: PlannedOffer): readonly string[] =>
  asks.filter(({ optional, when }) => !optional && !when).map(({ field }) => field)

/** What it gives for all of it, and for each step of a long ask. */
const promised = ({ gives, offer: { steps } }: PlannedOffer) => [gives, steps?.gives]
