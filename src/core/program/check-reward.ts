import { checkAmounts } from './check-names.js'
import { type Report, shape, text } from './check-shape.js'
import type { Definition } from './program.js'
import type { Reward } from './reward.js'

export function checkReward(report: Report, path: string, given: unknown, program: Definition): void {
  const known = {
    label: '?text',
    costs: 'object',
    gives: 'object',
    stock: '?integer',
    limit: '?object',
    validFor: '?span',
  } as const
  if (!shape(report, path, given, known)) return
  const { costs, gives, limit, validFor } = given as unknown as Reward
  checkAmounts(report, `${path}.costs`, costs, program, true)
  const gift = {
    benefit: ['coupon', 'selection', 'service', 'access'],
    says: text,
    worth: '?number',
    by: '?date',
  } as const
  shape(report, `${path}.gives`, gives, gift)
  if (limit) shape(report, `${path}.limit`, limit, { most: 'integer', per: ['day', 'month', 'year', 'ever'] })
  if (validFor && gives.benefit !== 'coupon')
    report('bad_value', `${path}.validFor`, 'Only a coupon has a code that ends.', 'Remove it, or give a coupon.')
}
