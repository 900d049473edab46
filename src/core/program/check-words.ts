import { isObject, type Report, shape, text } from './check-shape.js'
import type { Field } from './field.js'
import type { Purpose } from './purpose.js'
import { ratings } from './rating.js'

const kinds = ['observed', 'preference', 'identifier', 'personal']
const bases = ['consent', 'explicit-consent', 'contract', 'legitimate-interest', 'legal-obligation']

/** Whether it rests on a consent, as far as it can be read. */
export const onConsent = (purpose: Purpose | undefined): boolean =>
  purpose?.basis === 'consent' || purpose?.basis === 'explicit-consent'

export function checkField(report: Report, path: string, field: unknown): void {
  const known = {
    kind: kinds,
    label: text,
    schema: 'schema',
    special: '?boolean',
    freshFor: '?duration',
    rated: ['?', ...Object.keys(ratings)],
    input: '?object',
  } as const
  const isMeasured = isObject(field) && isObject(field.sensitivity)
  if (!shape(report, path, field, { ...known, sensitivity: isMeasured ? 'object' : '?number' })) return
  const { sensitivity } = field as unknown as Field
  const measured = { is: 'number', source: text, answers: 'integer', date: 'date' } as const
  if (isMeasured && !shape(report, `${path}.sensitivity`, sensitivity, measured)) return
  const value = typeof sensitivity === 'object' ? sensitivity.is : sensitivity
  if (value !== undefined && !(value >= 0 && value <= 1))
    report('bad_value', `${path}.sensitivity`, 'A sensitivity lies between 0 and 1.', 'Set it within.')
}

export function checkPurpose(report: Report, path: string, given: unknown): void {
  const known = {
    label: text,
    basis: bases,
    on: ['?', 'device', 'server'],
    interest: '?text',
    validFor: '?duration',
    retainFor: '?span',
    retain: '?object',
    retainFrom: ['?', 'given', 'end'],
    channel: '?text',
    confirm: '?boolean',
    confirmWithin: '?span',
    askAgain: '?span',
    parties: '?list',
    sells: '?boolean',
    meaning: '?integer',
  } as const
  if (!shape(report, path, given, known)) return
  const purpose = given as Purpose
  if (purpose.basis === 'legitimate-interest' && !purpose.interest)
    report('no_interest', path, 'A legitimate interest has to be named.', 'Add `interest`.')
  if (purpose.confirm && !onConsent(purpose))
    report('bad_value', `${path}.confirm`, 'Only a consent is confirmed.', 'Remove it, or rest the purpose on consent.')
}

export const checkTouchpoint = (report: Report, path: string, touchpoint: unknown): boolean =>
  shape(report, path, touchpoint, { label: text, channel: text, device: ['?', 'subject', 'site'] })
