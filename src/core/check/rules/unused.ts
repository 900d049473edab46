import type { FindingCode } from '../finding.js'
import { partsOf, type Reviewed, type Rule } from '../reviewed.js'

/** What is declared and nothing uses: it is told to people, and kept ready, for nothing. */
export const unused: Rule = (reviewed, report) => {
  const used = usedIn(reviewed)
  for (const [part, code, message, remedy] of parts)
    for (const name of Object.keys(reviewed.program[part]))
      if (!used[part].has(name)) report(code, `${part}.${name}`, message, remedy)
}

type Part =
  | 'fields'
  | 'purposes'
  | 'parties'
  | 'touchpoints'
  | 'currencies'
  | 'deeds'
  | 'segments'
  | 'moments'
  | 'places'

const parts: readonly (readonly [Part, FindingCode, string, string])[] = [
  ['fields', 'unused_field', 'No offer asks, uses or records it.', 'Take it out, or say in an offer what it is for.'],
  ['purposes', 'unused_purpose', 'Nothing is asked for it.', 'Take it out, or ask what it needs in an offer.'],
  ['parties', 'unused_party', 'It takes part in no purpose.', 'Name it at a purpose, or take it out.'],
  ['touchpoints', 'unused_touchpoint', 'No offer is made there.', 'Make one there, or take it out.'],
  [
    'currencies',
    'unused_currency',
    'Nothing gives it, takes it or asks for it.',
    'Give it in an offer or by a rule, or take it out.',
  ],
  [
    'deeds',
    'unused_deed',
    'No rule rewards it and no tier asks for it.',
    'Use it in a rule or a tier, or take it out.',
  ],
  [
    'segments',
    'unused_segment',
    'It changes nothing: no offer suits it, and it minds nothing more than others do.',
    'Say `suits` of an offer or `sensitivity` here; for a report alone it may stay.',
  ],
  ['moments', 'unused_moment', 'No offer is made at this moment.', 'Say `moment` of an offer, or take it out.'],
  ['places', 'unused_place', 'No offer is made there.', 'Say `near` of an offer, or take it out.'],
]

function usedIn({ program, plan, takings, needs }: Reviewed): { readonly [P in Part]: ReadonlySet<unknown> } {
  const offers = plan.offers.map(({ offer }) => offer)
  const { purposes, segments, gates, rewards, earns, conversions, partners, raffles, currencies } = program
  const gated = Object.values(gates).flatMap(partsOf)
  const everywhere = offers.some(({ at }) => at === undefined) ? Object.keys(program.touchpoints) : []
  const tiers = Object.values(currencies).flatMap(({ tiers }) => (tiers?.by === 'deeds' ? tiers.steps : []))
  const amounts = [
    ...plan.offers.flatMap(({ gives, asked }) => [
      ...gives.map((given) => (given.benefit === 'points' ? given.points : {})),
      ...Object.values(asked).map(({ points = {} }) => points),
    ]),
    ...Object.values(earns).map(({ gives }) => gives),
    ...Object.values(rewards).map(({ costs }) => costs),
    ...Object.values(raffles).map(({ ticket = {} }) => ticket),
    ...Object.values(segments).map(({ atLeast = {} }) => atLeast),
    ...gated.flatMap(({ atLeast = {}, tier = {} }) => [atLeast, tier]),
  ]
  return {
    fields: new Set([
      ...takings.map(({ field }) => field),
      // It is read once it is imported, or told to staff.
      ...needs.map(({ field }) => field),
    ]),
    purposes: new Set(takings.map(({ purpose }) => purpose).concat(offers.map((offer) => offer.for))),
    parties: new Set(Object.values(purposes).flatMap(({ parties = [] }) => parties)),
    touchpoints: new Set([...everywhere, ...offers.flatMap(({ at = [] }) => at)]),
    currencies: new Set([
      ...amounts.flatMap((amount) => Object.keys(amount)),
      ...Object.values(conversions).flatMap(({ from, to }) => [from, to]),
      ...Object.values(partners).map(({ currency }) => currency),
    ]),
    deeds: new Set([
      ...Object.values(earns).flatMap((rule) => (rule.on === 'deed' ? [rule.deed] : [])),
      ...tiers.flatMap(({ deeds }) => Object.keys(deeds)),
    ]),
    segments: new Set([
      ...offers.flatMap(({ suits = [] }) => suits),
      ...Object.keys(segments).filter((name) => Object.keys(segments[name]?.sensitivity ?? {}).length > 0),
    ]),
    moments: new Set(offers.map(({ moment }) => moment)),
    places: new Set(offers.flatMap(({ near = [] }) => near)),
  }
}
