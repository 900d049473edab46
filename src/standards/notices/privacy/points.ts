import type { Currency, Expiry } from '../../../core/program/currency.js'
import { type Block, heading, paragraph, type Text, table } from '../../document/document.js'
import { said, type Telling } from '../telling.js'

/** The accounts of points: data about people that no field declares. */
export function points(telling: Telling): readonly Block[] {
  const { program, words } = telling
  const { privacy } = words
  const currencies = Object.values(program.currencies)
  if (currencies.length === 0) return []
  return [
    heading(2, privacy.points),
    paragraph(privacy.pointsText),
    ...table(
      [privacy.currency, privacy.worth, privacy.ends],
      currencies.map(({ label, kind, expires }: Currency) => [
        said(label),
        kind === 'redeemable' ? privacy.redeemable : privacy.reputation,
        endOf(telling, expires),
      ]),
    ),
  ]
}

export function endOf({ words: { privacy }, fill, span, date }: Telling, expires: Expiry | undefined): Text {
  if (expires === undefined) return privacy.never
  if (typeof expires === 'string') return fill(privacy.endsAfter, { span: span(expires) })
  // A leap year, so that every day of any year exists.
  const end: Text =
    'on' in expires
      ? fill(privacy.endsOn, { day: date(`2028-${expires.on}`).replace(/[\s,]*2028/, '') })
      : { month: privacy.endsMonth, quarter: privacy.endsQuarter, year: privacy.endsYear }[expires.endOf]
  return expires.after === undefined ? end : fill(privacy.endsThen, { span: span(expires.after), end })
}
