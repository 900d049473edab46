import { isObject, type Report } from './check-shape.js'
import type { Definition } from './program.js'

type Part =
  | 'fields'
  | 'purposes'
  | 'touchpoints'
  | 'currencies'
  | 'offers'
  | 'deeds'
  | 'earns'
  | 'goals'
  | 'segments'
  | 'moments'
  | 'places'
  | 'models'
const oddWords: { readonly [part: string]: string } = { currencies: 'currency', earns: 'rule' }

/** What is declared under this name; reported where there is nothing, and only told where it can be read. */
export function named<P extends Part>(
  report: Report,
  path: string,
  part: P,
  name: unknown,
  program: Definition,
): Definition[P][string] | undefined {
  const entries = program[part] as { readonly [name: string]: Definition[P][string] }
  if (typeof name === 'string' && Object.hasOwn(entries, name))
    return isObject(entries[name]) ? entries[name] : undefined
  const word = oddWords[part] ?? part.slice(0, -1)
  report(
    `unknown_${word}`,
    path,
    `${typeof name === 'string' ? name : 'This'} is no ${word} of this program.`,
    `Declare it under ${part}, or correct the name.`,
  )
  return undefined
}

/** A currency; one that buys something is redeemable. */
export function checkRedeemable(report: Report, path: string, name: unknown, program: Definition): void {
  if (named(report, path, 'currencies', name, program)?.kind === 'reputation')
    report('not_redeemable', path, `${name} is reputation; it never buys anything.`, 'Use a redeemable currency.')
}

/** Whole points above zero in declared currencies. */
export function checkAmounts(
  report: Report,
  path: string,
  amounts: unknown,
  program: Definition,
  redeemable = false,
): void {
  if (!isObject(amounts) || Object.keys(amounts).length === 0) {
    report('bad_shape', path, 'Points are given by currency.', 'Write { bonus: 100 }.')
    return
  }
  for (const [currency, amount] of Object.entries(amounts)) {
    const at = `${path}.${currency}`
    if (redeemable) checkRedeemable(report, at, currency, program)
    else named(report, at, 'currencies', currency, program)
    if (!Number.isSafeInteger(amount) || (amount as number) < 1)
      report('bad_amount', at, 'Points are whole and above zero.', 'Use a whole number from 1 on.')
  }
}
