import type { Issue } from '../error.js'
import { checkCurrency } from './check-currency.js'
import { checkGate } from './check-gate.js'
import { checkOffer } from './check-offer.js'
import { checkReward } from './check-reward.js'
import { each, isObject, type Report, shape, text } from './check-shape.js'
import { checkField, checkPurpose, checkTouchpoint } from './check-words.js'
import type { Definition } from './program.js'

/** What looks at one entry of a part. */
export type Check = (report: Report, path: string, entry: unknown, program: Definition) => void

const needed = { fields: checkField, purposes: checkPurpose, touchpoints: checkTouchpoint, offers: checkOffer }
const further = { currencies: checkCurrency, rewards: checkReward, gates: checkGate }
const ofServer = [
  'parties',
  'deeds',
  'earns',
  'campaigns',
  'conversions',
  'partners',
  'raffles',
  'sanctions',
  'goals',
  'segments',
  'moments',
  'places',
  'models',
] as const

const keysOf = <Name extends string>(record: { readonly [N in Name]: unknown }) => Object.keys(record) as Name[]

/**
 * Everything that is structurally wrong with a definition; an empty list where nothing is. Whether a
 * program is fair, or its gates can be reached, is judged elsewhere.
 *
 * @param more looks at further parts, and again at these: `serverChecks`, which no page needs
 */
export function checkProgram(given: unknown, more: { readonly [part: string]: Check } = {}): readonly Issue[] {
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
    notices: '?object',
    timeZone: '?text',
    controller: 'object',
    representative: '?object',
    officer: '?object',
    markets: '?list',
    minors: '?object',
    fairness: '?object',
    contact: '?object',
    ...Object.fromEntries(keysOf(needed).map((part) => [part, 'object'] as const)),
    ...Object.fromEntries([...keysOf(further), ...ofServer].map((part) => [part, '?object'] as const)),
  })
  shape(report, 'controller', given.controller, {
    name: text,
    address: text,
    contact: text,
    jurisdiction: text,
    policyUrl: text,
  })
  const checks: { readonly [part: string]: Check } = { ...needed, ...further }
  const program = Object.fromEntries(
    [...Object.keys(checks), ...ofServer].map((part) => [part, isObject(given[part]) ? given[part] : {}]),
  ) as unknown as Definition
  // What is declared once for the whole program has no entries.
  const { '': whole, ...parts } = more
  whole?.(report, '', given, program)
  for (const all of [checks, parts])
    for (const [part, check] of Object.entries(all))
      each<unknown>(report, part, program[part as 'fields'], (report, path, entry) =>
        check(report, path, entry, program),
      )
  return issues
}
