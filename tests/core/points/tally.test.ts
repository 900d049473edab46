import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DeedsDone, tallied, tallyOf, withDeed } from '../../../src/core/points/tally.js'

describe('a tally', () => {
  it('counts until its period is over, and is dropped with the next one', () => {
    const one = tallied({}, [{ name: 'cap', n: 3, until: 10 }], 0)
    const two = tallied(one, [{ name: 'cap', n: 4, until: 10 }], 5)
    expect(tallyOf(two, 'cap', 9)).toBe(7)
    expect(tallyOf(two, 'cap', 10)).toBe(0)
    expect(tallied(two, [{ name: 'next', n: 1, until: 20 }], 10)).toEqual({ next: { n: 1, until: 20 } })
  })

  it('may have any name, after any store', () => {
    const read = JSON.parse(JSON.stringify(tallied({}, [], 0)))
    expect(tallyOf(read, 'constructor', 0)).toBe(0)
    expect(tallyOf(tallied(read, [{ name: 'toString', n: 1, until: 9 }], 0), 'toString', 0)).toBe(1)
  })
})

const deed = (n: number, day: number, giver?: string, keptFrom = 0) => ({
  said: { name: 'like', n, day, keptFrom },
  giver,
})
const doneBy = (all: readonly ReturnType<typeof deed>[], from: DeedsDone = {}) =>
  all.reduce((done, { said, giver }) => withDeed(done, said, giver), from)

describe('deeds', () => {
  it('are counted by day, with who gave on it, once each', () => {
    const done = doneBy([deed(1, 5, 'eve'), deed(2, 5, 'fay'), deed(1, 5, 'eve'), deed(1, 3)])
    expect(done.like).toEqual({
      ever: 5,
      days: [
        [3, 1, []],
        [5, 4, ['eve', 'fay']],
      ],
    })
  })

  it('of days that no tier looks at are dropped, and still count for ever', () => {
    expect(doneBy([deed(1, 3), deed(1, 9, undefined, 4)]).like).toEqual({ ever: 2, days: [[9, 1, []]] })
  })

  it('that are undone go from their day, else from the latest before it', () => {
    const three = doneBy([deed(2, 3), deed(1, 5), deed(1, 7)])
    expect(doneBy([deed(-1, 5)], three).like?.days).toEqual([
      [3, 2, []],
      [7, 1, []],
    ])
    expect(doneBy([deed(-2, 6)], three).like?.days).toEqual([
      [3, 1, []],
      [7, 1, []],
    ])
    expect(doneBy([deed(-9, 9)], three).like).toEqual({ ever: 0, days: [] })
  })

  it('of a giver that are undone go from where the giver stands, who gave nothing on that day any more', () => {
    const two = doneBy([deed(1, 3, 'eve'), deed(1, 3, 'fay'), deed(1, 7, 'fay')])
    expect(doneBy([deed(-1, 9, 'eve')], two).like?.days).toEqual([
      [3, 1, ['fay']],
      [7, 1, ['fay']],
    ])
  })

  it('know a hundred givers of a day, so that a popular member’s account stays small', () => {
    const done = doneBy(Array.from({ length: 150 }, (_, n) => deed(1, 1, `giver:${n}`)))
    expect(done.like?.days[0]?.[1]).toBe(150)
    expect(done.like?.days[0]?.[2]).toHaveLength(100)
  })

  it('may have any name, after any store', () => {
    const read = JSON.parse('{}') as DeedsDone
    expect(withDeed(read, { name: 'constructor', n: 1, day: 1, keptFrom: 0 }, undefined).constructor).toEqual({
      ever: 1,
      days: [[1, 1, []]],
    })
  })

  it('net of what was undone are never less than none, and never more than were done', () => {
    const one = fc.tuple(
      fc.integer({ min: -3, max: 5 }).filter((n) => n !== 0),
      fc.nat(9),
    )
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (all) => {
        const sorted = [...all].sort(([, a], [, b]) => a - b)
        const done = doneBy(sorted.map(([n, day]) => deed(n, day))).like ?? { ever: 0, days: [] }
        const sum = done.days.reduce((total, [, n]) => total + n, 0)
        expect(sum).toBe(done.ever)
        expect(done.days.every(([, n]) => n > 0)).toBe(true)
        expect(sum).toBeLessThanOrEqual(all.reduce((total, [n]) => total + Math.max(0, n), 0))
      }),
    )
  })
})
