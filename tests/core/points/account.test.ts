import { describe, expect, it } from 'vitest'
import { type Account, empty, lapsed, pointsOf } from '../../../src/core/points/account.js'
import { book } from '../../../src/core/points/book.js'
import { never } from '../../../src/core/points/lots.js'
import { enter, expire, hold, leave, release } from '../../../src/core/points/movement.js'
import { reverse } from '../../../src/core/points/reverse.js'
import type { Draft } from '../../../src/core/points/transfer.js'

const day = 86_400_000
const now = Date.UTC(2026, 0, 1)
const end = Date.UTC(2028, 0, 1)
const why = (amount: number, at = now) => ({ currency: 'bonus', amount, at, reason: 'order:1' })

const booked = (account: Account, draft: Draft, key = 'k'): Account => book(account, { ...draft, key })
const awarded = (account: Account, amount: number, availableAt = now, expiresAt = end): Account =>
  booked(account, enter(account, 'award', why(amount), { availableAt, expiresAt }))
const must = (result: { ok: true; value: Draft } | { ok: false; error: unknown }): Draft => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const held = (account: Account, key: string, amount: number, until: number): Account =>
  booked(account, must(hold(account, why(amount), { key, until, graceEnd: until + day })), key)

describe('an account', () => {
  it('counts points as pending until they can be spent, and tells what ends first', () => {
    const later = Date.UTC(2026, 1, 1)
    const account = awarded(awarded(empty, 100), 30, later, Date.UTC(2028, 1, 1))
    expect(pointsOf(account, now)).toEqual({
      available: 100,
      pending: 30,
      held: 0,
      expiring: { amount: 100, at: end },
      debt: 0,
      tier: null,
    })
    expect(pointsOf(account, later)).toMatchObject({ available: 130, pending: 0 })
    expect(pointsOf(account, end)).toMatchObject({ available: 30, expiring: { amount: 30, at: Date.UTC(2028, 1, 1) } })
    expect(pointsOf(account, Date.UTC(2028, 1, 1))).toMatchObject({ available: 0, expiring: null })
  })

  it('tells as expiring all that ends first at one instant, and nothing that never does', () => {
    const account = awarded(awarded(awarded(empty, 10), 5), 70, now, never)
    expect(pointsOf(account, now).expiring).toEqual({ amount: 15, at: end })
    expect(pointsOf(awarded(empty, 70, now, never), now).expiring).toBeNull()
  })

  it('refuses to spend what is not there', () => {
    const account = awarded(empty, 100)
    expect(leave(account, 'redeem', why(101))).toEqual({
      ok: false,
      error: { code: 'not_enough_points', asked: 101, available: 100 },
    })
  })

  it('records a sale below the first point, and makes no lot of it', () => {
    expect(awarded(empty, 0)).toEqual({ ...empty, seq: 1 })
  })

  it('is exact up to 2^53-1', () => {
    const most = Number.MAX_SAFE_INTEGER
    const account = awarded(empty, most)
    expect(pointsOf(account, now).available).toBe(most)
    expect(reverse(account, why(most))).toMatchObject({ ok: true, value: { amount: most, balanceAfter: 0 } })
  })

  it('fills a debt with what enters, before anything can be spent', () => {
    const spent = booked(awarded(empty, 50), must(leave(awarded(empty, 50), 'redeem', why(50))))
    const owing = booked(spent, must(reverse(spent, why(50), { returns: 'debt' })))
    expect(owing).toMatchObject({ balance: -50, debt: 50 })
    const earned = awarded(owing, 80)
    expect(earned).toMatchObject({ balance: 30, debt: 0 })
    expect(pointsOf(earned, now)).toMatchObject({ available: 30, debt: 0 })
  })

  it('says that its balance is the fold of its history: odoo 206048', () => {
    const first = awarded(empty, 100)
    const second = must(leave(first, 'redeem', why(30)))
    const after = booked(first, second)
    const third = expire(after, 'bonus', end)
    expect([second.balanceAfter, third?.balanceAfter]).toEqual([70, 0])
    expect(booked(after, third as Draft).balance).toBe(third?.balanceAfter)
  })
})

describe('holds whose time is over', () => {
  it('count as released by the clock alone', () => {
    const account = held(awarded(empty, 100), 'h', 60, now + day)
    expect(pointsOf(account, now + day - 1)).toMatchObject({ available: 40, held: 60 })
    expect(pointsOf(account, now + day)).toMatchObject({ available: 100, held: 0 })
    expect(lapsed(account, now + day)).toMatchObject({ held: 0, holds: [] })
  })

  it('do not end while they are held, and come back with a grace where their end has passed', () => {
    const account = held(awarded(empty, 100, now, now + day), 'h', 60, now + 5 * day)
    const seen = pointsOf(account, now + 5 * day)
    expect(seen).toMatchObject({ available: 60, expiring: { amount: 60, at: now + 6 * day } })
  })

  it('come back with a grace at the very instant at which they would have ended', () => {
    const account = held(awarded(empty, 100, now, now + day), 'h', 60, now + day)
    expect(pointsOf(account, now + day)).toMatchObject({ available: 60, expiring: { amount: 60, at: now + 2 * day } })
  })

  it('fill a debt in the order in which they were over, whichever was made first', () => {
    // The early one holds what ends last: it fills the debt, whenever that is looked at.
    const earned = awarded(awarded(empty, 10, now, now + 20 * day), 10, now, now + 30 * day)
    const both = held(held(earned, 'late', 10, now + 9 * day), 'early', 10, now + 3 * day)
    const owing = booked(both, must(reverse(both, why(10), { returns: 'debt' })))
    expect(owing.debt).toBe(10)
    const once = lapsed(owing, now + 10 * day)
    const twice = lapsed(lapsed(owing, now + 4 * day), now + 10 * day)
    expect(once).toEqual(twice)
    expect(once.lots).toMatchObject([{ remaining: 10, expiresAt: now + 20 * day }])
  })

  it('leave the same account whether they are booked or only reckoned', () => {
    const account = held(awarded(empty, 100), 'h', 60, now + day)
    const [one] = account.holds
    if (!one) throw new Error('nothing is held')
    const when = { at: one.until, graceEnd: one.graceEnd }
    const late = { currency: 'bonus', at: now + 3 * day, reason: 'timeout' }
    const after = booked(account, release(account, one, late, when))
    for (const at of [now + 3 * day, end - 1, end]) expect(pointsOf(after, at)).toEqual(pointsOf(account, at))
  })
})
