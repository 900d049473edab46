import { checkAmounts, named } from './check-names.js'
import { checkDays, isObject, type Report, shape, text, variant } from './check-shape.js'
import type { Campaign, EarnRule } from './earn-rule.js'
import type { Definition } from './program.js'

const common = { label: text, gives: 'object', availableAfter: '?duration', qualifies: '?boolean' } as const
const rows = { amount: { per: 'integer' }, field: { field: text }, deed: { deed: text } } as const

export function checkRule(report: Report, path: string, given: unknown, program: Definition): void {
  if (!variant(report, path, given, 'on', common, rows)) return
  const rule = given as EarnRule
  checkAmounts(report, `${path}.gives`, rule.gives, program)
  if (rule.on === 'deed') named(report, `${path}.deed`, 'deeds', rule.deed, program)
  if (rule.on === 'field') checkPaidField(report, `${path}.field`, rule.field, program)
}

function checkPaidField(report: Report, path: string, name: string, program: Definition): void {
  const field = named(report, path, 'fields', name, program)
  if (!field) return
  const rules = Object.values(program.earns).filter((rule) => rule?.on === 'field' && rule.field === name)
  if (rules.length > 1) report('asked_twice', path, `${name} is paid by two rules.`, 'Keep one.')
  if (field.special) report('points_on_special', path, 'What is special has no price.', 'Remove the rule.')
  else if (!Object.values(program.offers).some((offer) => leavesOpen(offer, name)))
    report(
      'field_rule_unasked',
      path,
      `No convert offer asks ${name} optionally: nobody is paid.`,
      'Ask it there, or remove the rule.',
    )
}

/** Whether it is a convert offer that asks for the field, and takes no for an answer. */
const leavesOpen = (offer: unknown, field: string): boolean =>
  isObject(offer) &&
  offer.principle === 'convert' &&
  [offer.asks, offer.asksOneOf].flat().some((asks) => {
    const ask = isObject(asks) ? asks[field] : undefined
    return isObject(ask) && ask.optional === true
  })

export function checkCampaign(report: Report, path: string, given: unknown, program: Definition): void {
  if (!shape(report, path, given, { label: text, rules: 'some', times: 'number', from: 'date', until: 'date' })) return
  const { rules, times, from, until } = given as unknown as Campaign
  // What it adds is counted in thousandths.
  if (!(times > 1 && times <= 1_000 && Math.round(times * 1_000) / 1_000 === times))
    report('bad_value', `${path}.times`, 'A campaign gives more.', 'Give a number above 1, three decimals at most.')
  checkDays(report, path, from, until)
  for (const [i, name] of rules.entries())
    if (named(report, `${path}.rules.${i}`, 'earns', name, program)?.on === 'field')
      report('bad_value', `${path}.rules.${i}`, 'A field is paid once, and the same to everyone.', 'Leave it out.')
}
