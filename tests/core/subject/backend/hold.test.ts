import { describe, expect, it } from 'vitest'
import { day, deskOf } from './desk.js'

const hour = 3_600_000

describe('a hold', () => {
  it('sets points aside, and is spent in part: the rest comes back', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 100 } })
    expect(desk.tell({ type: 'hold', id: 'cart', points: { bonus: 60 }, until: desk.now + hour })).toEqual(['hold 60'])
    expect(desk.points()).toMatchObject({ available: 40, held: 60 })
    expect(desk.tell({ type: 'capture', hold: 'cart', points: { bonus: 45 } })).toEqual(['capture 45'])
    expect(desk.points()).toMatchObject({ available: 55, held: 0 })
    expect(desk.account()?.balance).toBe(55)
  })

  it('is resolved once, however often its capture is told: odoo 222372, a confirmation twice', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 100 } })
    desk.tell({ type: 'hold', id: 'cart', points: { bonus: 60 }, until: desk.now + hour })
    expect(desk.tell({ type: 'capture', hold: 'cart' })).toEqual(['capture 60'])
    expect(desk.tell({ type: 'capture', hold: 'cart' })).toBe('hold_over')
    expect(desk.tell({ type: 'release', hold: 'cart' })).toBe('hold_over')
    expect(desk.points().available).toBe(40)
  })

  it('of several currencies gives back what is not captured of each', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10, miles: 10 } })
    desk.tell({ type: 'hold', id: 'cart', points: { bonus: 4, miles: 6 }, until: desk.now + hour })
    expect(desk.tell({ type: 'capture', hold: 'cart', points: { miles: 5 } })).toEqual(['release 4', 'capture 5 miles'])
    expect([desk.points().available, desk.points('miles').available]).toEqual([10, 5])
  })

  it('is over at its end by the clock, and no capture comes too late', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 100 } })
    desk.tell({ type: 'hold', id: 'cart', points: { bonus: 60 }, until: desk.now + hour })
    desk.now += hour - 1
    expect(desk.points().available).toBe(40)
    desk.now += 1
    expect(desk.points().available).toBe(100)
    expect(desk.tell({ type: 'capture', hold: 'cart' })).toBe('hold_over')
    // It is booked by the next call that books anything.
    expect(desk.tell({ type: 'spend', points: { bonus: 1 } })).toEqual(['release 60', 'redeem 1'])
  })

  it('lasts as long as was said, in the night in which the clocks go forward as well', () => {
    const desk = deskOf({ now: Date.parse('2026-03-28T23:30+01:00') })
    desk.tell({ type: 'award', points: { bonus: 5 } })
    desk.tell({ type: 'hold', points: { bonus: 5 }, until: Date.parse('2026-03-29T03:30+02:00') })
    desk.now += 3 * hour - 1
    expect(desk.points().held).toBe(5)
    desk.now += 1
    expect(desk.points().held).toBe(0)
  })

  it('keeps points past their end, and what comes back then has the grace: ten whole days of the programme', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 5 } })
    desk.tell({ type: 'hold', id: 'cart', points: { bonus: 5 }, until: desk.now + 60 * day })
    desk.now += 40 * day
    expect(desk.points()).toMatchObject({ available: 0, held: 5 })
    desk.tell({ type: 'release', hold: 'cart' })
    const end = Date.parse('2026-05-10T00:00+02:00')
    expect(desk.points()).toMatchObject({ available: 5, expiring: { amount: 5, at: end } })
  })

  it.each([
    [{ bonus: 101 }, 'not_enough_points'],
    [{ bonus: 0 }, 'bad_amount'],
    [{ bonus: -1 }, 'bad_amount'],
    [{ bonus: 1.5 }, 'bad_amount'],
    [{ bonus: Number.NaN }, 'bad_amount'],
    [{ bonus: 2 ** 53 }, 'bad_amount'],
    [{ respect: 1 }, 'not_redeemable'],
    [{ gold: 1 }, 'unknown_currency'],
    [{}, 'unknown_currency'],
  ])('of %o is refused: %s', (points, code) => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 100, respect: 5 } })
    expect(desk.tell({ type: 'hold', points: points as never, until: desk.now + hour })).toBe(code)
  })

  it('is all or nothing: what one currency lacks leaves the other untouched', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    expect(desk.tell({ type: 'hold', points: { bonus: 5, miles: 1 }, until: desk.now + hour })).toBe(
      'not_enough_points',
    )
    expect(desk.points()).toMatchObject({ available: 10, held: 0 })
  })

  it.each([[-1], [0], [1.5], [Number.NaN], [9e15]])('to an instant %s from now is refused: bad_instant', (more) => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    expect(desk.tell({ type: 'hold', points: { bonus: 5 }, until: desk.now + more })).toBe('bad_instant')
  })

  it('takes no more than it holds, and none that never was', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10, miles: 10 } })
    desk.tell({ type: 'hold', id: 'cart', points: { bonus: 5 }, until: desk.now + hour })
    expect(desk.tell({ type: 'capture', hold: 'cart', points: { bonus: 6 } })).toBe('over_hold')
    expect(desk.tell({ type: 'capture', hold: 'cart', points: { miles: 1 } })).toBe('over_hold')
    expect(desk.tell({ type: 'capture', hold: 'cart', points: { bonus: 0 } })).toBe('bad_amount')
    expect(desk.tell({ type: 'capture', hold: 'nothing' })).toBe('unknown_hold')
    expect(desk.points().held).toBe(5)
  })

  it('is not captured while the account is frozen, and can be given up', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    desk.tell({ type: 'hold', id: 'cart', points: { bonus: 5 }, until: desk.now + hour })
    desk.tell({ type: 'freeze', actor: 'staff:1' })
    expect(desk.tell({ type: 'hold', points: { bonus: 1 }, until: desk.now + hour })).toBe('frozen')
    expect(desk.tell({ type: 'capture', hold: 'cart' })).toBe('frozen')
    expect(desk.tell({ type: 'release', hold: 'cart' })).toEqual(['release 5'])
  })
})

