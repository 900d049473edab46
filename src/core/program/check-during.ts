import { isDate, isObject, type Report, shape } from './check-shape.js'
import type { Offer } from './offer.js'

/** When an offer begins and ends, and how long its coupon lasts. */
export function checkTimes(report: Report, path: string, { during, lasts, gives }: Offer): void {
  if (during !== undefined) checkDuring(report, `${path}.during`, during)
  if (lasts === undefined) return
  const coupons = [gives].flat().filter((one) => isObject(one) && one.benefit === 'coupon')
  const at = `${path}.lasts`
  if (coupons.length === 0)
    report('nothing_lasts', at, 'There is no coupon that could run out.', 'Remove it, or give a coupon.')
  if (coupons.length > 1)
    report('many_coupons', at, 'An acceptance brings one code.', 'Give one coupon, or say no end.')
  if (coupons.some(({ by }) => by !== undefined))
    report(
      'bad_value',
      at,
      'It lasts from the acceptance on, and is given later.',
      'Remove `by` of the coupon, or this.',
    )
}

function checkDuring(report: Report, path: string, during: NonNullable<Offer['during']>): void {
  if (!shape(report, path, during, { from: '?text', until: '?text' })) return
  for (const [name, at] of Object.entries(during))
    if (at !== undefined && !isInstant(at))
      report('bad_value', `${path}.${name}`, 'This is no instant.', 'Write 2026-12-01, or 2026-12-01T08:00:00Z.')
  const { from, until } = during
  if (isInstant(from) && isInstant(until) && Date.parse(from) >= Date.parse(until))
    report('bad_order', `${path}.until`, 'It ends before it begins.', 'Correct one of the two.')
}

/** An instant as programs write it: a date, or a date with a time and its offset. */
const isInstant = (value: unknown): value is string =>
  isDate(value) ||
  (typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(value) &&
    isDate(value.slice(0, 10)) &&
    Number.isFinite(Date.parse(value)))
