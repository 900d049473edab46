import { endOf } from '../../consent/retention.js'
import { type Basis, isConsent, type Purpose } from '../../program/purpose.js'
import type { Report, Reviewed, Rule } from '../reviewed.js'

const law = 'GDPR Art. 5(1)(e), 13(2)(a)'

/** How long values are kept, where leaving alone does not end it. */
export const retention: Rule = (reviewed, report) => {
  for (const [name, purpose] of Object.entries(reviewed.program.purposes))
    if (purpose.on !== 'device' && reviewed.byPurpose.has(name)) checkPurpose(reviewed, name, purpose, report)
}

const remedies: { readonly [basis in Basis]?: string } = {
  contract: 'Say `retainFor`, as in P90D.',
  'legal-obligation': 'Say `retainFor`: as long as the law wants.',
  'legitimate-interest': "Say `retainFor`, as in P90D, counted from the day it was told (`retainFrom: 'given'`).",
}

function checkPurpose({ plan, byPurpose }: Reviewed, name: string, purpose: Purpose, report: Report): void {
  const at = `purposes.${name}`
  const { basis, validFor, retainFor, retain, retainFrom = 'end' } = purpose
  const isKept = retainFor !== undefined || retain !== undefined
  const offers = [...new Set((byPurpose.get(name) ?? []).map(({ offer }) => offer))]
  const ending = offers.filter(({ id }) => endOf(plan, id) !== undefined)
  if (isKept && retainFrom === 'end' && basis !== 'legal-obligation' && offers.length > 0 && ending.length === 0)
    report(
      'retention_never_starts',
      at,
      'The time for which values are kept begins at the end, and no offer for it has an end: they are kept for good.',
      "Count from the day it was told (`retainFrom: 'given'`), or say `by` when each offer’s benefit is given.",
      law,
    )
  if (isKept || validFor !== undefined || isConsent(purpose)) return
  if (basis !== 'contract' || ending.length > 0)
    report(
      'no_retention',
      at,
      basis === 'contract'
        ? 'What was asked for it is done one day, and nothing says how long the values stay after that.'
        : 'Nothing says how long values are kept for it.',
      remedies[basis] ?? '',
      law,
    )
  else if (offers.every(({ offer }) => offer.principle === 'exchange'))
    report(
      'kept_until_left',
      at,
      'Values are kept until somebody leaves; who just stays away is kept for ever.',
      "Say `retainFor` with `retainFrom: 'given'`, or leave it so where the service goes on by itself.",
      law,
    )
}
