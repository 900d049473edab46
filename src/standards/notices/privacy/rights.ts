import { inEconomicArea, underGdpr } from '../../../core/program/applicable.js'
import { type Market, marketRules, ruleOf } from '../../../core/program/market.js'
import { type Block, heading, list as items, paragraph, type Text } from '../../document/document.js'
import type { Telling } from '../telling.js'
import { contactLink } from './who.js'

/** What people may ask for, how, until when it is answered, and where to complain (GDPR Art. 12, 13(2)(b) to (d)). */
export function rights(telling: Telling): readonly Block[] {
  const { program, words, fill } = telling
  const { privacy } = words
  const { withdraw, leave, object, access, correct, erase, restrict, move, human } = privacy
  return [
    heading(2, privacy.rights),
    paragraph(privacy.rightsText),
    items([withdraw, leave, object, access, correct, erase, restrict, move, human]),
    paragraph(fill(privacy.where, { contact: contactLink(program.controller.contact) })),
    ...deadlines(telling),
    heading(2, privacy.complaint),
    ...complaints(telling).map((text) => paragraph(text)),
  ]
}

function deadlines({ program, words: { privacy }, fill, span, country }: Telling): readonly Block[] {
  const { markets = [] } = program
  const told = (text: string, market?: Market) => {
    const { answerWithin, extendBy } = ruleOf(market)
    return fill(text, {
      span: span(answerWithin),
      more: span(extendBy),
      ...(market !== undefined && { market: country(market) }),
    })
  }
  if (markets.length < 2) return [paragraph(told(privacy.deadline, markets[0]))]
  return [items(markets.map((market) => told(privacy.deadlineIn, market)))]
}

/** The authorities of the program's markets; without any, of the union and of where the controller has its seat. */
function complaints({ program, words: { privacy }, fill, country }: Telling): readonly Text[] {
  const { markets, controller } = program
  const { authorities } = privacy
  const seat = controller.jurisdiction
  const known = (market: string): market is Market => Object.hasOwn(marketRules, market)
  const told = new Set([
    ...(underGdpr(program) ? ['EU' as const] : []),
    ...(markets ?? []),
    ...(known(seat) ? [seat] : []),
  ])
  const elsewhere = !known(seat) && !inEconomicArea(seat) && told.size === 0
  return [
    ...[...told].map((market) => authorities[market]),
    ...(elsewhere ? [fill(privacy.authorityElsewhere, { country: country(seat) })] : []),
  ]
}
