import type { ConsentEntry, ConsentRecord } from '../../core/consent/record.js'
import type { Program } from '../../core/program/program.js'
import { ok, type Result } from '../../core/result.js'
import { type Document, facts, heading, paragraph, type Text, table } from '../document/document.js'
import { documentPage } from '../document/html.js'
import { languageFor, type NoticeLanguage, unknownLanguage, wordsIn } from '../notices/language.js'
import { contactLink } from '../notices/privacy/who.js'
import { capital, said, type Telling, tellingOf } from '../notices/telling.js'
import type { UnknownLanguage } from '../notices/written.js'
import { otherProgram } from './agreed.js'
import type { ReceiptRefusal } from './receipt-refusal.js'

export interface ReceiptPageOptions {
  /** BCP 47; the program's own unless said, and English where that is not spoken here. */
  readonly language?: NoticeLanguage
}

/**
 * A record as a text for the person whose it is: when, where, how, what was shown, and each decision.
 *
 * @param record one of `recordsOf`
 */
export function receiptDocument(
  program: Program,
  record: ConsentRecord,
  { language }: ReceiptPageOptions = {},
): Result<Document, ReceiptRefusal | UnknownLanguage> {
  const other = otherProgram(program, record)
  if (other) return other
  const tag = languageFor(language, program.language)
  const words = wordsIn(tag)
  if (!words) return unknownLanguage(tag)
  const telling = tellingOf(program, words, tag)
  const { receipt } = words
  return ok({
    language: tag,
    saidIn: program.language ?? 'en',
    title: receipt.title,
    lead: telling.fill(receipt.lead, { controller: { said: program.controller.name } }),
    blocks: [
      heading(2, receipt.decided),
      ...table(
        [receipt.decision, receipt.field, receipt.purpose, receipt.basis, receipt.until],
        record.entries.map((entry) => [
          receipt.status[entry.status],
          telling.field(entry.field),
          telling.purpose(entry.purpose),
          capital(words.basis[entry.basis]),
          untilOf(telling, entry),
        ]),
      ),
      paragraph(telling.fill(receipt.back, { contact: contactLink(program.controller.contact) })),
      heading(2, receipt.circumstances),
      facts(circumstancesOf(telling, record)),
    ],
  })
}

/** The same as a page that stands alone, to be shown, sent or printed. */
export function receiptPage(
  program: Program,
  record: ConsentRecord,
  options: ReceiptPageOptions = {},
): Result<string, ReceiptRefusal | UnknownLanguage> {
  const document = receiptDocument(program, record, options)
  return document.ok ? ok(documentPage(document.value)) : document
}

function untilOf({ words: { receipt }, day }: Telling, { status, until }: ConsentEntry): Text {
  if (status === 'unconfirmed') return receipt.pending
  if (status !== 'granted' && status !== 'renewed') return receipt.ended
  return until === undefined ? receipt.open : day(until)
}

function circumstancesOf(telling: Telling, record: ConsentRecord): readonly (readonly [Text, Text])[] {
  const { program, words, instant, fill } = telling
  const { receipt } = words
  const { act, notice, medium, actor, reference, offer } = record
  const place = program.touchpoints[record.touchpoint]?.label ?? record.touchpoint
  const gives = offer === undefined ? undefined : program.offers[offer]?.gives
  const optional: readonly (readonly [string, Text | undefined])[] = [
    [words.privacy.youGet, gives && telling.list([gives].flat().map(({ says }) => said(says)))],
    [receipt.act, act && receipt.acts[act]],
    [receipt.medium, medium && { said: medium }],
    [receipt.actor, actor && { said: actor }],
    [receipt.reference, reference && { said: reference }],
    [receipt.notice, notice && noticeOf(telling, notice)],
    [receipt.number, { said: record.id }],
    [receipt.person, { said: record.subject }],
    [words.version, fill(words.programVersion, { version: String(program.version), program: { said: program.id } })],
  ]
  return [
    [receipt.when, instant(record.givenAt)],
    [receipt.recorded, instant(record.recordedAt)],
    [receipt.where, said(place)],
    [words.privacy.controller, { said: `${program.controller.name}, ${program.controller.address}` }],
    ...optional.flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text] as const])),
  ]
}

function noticeOf({ words: { receipt }, fill }: Telling, notice: NonNullable<ConsentRecord['notice']>): Text {
  const { version, language, hash, variant } = notice
  const text = fill(receipt.noticeText, {
    version: String(version),
    language: { said: language },
    hash: { said: hash },
  })
  return variant === undefined ? text : [...text, ', ', ...fill(receipt.variant, { variant: { said: variant } })]
}
