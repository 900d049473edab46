import type { Party } from '../../core/program/party.js'
import type { Program } from '../../core/program/program.js'
import { economicArea, underGdpr } from '../receipts/applicable.js'

/**
 * Countries whose law the European Commission has found adequate, whoever processes there (GDPR Art. 45), in 2026.
 * Canada and the United States are missing on purpose: theirs is for some organisations alone, which a program that
 * relies on it names as the `safeguard`.
 */
const adequateInUnion: ReadonlySet<string> = new Set('AD AR CH FO GB GG IL IM JE JP KR NZ UY'.split(' '))

/** The same for Switzerland (DSV Annex 1), beside the European Economic Area. */
const adequateInSwitzerland: ReadonlySet<string> = new Set('AD AR FO GB GG GI IL IM JE MC NZ UY'.split(' '))

/** A party that processes outside the area of the law that applies first. */
export interface Transfer {
  readonly name: string
  readonly party: Party
  /** Whether that law recognises the country's own as adequate. */
  readonly adequate: boolean
}

/** Where data may move freely: the European Economic Area, or the controller's own country. */
export const isUnion = (program: Program): boolean => underGdpr(program)

export function transfersOf(program: Program): readonly Transfer[] {
  const { jurisdiction } = program.controller
  const union = isUnion(program)
  const within = (country: string) =>
    country === jurisdiction || (union ? economicArea.has(country) : country.startsWith(`${jurisdiction}-`))
  const recognised = (country: string) => {
    if (union) return adequateInUnion.has(country)
    return jurisdiction === 'CH' && (economicArea.has(country) || adequateInSwitzerland.has(country))
  }
  return Object.entries(program.parties)
    .filter(([, { country }]) => !within(country))
    .map(([name, party]) => ({ name, party, adequate: recognised(party.country) }))
}
