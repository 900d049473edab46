import { inEconomicArea, underGdpr } from './applicable.js'
import type { Party } from './party.js'
import type { Program } from './program.js'

/**
 * Countries whose law the European Commission has found adequate, whoever processes there (GDPR Art. 45), in 2026.
 * Canada and the United States are missing on purpose: theirs is for some organisations alone, which a program that
 * relies on it names as the `safeguard`.
 */
const adequateInUnion = 'AD AR CH FO GB GG IL IM JE JP KR NZ UY'

/** The same for Switzerland (DSV Annex 1), beside the European Economic Area. */
const adequateInSwitzerland = 'AD AR FO GB GG GI IL IM JE MC NZ UY'

/** A party that processes outside the area of the law that applies first. */
export interface Transfer {
  readonly name: string
  readonly party: Party
  /** Whether that law recognises the country's own as adequate. */
  readonly adequate: boolean
}

export function transfersOf(program: Program): readonly Transfer[] {
  const { jurisdiction } = program.controller
  const union = underGdpr(program)
  const within = (country: string) =>
    country === jurisdiction || (union ? inEconomicArea(country) : country.startsWith(`${jurisdiction}-`))
  const recognised = (country: string) => {
    if (union) return adequateInUnion.split(' ').includes(country)
    return jurisdiction === 'CH' && (inEconomicArea(country) || adequateInSwitzerland.split(' ').includes(country))
  }
  return Object.entries(program.parties)
    .filter(([, { country }]) => !within(country))
    .map(([name, party]) => ({ name, party, adequate: recognised(party.country) }))
}
