import { inEconomicArea, underGdpr } from '../../core/program/applicable.js'
import type { Program } from '../../core/program/program.js'
import { transfersOf } from '../../core/program/transfers.js'

/** Something that a notice should say and the program does not: to be added before it is published. */
export interface Gap {
  readonly code:
    | 'no_markets'
    | 'no_parties'
    | 'no_safeguard'
    | 'no_representative'
    | 'other_language'
    | 'no_explanation'
  /** Where it belongs, from the program's root. */
  readonly path: string
  readonly message: string
}

/** What a notice about this program can't tell. Written for who declares it, in English. */
export function gapsOf(program: Program, language: string): readonly Gap[] {
  const { markets, parties, controller, representative, language: own = 'en' } = program
  const gaps: Gap[] = []
  if (base(own) !== base(language))
    gaps.push({
      code: 'other_language',
      path: 'language',
      message: `The program speaks ${own}, the notice ${language}: pass the program’s translation (\`translated\`).`,
    })
  if (markets === undefined)
    gaps.push({
      code: 'no_markets',
      path: 'markets',
      message: 'Nothing says where its people are, so the strictest rules are told.',
    })
  if (Object.keys(parties).length === 0)
    gaps.push({
      code: 'no_parties',
      path: 'parties',
      message: 'Nobody beside the controller is named: who hosts the site, who sends its mail?',
    })
  for (const { name, party, adequate } of transfersOf(program))
    if (!adequate && party.safeguard === undefined)
      gaps.push({
        code: 'no_safeguard',
        path: `parties.${name}.safeguard`,
        message: `${party.name} processes in ${party.country}, and nothing says what protects the data there.`,
      })
  if (underGdpr(program) && !inEconomicArea(controller.jurisdiction) && representative === undefined)
    gaps.push({
      code: 'no_representative',
      path: 'representative',
      message:
        'The controller has no seat in the European Economic Area, and nobody represents it there (GDPR Art. 27).',
    })
  return gaps
}

const base = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? ''
