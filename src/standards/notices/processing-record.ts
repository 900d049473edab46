import { underGdpr } from '../../core/program/applicable.js'
import type { Kind } from '../../core/program/field.js'
import type { Program } from '../../core/program/program.js'
import type { Basis, Purpose } from '../../core/program/purpose.js'
import type { Result } from '../../core/result.js'
import { type Block, facts, heading, type Inline, list as items, paragraph, type Text } from '../document/document.js'
import { handlingsOf } from './handling.js'
import { areaOf, transfersToldOf } from './privacy/recipients.js'
import { responsible } from './privacy/who.js'
import { capital, said, type Telling } from './telling.js'
import { type NoticeOptions, type UnknownLanguage, type Written, written } from './written.js'

/**
 * The record of processing activities (GDPR Art. 30; Swiss DSG Art. 12): one activity per purpose, with whose data and
 * which, who gets it, where it goes, when it is erased, and the measures that this library takes by itself.
 */
export const processingRecord = (program: Program, options: NoticeOptions = {}): Result<Written, UnknownLanguage> =>
  written(program, options, (telling) => {
    const { processing } = telling.words
    return {
      title: processing.title,
      lead: telling.fill(underGdpr(program) ? processing.lead : processing.leadElsewhere, {
        controller: { said: program.controller.name },
      }),
      blocks: [
        heading(2, processing.controller),
        responsible(telling),
        ...Object.entries(program.purposes).flatMap(([name, purpose]) => activity(telling, name, purpose)),
        ...further(telling),
        heading(2, telling.words.privacy.abroad),
        ...abroad(telling),
        heading(2, processing.measures),
        items(processing.measuresText),
        paragraph(processing.measuresNote),
      ],
    }
  })

function activity(telling: Telling, name: string, of: Purpose): readonly Block[] {
  const { words, purpose } = telling
  const { processing } = words
  return [
    heading(2, purpose(name)),
    facts([
      [processing.basis, basisOf(telling, of.basis)],
      [processing.subjects, subjectsOf(telling)],
      [processing.data, dataOf(telling, name)],
      [processing.recipients, of.on === 'device' ? processing.onDevice : recipientsOf(telling, of)],
      [processing.spans, spansOf(telling, of)],
    ]),
  ]
}

const basisOf = ({ program, words }: Telling, basis: Basis): Text =>
  underGdpr(program) ? `${capital(words.basis[basis])} (${words.law[basis]})` : capital(words.basis[basis])

const subjectsOf = ({ program, words, fill, list }: Telling): Text =>
  fill(words.processing.subjectsText, {
    places: list(Object.values(program.touchpoints).map(({ label }) => said(label))),
  })

const kinds: readonly (Kind | 'special')[] = ['identifier', 'personal', 'preference', 'observed', 'special']

/** The fields of a purpose by their kind; special ones apart. */
function dataOf(telling: Telling, purpose: string): Text {
  const { program } = telling
  const fields = handlingsOf(program).filter((handling) => handling.purpose === purpose)
  return categoriesOf(
    telling,
    fields.map(({ field }) => field),
  )
}

export function categoriesOf({ program, words, fill, list, field }: Telling, names: readonly string[]): Text {
  const categories = kinds.flatMap((kind) => {
    const of = [...new Set(names)].filter((name) => {
      const declared = program.fields[name]
      return declared?.special ? kind === 'special' : declared?.kind === kind
    })
    return of.length === 0
      ? []
      : [fill(words.processing.dataOf, { kind: words.kind[kind], fields: list(of.map(field)) })]
  })
  return categories.length === 0 ? words.none : apart(categories)
}

const apart = (texts: readonly Text[]): readonly Inline[] =>
  texts.flatMap((text, at) => (at === 0 ? [text].flat() : ['; ', ...[text].flat()]))

function recipientsOf({ program, words, country }: Telling, { parties = [] }: Purpose): Text {
  const told = parties.flatMap((name): readonly Text[] => {
    const party = program.parties[name]
    return party ? [[{ said: party.name }, ', ', country(party.country), `, ${words.role[party.role]}`]] : []
  })
  return told.length === 0 ? words.none : apart(told)
}

function spansOf({ words: { processing }, fill, span, field }: Telling, purpose: Purpose): Text {
  const { basis, retainFor, retainFrom = 'end', retain = {}, validFor } = purpose
  const own = {
    consent: processing.spanConsent,
    'explicit-consent': processing.spanConsent,
    contract: processing.spanContract,
    'legitimate-interest': processing.spanInterest,
    'legal-obligation': processing.spanLaw,
  }[basis]
  return apart([
    validFor === undefined ? own : `${own} (${span(validFor)})`,
    ...(retainFor === undefined
      ? []
      : [fill(retainFrom === 'given' ? processing.spanGiven : processing.spanEnd, { span: span(retainFor) })]),
    ...Object.entries(retain).map(([name, kept]) =>
      fill(processing.spanField, { field: field(name), span: span(kept) }),
    ),
  ])
}

function further({ program, words }: Telling): readonly Block[] {
  const { accounts, consents, requests } = words.processing
  return [
    heading(2, words.processing.further),
    items([...(Object.keys(program.currencies).length === 0 ? [] : [accounts]), consents, requests]),
  ]
}

function abroad(telling: Telling): readonly Block[] {
  const { words, fill } = telling
  const area = areaOf(telling)
  const transfers = transfersToldOf(telling)
  return transfers.length === 0
    ? [paragraph(fill(words.privacy.abroadNone, { area }))]
    : [paragraph(fill(words.privacy.abroadText, { area })), items(transfers)]
}
