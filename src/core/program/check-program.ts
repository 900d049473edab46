import type { Issue } from '../error.js'
import { checkConversion, checkPartner } from './check-conversion.js'
import { checkCurrency } from './check-currency.js'
import { checkCampaign, checkRule } from './check-earning.js'
import { checkGate } from './check-gate.js'
import { checkOffer } from './check-offer.js'
import { checkRaffle } from './check-raffle.js'
import { checkReward } from './check-reward.js'
import { each, isObject, type Report, shape, text } from './check-shape.js'
import { checkField, checkPurpose, checkTouchpoint } from './check-words.js'
import type { Definition } from './program.js'

const needed = { fields: checkField, purposes: checkPurpose, touchpoints: checkTouchpoint, offers: checkOffer }
const further = {
  currencies: checkCurrency,
  rewards: checkReward,
  gates: checkGate,
  deeds: (report: Report, path: string, deed: unknown) => shape(report, path, deed, { label: text }),
  earns: checkRule,
  campaigns: checkCampaign,
  conversions: checkConversion,
  partners: checkPartner,
  raffles: checkRaffle,
  sanctions: (report: Report, path: string, sanction: unknown) =>
    shape(report, path, sanction, { label: text, says: text }),
}
const keysOf = <Name extends string>(record: { readonly [N in Name]: unknown }) => Object.keys(record) as Name[]

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
    timeZone: '?text',
    controller: 'object',
    ...Object.fromEntries(keysOf(needed).map((part) => [part, 'object'] as const)),
    ...Object.fromEntries(keysOf(further).map((part) => [part, '?object'] as const)),
  })
  shape(report, 'controller', given.controller, {
    name: text,
    address: text,
    contact: text,
    jurisdiction: text,
    policyUrl: text,
  })
  const checks = { ...needed, ...further }
  const program = Object.fromEntries(
    keysOf(checks).map((part) => [part, isObject(given[part]) ? given[part] : {}]),
  ) as unknown as Definition
  for (const part of keysOf(checks))
    each<unknown>(report, part, program[part], (report, path, entry) => checks[part](report, path, entry, program))
  return issues
}
