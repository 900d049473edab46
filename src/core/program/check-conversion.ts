import { checkRedeemable } from './check-names.js'
import { checkDays, type Report, shape, text } from './check-shape.js'
import type { Conversion, Partner, Rate } from './conversion.js'
import type { Definition } from './program.js'

export function checkConversion(report: Report, path: string, given: unknown, program: Definition): void {
  if (!shape(report, path, given, { label: text, from: text, to: text, rates: 'some', least: '?integer' })) return
  const { from, to, rates } = given as unknown as Conversion
  checkRedeemable(report, `${path}.from`, from, program)
  checkRedeemable(report, `${path}.to`, to, program)
  if (from === to) report('bad_value', `${path}.to`, 'It converts into itself.', 'Name another currency.')
  const before: Rate[] = []
  for (const [i, rate] of rates.entries()) {
    const at = `${path}.rates.${i}`
    if (!shape(report, at, rate, { from: 'date', until: '?date', give: 'integer', get: 'integer' })) continue
    checkDays(report, at, rate.from, rate.until)
    if (before.some((other) => overlaps(rate, other)))
      report('rates_overlap', at, 'Another rate holds on a day of this one.', 'Let one end before the next begins.')
    before.push(rate)
  }
}

const end = '9999-12-31'
const overlaps = (one: Rate, other: Rate): boolean =>
  one.from <= (other.until ?? end) && other.from <= (one.until ?? end)

export function checkPartner(report: Report, path: string, given: unknown, program: Definition): void {
  if (shape(report, path, given, { label: text, currency: text }))
    checkRedeemable(report, `${path}.currency`, (given as Partner).currency, program)
}
