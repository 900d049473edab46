import type { GateRow, Review } from 'evenhanded'
import { wrapped } from '../wrapped.js'
import type { Ink } from './ink.js'

/** Each gate with the cheapest way to it. */
export function gateText({ gates, money }: Review, ink: Ink): readonly string[] {
  if (gates.length === 0) return []
  return [
    ink.strong('Gates, and the cheapest way to each for somebody who has told nothing'),
    ...gates.flatMap((row) => ['', ...oneGate(row, money, ink)]),
  ]
}

function oneGate(row: GateRow, money: string | undefined, ink: Ink): readonly string[] {
  const { gate, label, significant, path, exact, price, asks, gives, also } = row
  const line = (word: string, text: string) => wrapped(text, `  ${word.padEnd(7)}`, ' '.repeat(9))
  const cost = `${money === undefined ? '' : `${money} `}${price.toFixed(2)}`
  const open = also.length > 0 ? 'no offer' : 'open to everybody'
  const way = path === null ? 'none by offers' : path.length === 0 ? open : path.join(', then ')
  return [
    `${gate}  ${ink.soft(`${label}${significant ? '; weighs on the person' : ''}`)}`,
    ...line('way', exact ? way : `${way} (the best found)`),
    ...(asks.length > 0 ? line('asks', `${asks.join(', ')}: ${cost}`) : []),
    ...(gives.length > 0 ? line('gives', gives.join('; ')) : []),
    ...(also.length > 0 ? line('needs', also.join(', ')) : []),
  ]
}