describe('a return while points are held', () => {
  const held = (policy = {}) => {
    const desk = deskOf({ policy })
    desk.tell({ type: 'award', id: 'order', points: { bonus: 100 } })
    desk.tell({ type: 'hold', id: 'cart', points: { bonus: 100 }, until: desk.now + hour })
    return desk
  }

  it('reaches what is held, or whoever buys, holds, refunds and lets go keeps the points: odoo 257854', () => {
    const desk = held()
    expect(desk.tell({ type: 'reverse', of: 'order' })).toEqual(['reverse 100'])
    expect(desk.points()).toMatchObject({ held: 100, debt: 100 })
    desk.tell({ type: 'release', hold: 'cart' })
    expect(desk.points()).toMatchObject({ available: 0, held: 0, debt: 0 })
    expect(desk.account()?.balance).toBe(0)
  })

  it('gives up what the open order still spends, so that no balance falls below its floor: double_entry 114', () => {
    const desk = held()
    desk.tell({ type: 'reverse', of: 'order' })
    expect(desk.tell({ type: 'capture', id: 'bought', hold: 'cart', points: { bonus: 70 } })).toEqual([
      'capture 70',
      'adjust 70',
    ])
    expect(desk.account()).toMatchObject({ balance: 0, debt: 0, held: 0 })
    // What nobody paid for does not come back when that order is returned in turn.
    expect(desk.tell({ type: 'reverse', of: 'bought' })).toEqual(['restore 0'])
    expect(desk.points().available).toBe(0)
  })

  it('lets a debt stand where the policy has debts, as deep as its floor', () => {
    const desk = held({ returns: { bonus: 'debt' }, floor: { bonus: 30 } })
    desk.tell({ type: 'reverse', of: 'order' })
    expect(desk.tell({ type: 'capture', hold: 'cart' })).toEqual(['capture 100', 'adjust 70'])
    expect(desk.account()).toMatchObject({ balance: -30, debt: 30 })
  })

  it('is refused where the policy refuses what is out of reach', () => {
    expect(held({ returns: { bonus: 'refuse' } }).tell({ type: 'reverse', of: 'order' })).toBe('spent_already')
  })
})
