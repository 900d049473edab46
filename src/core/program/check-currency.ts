import { isObject, type Report, shape, text } from './check-shape.js'

/** What a page reads of a currency; `checkEnding` looks at the rest. */
export function checkCurrency(report: Report, path: string, given: unknown): void {
  const dated = isObject(given) && isObject(given.expires)
  shape(report, path, given, {
    kind: ['redeemable', 'reputation'],
    label: text,
    expires: dated ? 'object' : '?span',
    notice: '?duration',
    grace: '?duration',
    tiers: '?object',
    erasedGivers: ['?', 'keep', 'revoke'],
  })
}
