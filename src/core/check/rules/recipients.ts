import { inEconomicArea, underGdpr } from '../../program/applicable.js'
import { ruleOf } from '../../program/market.js'
import { isConsent } from '../../program/purpose.js'
import { transfersOf } from '../../program/transfers.js'
import type { Rule } from '../reviewed.js'
import { listed } from '../words.js'

/** Who else gets data, where, and whether a signal against it is heard. */
export const recipients: Rule = ({ program, takings }, report) => {
  const { parties, purposes, controller, representative, markets } = program
  const isServed = takings.some(({ purpose }) => purposes[purpose]?.on !== 'device')
  if (Object.keys(parties).length === 0 && isServed)
    report(
      'no_parties',
      'parties',
      'Nobody beside the controller is named: who hosts the site, who sends its mail?',
      'Declare them under `parties`, and name them at the purposes they take part in.',
      'GDPR Art. 13(1)(e), 28, 30',
    )
  for (const { name, party, adequate } of transfersOf(program))
    if (!adequate && party.safeguard === undefined)
      report(
        'no_safeguard',
        `parties.${name}`,
        `${party.name} processes in ${party.country}, and nothing says what protects the data there.`,
        'Say `safeguard`, as in “EU standard contractual clauses of 2021”.',
        'GDPR Art. 44 to 46',
      )
  if (underGdpr(program) && !inEconomicArea(controller.jurisdiction) && representative === undefined)
    report(
      'no_representative',
      'representative',
      'The controller has no seat in the European Economic Area, and nobody represents it there.',
      'Name a `representative`, or say in `markets` that nobody is from there.',
      'GDPR Art. 27',
    )
  const isCalifornian = markets === undefined || markets.some((market) => ruleOf(market).incentiveNotice)
  for (const [name, purpose] of Object.entries(purposes)) {
    const others = (purpose.parties ?? []).filter((party) => parties[party]?.role === 'recipient')
    if (purpose.sells && others.length === 0)
      report(
        'sold_to_nobody',
        `purposes.${name}`,
        'It sells or shares data, and names nobody who gets it.',
        'Declare the recipient under `parties`, and name it here.',
        'GDPR Art. 13(1)(e), Cal. Civ. Code 1798.100(a)',
      )
    if (purpose.sells && !isConsent(purpose) && underGdpr(program))
      report(
        'sold_without_consent',
        `purposes.${name}`,
        'Data is sold or shared without consent; people can only object afterwards.',
        'Rest it on consent.',
        'GDPR Art. 6(1)(a), (f)',
      )
    if (!purpose.sells && others.length > 0 && isCalifornian)
      report(
        'signal_unheard',
        `purposes.${name}`,
        `${listed(others)} ${others.length > 1 ? 'get' : 'gets'} data for ends of their own, and an opt-out signal of the browser does not end it.`,
        'Say `sells: true`; leave it only where a contract forbids them every use of their own.',
        'Cal. Civ. Code 1798.135, 11 CCR 7025',
      )
  }
}
