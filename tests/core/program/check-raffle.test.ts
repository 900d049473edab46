import { describe, expect, it } from 'vitest'
import { found, withPart } from './issues.js'

describe('a raffle', () => {
  it.each([
    ['an offer nobody declared', 'offer', 'lottery', 'unknown_offer at raffles.shoes.offer'],
    ['an offer that gives no chance', 'offer', 'membership', 'no_chance at raffles.shoes.offer'],
    ['no end', 'closes', undefined, 'missing at raffles.shoes.closes'],
    ['an end on no day', 'closes', '2027-01-32', 'bad_value at raffles.shoes.closes'],
    ['an end after the draw', 'closes', '2027-02-01', 'bad_order at raffles.shoes.closes'],
    ['no prize', 'prizes', [], 'bad_value at raffles.shoes.prizes'],
    ['half a prize', 'prizes', [{ says: 'A boot', count: 0.5 }], 'bad_value at raffles.shoes.prizes.0.count'],
    ['a prize without words', 'prizes', [{ says: '', count: 1 }], 'bad_value at raffles.shoes.prizes.0.says'],
    ['reputation for a ticket', 'ticket', { respect: 1 }, 'not_redeemable at raffles.shoes.ticket.respect'],
    ['an unknown currency for a ticket', 'ticket', { gold: 1 }, 'unknown_currency at raffles.shoes.ticket.gold'],
    ['no entry', 'most', 0, 'bad_value at raffles.shoes.most'],
    ['tickets where one may enter once', 'most', undefined, 'bad_value at raffles.shoes.most'],
  ])('is refused for %s', (_, name, by, issue) => {
    expect(found(withPart(`raffles.shoes.${name}`, by))).toEqual([issue])
  })

  it('may close on the day of the draw, and sell nothing', () => {
    expect(found(withPart('raffles.shoes.closes', '2027-01-31'))).toEqual([])
    expect(found(withPart('raffles.shoes', { ...free, most: 3 }))).toEqual([])
    expect(found(withPart('raffles.shoes', free))).toEqual([])
  })
})

const free = { label: 'Shoes', offer: 'draw', closes: '2027-01-24', prizes: [{ says: 'A pair', count: 5 }] }
