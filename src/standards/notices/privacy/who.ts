import { underGdpr } from '../../../core/program/applicable.js'
import type { Contact } from '../../../core/program/controller.js'
import { type Block, type Facts, facts, heading, type Inline, type Text } from '../../document/document.js'
import { said, type Telling } from '../telling.js'

/** A way to write to somebody: a link where it is an address or a page. */
export function contactLink(contact: string): Inline {
  if (/^https?:\/\//.test(contact)) return { text: contact, href: contact }
  return /^[^\s@]+@[^\s@]+$/.test(contact) ? { text: contact, href: `mailto:${contact}` } : said(contact)
}

const written = ({ name, address, contact }: Contact): Text => [
  { said: [name, address].filter(Boolean).join(', ') },
  ', ',
  contactLink(contact),
]

/** Who answers for the processing, and who speaks for them: of a privacy notice, and of a record of processing. */
export function responsible(telling: Telling): Facts {
  const { program, words, country } = telling
  const { controller, representative, officer, parties } = program
  const joint = Object.values(parties).filter(({ role }) => role === 'joint-controller')
  return facts([
    [words.name, { said: controller.name }],
    [words.address, { said: controller.address }],
    [words.contact, contactLink(controller.contact)],
    [words.privacy.law, country(controller.jurisdiction)],
    [words.privacy.page, contactLink(controller.policyUrl)],
    ...(representative && underGdpr(program) ? [[words.privacy.representative, written(representative)] as const] : []),
    ...(officer ? [[words.privacy.officer, written(officer)] as const] : []),
    ...joint.map(({ name, address = '' }) => {
      return [words.privacy.jointly, { said: [name, address].filter(Boolean).join(', ') }] as const
    }),
  ])
}

export const who = (telling: Telling): readonly Block[] => [
  heading(2, telling.words.privacy.controller),
  responsible(telling),
]
