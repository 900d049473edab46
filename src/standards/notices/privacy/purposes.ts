import { record } from '../../../core/json.js'
import { underGdpr } from '../../../core/program/applicable.js'
import type { Purpose } from '../../../core/program/purpose.js'
import { type Block, heading, paragraph, type Text, table } from '../../document/document.js'
import { type Handling, handlingsOf, isOnDevice } from '../handling.js'
import { said, type Telling } from '../telling.js'
import { givesOf } from './brief.js'

/** Each purpose with its ground, its span, who takes part, and its fields (GDPR Art. 13(1)(c) to (e), (2)(a), (e)). */
export function purposes(telling: Telling): readonly Block[] {
  const { program, words, purpose } = telling
  const handlings = handlingsOf(program)
  return [
    heading(2, words.privacy.purposes),
    ...Object.entries(program.purposes).flatMap(([name, of]) => [
      heading(3, purpose(name)),
      ...[groundOf(telling, of), modelsOf(telling, name), spansOf(telling, of), whoOf(telling, of)].flatMap(sentences),
      ...fieldsOf(
        telling,
        of,
        handlings.filter((handling) => handling.purpose === name),
      ),
    ]),
  ]
}

/** A paragraph of them, if there is any. */
const sentences = (of: readonly Text[]): readonly Block[] =>
  of.length === 0 ? [] : [paragraph(...of.flatMap((sentence, at) => (at === 0 ? [sentence] : [' ', sentence])))]

function groundOf({ program, words, fill }: Telling, { basis, interest, on, channel }: Purpose): readonly Text[] {
  const { privacy } = words
  return [
    underGdpr(program)
      ? fill(privacy.groundByLaw, { basis: words.basis[basis], law: words.law[basis] })
      : fill(privacy.ground, { basis: words.basis[basis] }),
    ...(interest === undefined ? [] : [fill(privacy.interest, { interest: said(interest) })]),
    ...(on === 'device' ? [privacy.onDevice] : []),
    ...(channel === undefined ? [] : [fill(privacy.channel, { channel: channelOf(words, channel) })]),
  ]
}

/** What others are shown, and what is suggested to oneself, by what is recorded for it. */
function modelsOf({ program, words: { privacy }, fill, field }: Telling, purpose: string): readonly Text[] {
  return Object.values(program.models).flatMap(({ reads, learns, suggests, without = [] }) => [
    ...(learns === purpose ? [fill(privacy.learns, { field: field(reads) })] : []),
    ...(learns === purpose && without.length > 0 ? [privacy.leavesOut] : []),
    ...(suggests === purpose ? [fill(privacy.suggests, { field: field(reads) })] : []),
  ])
}

const channelOf = ({ channels }: Telling['words'], channel: string): Text =>
  record<string>(channels)[channel] ?? { said: channel }

function spansOf({ words: { privacy }, fill, span }: Telling, purpose: Purpose): readonly Text[] {
  const { validFor, retainFor, retainFrom = 'end', confirm, confirmWithin = 'P14D' } = purpose
  return [
    ...(validFor === undefined ? [] : [fill(privacy.valid, { span: span(validFor) })]),
    ...(confirm ? [fill(privacy.confirm, { span: span(confirmWithin) })] : []),
    ...(retainFor === undefined
      ? []
      : [fill(retainFrom === 'given' ? privacy.keptGiven : privacy.keptEnd, { span: span(retainFor) })]),
    {
      consent: privacy.untilConsent,
      'explicit-consent': privacy.untilConsent,
      contract: privacy.untilContract,
      'legitimate-interest': privacy.untilInterest,
      'legal-obligation': privacy.untilLaw,
    }[purpose.basis],
  ]
}

function whoOf(
  { program, words: { privacy }, fill, list }: Telling,
  { parties = [], sells }: Purpose,
): readonly Text[] {
  const names = parties.map((party): Text => ({ said: program.parties[party]?.name ?? party }))
  return [
    ...(names.length === 0 ? [] : [fill(privacy.who, { parties: list(names) })]),
    ...(sells ? [privacy.sells] : []),
  ]
}

function fieldsOf(telling: Telling, purpose: Purpose, handlings: readonly Handling[]): readonly Block[] {
  const { program, words } = telling
  const { privacy } = words
  if (handlings.length === 0) return [paragraph(privacy.noField)]
  const observed = (field: string) => program.fields[field]?.kind === 'observed'
  return table(
    [privacy.field, privacy.because, privacy.must, privacy.source],
    handlings.map((handling) => [
      labelOf(telling, purpose, handling.field),
      said(handling.because ?? purpose.label),
      mustOf(telling, handling),
      observed(handling.field) ? privacy.fromUse : privacy.fromYou,
    ]),
  )
}

function labelOf({ program, words: { privacy }, fill, field, span }: Telling, { retain }: Purpose, name: string): Text {
  const label = program.fields[name]?.special ? fill(privacy.specialField, { field: field(name) }) : field(name)
  const own = record(retain)[name]
  return own === undefined ? label : fill(privacy.otherSpan, { field: label, span: span(own) })
}

/** Whether it must be given, and what comes of leaving it out (GDPR Art. 13(2)(e)). */
function mustOf(telling: Telling, { how, offer: id }: Handling): Text {
  const { program, words, fill } = telling
  const { privacy } = words
  const offer = program.offers[id]
  if (!offer) return ''
  if (isOnDevice(offer) && how === 'used') return privacy.seen
  const text = {
    required: privacy.needed,
    optional: privacy.choice,
    paid: privacy.paid,
    alternative: privacy.alternative,
    conditional: privacy.depends,
    used: privacy.known,
    observed: privacy.comesAbout,
    invited: privacy.invited,
  }[how]
  const [open = '', close = ''] = words.quotes
  return fill(text, { gives: [open, ...[givesOf(telling, offer)].flat(), close] })
}
