import { describe, expect, it } from 'vitest'
import { book, empty, pointsOf } from '../../../src/core/points/account.js'
import { award, redeem, reverse } from '../../../src/core/points/transfer.js'

const bonus = { kind: 'redeemable', label: 'Bonus', expires: 'P24M' } as const
const now = Date.UTC(2026, 0, 1)
const why = (amount: number, at = now) => ({ currency: 'bonus', amount, at, reason: 'order:1' })

describe('an account', () => {
  it('counts points as pending until they can be spent, and tells what ends first', () => {
    const later = Date.UTC(2026, 1, 1)
    const first = book(empty, award(empty, bonus, why(100)))
    const account = book(first, award(first, bonus, why(30), later))
    expect(pointsOf(account, now)).toEqual({
      available: 100,
      pending: 30,
      held: 0,
      expiring: { amount: 100, at: Date.UTC(2028, 0, 1) },
    })
    expect(pointsOf(account, later)).toMatchObject({ available: 130, pending: 0 })
    expect(pointsOf(account, Date.UTC(2028, 0, 1))).toMatchObject({
      available: 30,
      expiring: { amount: 30, at: Date.UTC(2028, 1, 1) },
    })
    expect(pointsOf(account, Date.UTC(2028, 1, 1))).toMatchObject({ available: 0, expiring: null })
  })

  it('refuses to spend what is not there', () => {
    const account = book(empty, award(empty, bonus, why(100)))
    expect(redeem(account, why(101))).toEqual({
      ok: false,
      error: { code: 'not_enough_points', asked: 101, available: 100 },
    })
  })

  it('takes back as far as the balance reaches and tells the rest', () => {
    const earned = book(empty, award(empty, bonus, why(100)))
    const spent = redeem(earned, why(70))
    if (!spent.ok) throw new Error('refused')
    const account = book(earned, spent.value)
    const returned = reverse(account, why(100))
    expect(returned).toMatchObject({ kind: 'reverse', amount: 30, shortfall: 70, balanceAfter: 0 })
    expect(book(account, returned)).toEqual({ seq: 3, balance: 0, lots: [] })
  })

  it('takes back first what could not be spent yet', () => {
    const soon = now + 14 * 86_400_000
    const first = book(empty, award(empty, bonus, why(100)))
    const account = book(first, award(first, bonus, why(120), soon))
    const returned = reverse(account, why(150))
    expect(returned).toMatchObject({
      amount: 150,
      shortfall: 0,
      taken: [
        { lot: 2, amount: 120 },
        { lot: 1, amount: 30 },
      ],
    })
    expect(pointsOf(book(account, returned), soon)).toMatchObject({ available: 70, pending: 0 })
  })

  it('records a sale below the first point, and makes no lot of it', () => {
    expect(book(empty, award(empty, bonus, why(0)))).toEqual({ seq: 1, balance: 0, lots: [] })
  })

  it('is exact up to 2^53-1', () => {
    const most = Number.MAX_SAFE_INTEGER
    const account = book(empty, award(empty, bonus, why(most)))
    expect(pointsOf(account, now).available).toBe(most)
    expect(reverse(account, why(most))).toMatchObject({ amount: most, balanceAfter: 0 })
  })
})
