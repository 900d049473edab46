import { underGdpr } from '../../../core/program/applicable.js'
import type { Party } from '../../../core/program/party.js'
import { transfersOf } from '../../../core/program/transfers.js'
import {
  type Block,
  heading,
  type Inline,
  list as items,
  paragraph,
  type Text,
  table,
} from '../../document/document.js'
import { said, type Telling } from '../telling.js'
import { contactLink } from './who.js'

/** Who gets data, and where it goes (GDPR Art. 13(1)(e) and (f); Swiss DSG Art. 19(2)(c) and (4)). */
export function recipients(telling: Telling): readonly Block[] {
  const { program, words, country } = telling
  const { privacy } = words
  const parties = Object.entries(program.parties)
  return [
    heading(2, privacy.parties),
    ...(parties.length === 0 ? [paragraph(privacy.partiesNone)] : []),
    ...table(
      [privacy.party, privacy.role, privacy.does, privacy.country, privacy.forPurposes],
      parties.map(([name, party]) => [
        nameOf(party),
        words.role[party.role],
        said(party.does),
        country(party.country),
        forOf(telling, name),
      ]),
    ),
    ...abroad(telling),
  ]
}

const nameOf = ({ name, address, policyUrl }: Party): Text => [
  { said: [name, address].filter(Boolean).join(', ') },
  ...(policyUrl === undefined ? [] : [' ', contactLink(policyUrl)]),
]

/** The purposes that name a party; all of them where none does. */
function forOf({ program, purpose, list, words }: Telling, name: string): Text {
  const named = Object.entries(program.purposes).filter(([, { parties = [] }]) => parties.includes(name))
  return named.length === 0 ? words.none : list(named.map(([purposeName]) => purpose(purposeName)))
}

function abroad(telling: Telling): readonly Block[] {
  const { words, fill } = telling
  const { privacy } = words
  const area = areaOf(telling)
  const transfers = transfersToldOf(telling)
  return [
    heading(2, privacy.abroad),
    ...(transfers.length === 0
      ? [paragraph(fill(privacy.abroadNone, { area }))]
      : [paragraph(fill(privacy.abroadText, { area })), items(transfers), paragraph(privacy.safeguardCopy)]),
  ]
}

/** Where data may go without more ado. */
export const areaOf = ({ program, words, country, list }: Telling): Text => {
  const own = country(program.controller.jurisdiction)
  return underGdpr(program) ? list([words.privacy.areaUnion, own].filter(once)) : own
}

const once = (of: Inline, at: number, all: readonly Inline[]): boolean => all.indexOf(of) === at

/** One line per party outside, with what protects the data there. */
export const transfersToldOf = ({ program, words: { privacy }, fill, country }: Telling): readonly Text[] =>
  transfersOf(program).map(({ party, adequate }) => {
    const text = party.safeguard ? privacy.safeguarded : adequate ? privacy.adequate : privacy.unguarded
    return fill(text, {
      party: { said: party.name },
      country: country(party.country),
      safeguard: said(party.safeguard ?? ''),
    })
  })
