import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, booksOf } from '../../../src/core/points/books.js'

describe('a sale with points', () => {
  it('is split by stand-alone prices: IFRS 15, example 52', () => {
    expect(allocate(100_000, 10_000, { price: 1, redeemed: 0.95 }, 0)).toEqual({ goods: 91_324, points: 8_676 })
  })

  // A much-read page prints 1,842 and 158: it goes on with the points' share rounded up to 7.9 %. It is 7.8341 %.
  it('of 2,000 with 2,000 points at 0.10, of which 85 % are redeemed, is 1,843.32 and 156.68', () => {
    const split = allocate(2_000, 2_000, { price: 0.1, redeemed: 0.85 })
    expect(split).toEqual({ goods: 1_843.32, points: 156.68 })
    const printed = Math.ceil((split.points / 2_000) * 1_000) / 1_000
    expect([2_000 * (1 - printed), 2_000 * printed]).toEqual([1_842, 158])
  })

  it('adds up to the sale, to the smallest coin', () => {
    const coins = fc.integer({ min: 0, max: 1e11 })
    const share = fc.integer({ min: 0, max: 1_000 }).map((n) => n / 1_000)
    fc.assert(
      fc.property(coins, fc.nat(1e9), fc.nat(5_000), share, (paid, points, price, redeemed) => {
        const split = allocate(paid / 100, points, { price: price / 1_000, redeemed })
        expect(Math.round(split.goods * 100) + Math.round(split.points * 100)).toBe(paid)
        expect(Math.min(split.goods, split.points)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('defers nothing where nothing was paid, or nothing given', () => {
    expect(allocate(0, 100, { price: 1, redeemed: 1 })).toEqual({ goods: 0, points: 0 })
    expect(allocate(50, 0, { price: 1, redeemed: 1 })).toEqual({ goods: 50, points: 0 })
    expect(allocate(0, 0, { price: 1, redeemed: 1 })).toEqual({ goods: 0, points: 0 })
  })
})

describe('the books', () => {
  it.each([
    ['IFRS 15, example 52, first year', 4_500, 0.95, 8_676, 4_110, 4_566],
    ['IFRS 15, example 52, second year, with a higher estimate', 8_500, 0.97, 8_676, 7_603, 1_073],
    ['an estimate that rises from 97 to 99 %', 8_500, 0.99, 9_000, 7_727, 1_273],
    ['an estimate that falls from 97 to 92 %', 8_500, 0.92, 9_000, 8_315, 685],
  ])('%s', (_, redeem, redeemed, allocated, recognised, liability) => {
    const books = booksOf({ award: 10_000, redeem }, { price: 1, redeemed }, { allocated, decimals: 0 })
    expect(books).toMatchObject({ allocated, recognised, liability, outstanding: 10_000 - redeem })
  })

  it('take points at their stand-alone price where no sale is known: expected points times price', () => {
    const books = booksOf({ award: 2_000, redeem: 500 }, { price: 0.1, redeemed: 0.85 })
    expect(books).toMatchObject({ expected: 1_200, breakage: 300, allocated: 170, recognised: 50, liability: 120 })
  })

  it('put every kind of transfer where it belongs', () => {
    const sums = {
      ...{ award: 1_000, credit: 100, adjust: 10, reverse: 50, deduct: 5, give: 40, convert: 15 },
      ...{ redeem: 200, capture: 100, restore: 30, expire: 60, forfeit: 10, hold: 77, notice: 3 },
    }
    expect(booksOf(sums, { price: 1, redeemed: 1 })).toMatchObject({
      issued: 1_000,
      redeemed: 270,
      ended: 70,
      outstanding: 660,
      expected: 660,
      breakage: 0,
    })
  })

  it('expect no more to be redeemed than is there', () => {
    const books = booksOf({ award: 1_000, redeem: 400, expire: 500 }, { price: 1, redeemed: 0.95 })
    expect(books).toMatchObject({ outstanding: 100, expected: 100, breakage: 0 })
  })

  it('know no liability for points whose owners owe more than all others have', () => {
    const books = booksOf({ award: 100, redeem: 100, deduct: 20 }, { price: 1, redeemed: 0.9 })
    expect(books).toMatchObject({ outstanding: -20, expected: 0, breakage: 0, liability: 0 })
  })

  const drawn = fc
    .record({
      award: fc.nat(1e9),
      spent: fc.nat(1_000),
      gone: fc.nat(1_000),
      price: fc.nat(1e5),
      rate: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ award, spent, gone, price, rate }) => {
      const redeem = Math.floor((award * spent) / 1_000)
      const expire = Math.floor(((award - redeem) * gone) / 1_000)
      return { sums: { award, redeem, expire }, rates: { price: price / 1_000, redeemed: rate / 100 } }
    })
  const coins = (money: number) => Math.round(money * 100)

  it('add up: what was allocated is revenue or liability, what is outstanding is expected or breakage', () => {
    fc.assert(
      fc.property(drawn, fc.option(fc.nat(1e9), { nil: undefined }), ({ sums, rates }, cents) => {
        const books = booksOf(sums, rates, cents === undefined ? {} : { allocated: cents / 100 })
        expect(coins(books.recognised) + coins(books.liability)).toBe(coins(books.allocated))
        expect(coins(books.expected) + coins(books.breakage)).toBe(coins(books.outstanding))
        for (const part of [books.recognised, books.liability, books.expected, books.breakage])
          expect(part).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('owe nothing once every point is redeemed or ended', () => {
    fc.assert(
      fc.property(drawn, ({ sums: { award, redeem }, rates }) => {
        const books = booksOf({ award, redeem, expire: award - redeem }, rates)
        expect(books).toMatchObject({ outstanding: 0, expected: 0, liability: 0 })
        expect(books.recognised).toBe(books.allocated)
      }),
    )
  })

  it('recognise breakage in proportion to redemptions, and never more of it for fewer of them', () => {
    fc.assert(
      fc.property(drawn, fc.nat(1_000), ({ sums, rates }, more) => {
        const allocated = 1_000
        const later = { ...sums, redeem: sums.redeem + Math.min(more, sums.award - sums.redeem - sums.expire) }
        const [before, after] = [sums, later].map((one) => booksOf(one, rates, { allocated }).recognised)
        expect(after).toBeGreaterThanOrEqual(before as number)
      }),
    )
    const none = booksOf({ award: 1_000 }, { price: 1, redeemed: 0.5 }, { allocated: 100 })
    expect(none).toMatchObject({ breakage: 500, recognised: 0, liability: 100 })
  })
})
