import { checkAmounts, named } from './check-names.js'
import { isDate, type Report, shape, text } from './check-shape.js'
import type { Definition } from './program.js'
import type { Raffle } from './raffle.js'

export function checkRaffle(report: Report, path: string, given: unknown, program: Definition): void {
  const known = {
    label: text,
    offer: text,
    closes: 'date',
    prizes: 'some',
    ticket: '?object',
    most: '?integer',
  } as const
  if (!shape(report, path, given, known)) return
  const { offer: name, closes, prizes, ticket, most = 1 } = given as unknown as Raffle
  for (const [i, prize] of prizes.entries())
    shape(report, `${path}.prizes.${i}`, prize, { says: text, count: 'integer' })
  if (ticket) checkAmounts(report, `${path}.ticket`, ticket, program, true)
  if (ticket && most < 2)
    report('bad_value', `${path}.most`, 'With one entry each, no further one is sold.', 'Give most, or sell none.')
  const offer = named(report, `${path}.offer`, 'offers', name, program)
  if (!offer) return
  const chance = [offer.gives].flat().find((gives) => gives?.benefit === 'chance')
  if (!chance) report('no_chance', `${path}.offer`, `${name} gives no chance.`, 'Name an offer that gives one.')
  else if (isDate(chance.by) && closes > (chance.by as string))
    report('bad_order', `${path}.closes`, 'It closes after the draw is promised.', 'Close on that day or before.')
}
