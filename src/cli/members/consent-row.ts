import type { Json, Program } from 'evenhanded'
import { instant } from '../orders/instant.js'
import { quoted } from '../orders/order-line.js'
import { cellValue } from './cell-value.js'
import { actsInWords, type Grade, gradeOf, isKnownAct, type OldEvidence } from './evidence.js'

/** What a file of consents may say; the first four it has to. */
export const consentColumns = {
  needed: ['login', 'purpose', 'field', 'status'],
  known: ['act', 'given_at', 'notice', 'medium', 'reference', 'confirmed_at', 'bundled', 'value'],
} as const

/** A consent, or a no, of an old system. */
export interface OldConsent extends OldEvidence, Grade {
  readonly line: number
  readonly login: string
  readonly purpose: string
  readonly field: string
  readonly status: 'granted' | 'refused' | 'withdrawn'
  readonly medium: string
  /** What was given with it; absent where the file does not say. */
  readonly value?: Json
}

type Cells = { readonly [column: string]: string }

/** One row, or why it is none. */
export async function consentIn(
  program: Program,
  line: number,
  cells: Cells,
  now: number,
): Promise<OldConsent | string> {
  const cell = (name: string): string => (cells[name] ?? '').trim()
  const [login, purpose, field, status] = ['login', 'purpose', 'field', 'status'].map(cell) as [
    string,
    string,
    string,
    string,
  ]
  if (login === '') return 'login is empty'
  if (!isStatus(status)) return `status is ${quoted(status)}, not granted, refused or withdrawn`
  const rule = Object.hasOwn(program.purposes, purpose) ? program.purposes[purpose] : undefined
  if (!rule) return `${quoted(purpose)} is no purpose of this program`
  if (!rule.basis.endsWith('consent')) return `${purpose} rests on ${rule.basis}: nobody consents to it`
  const its = Object.hasOwn(program.fields, field) ? program.fields[field] : undefined
  if (!its) return `${quoted(field)} is no field of this program`
  const act = cell('act').toLowerCase()
  if (act !== '' && !isKnownAct(act)) return `act is ${quoted(act)}, none of ${actsInWords}`
  const bundled = cell('bundled').toLowerCase()
  if (!isYesNo(bundled)) return `bundled is ${quoted(bundled)}, not yes or no`
  const [givenAt, confirmedAt] = [instant(cell('given_at')), instant(cell('confirmed_at'))]
  for (const [name, at] of [
    ['given_at', givenAt],
    ['confirmed_at', confirmedAt],
  ] as const) {
    if (cell(name) !== '' && at === undefined) return `${name} is ${quoted(cell(name))}, not a date`
    if (at !== undefined && at > now) return `${name} is ${quoted(cell(name))}, which is yet to come`
  }
  const text = cell('value')
  const read = text === '' ? undefined : await cellValue(its, text)
  if (read && !read.ok) return `value is ${quoted(text)}: ${read.why}`
  // A notice is what was shown, to the byte: its hash is the proof.
  const evidence = { act, givenAt, notice: cells.notice ?? '', reference: cell('reference'), confirmedAt, bundled }
  return {
    ...{ line, login, purpose, field, status, medium: cell('medium') },
    ...evidence,
    ...gradeOf(evidence, rule),
    ...(read && { value: read.value }),
  }
}

const isStatus = (text: string): text is OldConsent['status'] => ['granted', 'refused', 'withdrawn'].includes(text)
const isYesNo = (text: string): text is OldEvidence['bundled'] => ['yes', 'no', ''].includes(text)
