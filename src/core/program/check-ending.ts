import { isDate, isObject, type Report, shape } from './check-shape.js'
import { checkTiers } from './check-tier.js'
import type { Currency } from './currency.js'
import type { Definition } from './program.js'

/** When a currency's points end, and what ranks there are in it. */
export function checkEnding(report: Report, path: string, given: unknown, program: Definition): void {
  if (!isObject(given)) return
  const { kind, expires, tiers, erasedGivers } = given as unknown as Currency
  if (isObject(expires)) checkExpiry(report, `${path}.expires`, expires)
  if (isObject(tiers)) checkTiers(report, `${path}.tiers`, tiers, program)
  if (erasedGivers && kind === 'redeemable')
    report('bad_value', `${path}.erasedGivers`, 'Only reputation is given by people.', 'Remove it.')
}

function checkExpiry(report: Report, path: string, given: unknown): void {
  if (!shape(report, path, given, { after: '?span', endOf: ['?', 'month', 'quarter', 'year'], on: '?text' })) return
  const { endOf, on } = given as { endOf?: string; on?: string }
  if ((endOf === undefined) === (on === undefined))
    report('bad_shape', path, 'Points end with a part of the year or on a day of it.', 'Give either endOf or on.')
  // A year without 29 February: there is none to end on in most.
  else if (on !== undefined && !isDate(`2027-${on}`))
    report('bad_value', `${path}.on`, 'This is no day of every year.', 'Give one such as 12-31.')
}
