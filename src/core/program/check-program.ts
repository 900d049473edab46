import type { Issue } from '../error.js'
import { checkAmounts, unknownField, unknownPurpose } from './check-names.js'
import { checkOffer } from './check-offer.js'
import { each, isObject, type Report, shape, text } from './check-shape.js'
import type { Definition } from './program.js'

const kinds = ['observed', 'preference', 'identifier', 'personal']
const bases = ['consent', 'explicit-consent', 'contract', 'legitimate-interest', 'legal-obligation']

/**
 * Everything that is structurally wrong with a definition; an empty list where nothing is. Whether a
 * program is fair, or its gates can be reached, is judged elsewhere.
 */
export function checkProgram(given: unknown): readonly Issue[] {
  const issues: Issue[] = []
  const report: Report = (code, path, message, remedy) => issues.push({ code, path, message, remedy })
  if (!isObject(given)) {
    report('bad_shape', '', 'A program is an object.', 'Pass one object to defineProgram.')
    return issues
  }
  shape(report, '', given, {
    id: text,
    version: 'integer',
    money: '?text',
    language: '?text',
    controller: 'object',
    fields: 'object',
    purposes: 'object',
    touchpoints: 'object',
    currencies: '?object',
    offers: 'object',
    rewards: '?object',
    gates: '?object',
  })
  shape(report, 'controller', given.controller, {
    name: text,
    address: text,
    contact: text,
    jurisdiction: text,
    policyUrl: text,
  })
  const parts = ['fields', 'purposes', 'touchpoints', 'currencies', 'offers', 'rewards', 'gates']
  const program = Object.fromEntries(
    parts.map((part) => [part, isObject(given[part]) ? given[part] : {}]),
  ) as unknown as Definition
  each(report, 'fields', program.fields, checkField)
  each(report, 'purposes', program.purposes, checkPurpose)
  each(report, 'touchpoints', program.touchpoints, (report, path, touchpoint) => {
    shape(report, path, touchpoint, { label: text, channel: text, device: ['?', 'subject', 'site'] })
  })
  each(report, 'currencies', program.currencies, (report, path, currency) => {
    shape(report, path, currency, { kind: ['redeemable', 'reputation'], label: text, expires: '?duration' })
  })
  each(report, 'offers', program.offers, (report, path, offer) => checkOffer(report, path, offer, program))
  each(report, 'rewards', program.rewards, (report, path, reward) => {
    if (!shape(report, path, reward, { label: '?text', costs: 'object', gives: 'object' })) return
    checkAmounts(report, `${path}.costs`, reward.costs, program, true)
    shape(report, `${path}.gives`, reward.gives, {
      benefit: ['coupon', 'selection', 'service', 'access'],
      says: text,
      worth: '?number',
      by: '?date',
    })
  })
  each(report, 'gates', program.gates, (report, path, gate) => checkGate(report, path, gate, program))
  return issues
}

function checkField(report: Report, path: string, field: unknown): void {
  const known = {
    kind: kinds,
    label: text,
    schema: 'schema',
    special: '?boolean',
    freshFor: '?duration',
    sensitivity: '?number',
    input: '?object',
  } as const
  if (!shape(report, path, field, known)) return
  const { sensitivity } = field as { sensitivity?: number }
  if (sensitivity !== undefined && !(sensitivity >= 0 && sensitivity <= 1))
    report('bad_value', `${path}.sensitivity`, 'A sensitivity lies between 0 and 1.', 'Set it within.')
}

function checkPurpose(report: Report, path: string, purpose: unknown): void {
  const known = {
    label: text,
    basis: bases,
    on: ['?', 'device', 'server'],
    interest: '?text',
    validFor: '?duration',
    retainFor: '?duration',
    channel: '?text',
    confirm: '?boolean',
  } as const
  if (!shape(report, path, purpose, known)) return
  const { basis, interest, confirm } = purpose as { basis: string; interest?: string; confirm?: boolean }
  if (basis === 'legitimate-interest' && !interest)
    report('no_interest', path, 'A legitimate interest has to be named.', 'Add `interest`.')
  if (confirm && !basis.endsWith('consent'))
    report('bad_value', `${path}.confirm`, 'Only a consent is confirmed.', 'Remove it, or rest the purpose on consent.')
}

function checkGate(report: Report, path: string, gate: unknown, program: Definition): void {
  if (
    !shape(report, path, gate, {
      label: text,
      for: '?text',
      effect: ['?', 'significant'],
      needs: '?object',
      atLeast: '?object',
      anyOf: '?list',
    })
  )
    return
  const { for: performs, needs, atLeast, anyOf = [] } = gate as Definition['gates'][string]
  if (performs !== undefined && !Object.hasOwn(program.purposes, performs))
    unknownPurpose(report, `${path}.for`, performs)
  const parts = [
    { at: path, part: { needs, atLeast } },
    ...anyOf.map((part, i) => ({ at: `${path}.anyOf.${i}`, part })),
  ]
  for (const { at, part } of parts) {
    if (at !== path && !shape(report, at, part, { needs: '?object', atLeast: '?object' })) continue
    if (part.atLeast) checkAmounts(report, `${at}.atLeast`, part.atLeast, program)
    for (const [field, purposes] of Object.entries(part.needs ?? {})) {
      if (!Object.hasOwn(program.fields, field)) unknownField(report, `${at}.needs.${field}`, field)
      for (const purpose of [purposes].flat() as string[]) {
        if (!Object.hasOwn(program.purposes, purpose)) unknownPurpose(report, `${at}.needs.${field}`, purpose)
        else if (program.purposes[purpose]?.basis?.endsWith('consent') && purpose !== performs)
          report(
            'gate_ties_consent',
            `${at}.needs.${field}`,
            `A gate may require consent to what it performs, and ${purpose} is something else.`,
            'Name it as the gate’s `for`, or need another purpose.',
          )
      }
    }
  }
}
