import { isObject, type Report } from './check-shape.js'
import type { Definition } from './program.js'

/** Whole points above zero in declared currencies. */
export function checkAmounts(
  report: Report,
  path: string,
  amounts: unknown,
  program: Definition,
  redeemable = false,
): void {
  if (!isObject(amounts)) {
    report('bad_shape', path, 'Points are given by currency.', 'Write { bonus: 100 }.')
    return
  }
  for (const [currency, amount] of Object.entries(amounts)) {
    const at = `${path}.${currency}`
    const declared =
      isObject(program.currencies) && Object.hasOwn(program.currencies, currency) && program.currencies[currency]
    if (!declared)
      report('unknown_currency', at, `${currency} is no currency of this program.`, 'Declare it under currencies.')
    else if (redeemable && declared.kind !== 'redeemable')
      report('not_redeemable', at, `${currency} is reputation; it never buys anything.`, 'Use a redeemable currency.')
    if (!Number.isSafeInteger(amount) || (amount as number) < 1)
      report('bad_amount', at, 'Points are whole and above zero.', 'Use a whole number from 1 on.')
  }
}

export const unknownField = (report: Report, path: string, field: string): void =>
  report(
    'unknown_field',
    path,
    `${field} is not a field of this program.`,
    'Declare it under fields, or correct the name.',
  )

export const unknownPurpose = (report: Report, path: string, purpose: string): void =>
  report(
    'unknown_purpose',
    path,
    `${purpose} is not a purpose of this program.`,
    'Declare it under purposes, or correct the name.',
  )
