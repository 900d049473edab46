import { describe, expect, it } from 'vitest'
import type { Program } from '../../../../src/core/program/program.js'
import { club } from '../../../ledger/program.js'
import { type Desk, day, deskOf } from './desk.js'

const redeem = (desk: Desk, reward: string, id: string = crypto.randomUUID(), who = 0) =>
  desk.tell({ type: 'redeem', id, reward } as never, who)
const rich = (policy = {}, program: Program = club as unknown as Program) => {
  const desk = deskOf({ policy, program })
  for (const who of [0, 1]) desk.tell({ type: 'award', points: { bonus: 100, miles: 100 } }, who)
  return desk
}

describe('a reward', () => {
  it('costs all of its currencies or none', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { miles: 3, bonus: 7 } })
    expect(redeem(desk, 'voucher')).toBe('not_enough_points')
    expect([desk.points().available, desk.points('miles').available]).toEqual([7, 3])
    desk.tell({ type: 'award', points: { bonus: 1 } })
    expect(redeem(desk, 'voucher')).toEqual(['redeem 3 miles', 'redeem 8'])
  })

  it('ends with its stock, which all members share', () => {
    const desk = rich()
    for (const who of [0, 1, 0]) expect(redeem(desk, 'mug', undefined, who)).toEqual(['redeem 12'])
    expect(redeem(desk, 'mug', undefined, 1)).toBe('sold_out')
    expect(desk.points('bonus', 1).available).toBe(88)
  })

  it('ends with its budget, at what it is worth', () => {
    const desk = rich({ budgets: { rewards: { voucher: 12 } } })
    redeem(desk, 'voucher')
    redeem(desk, 'voucher', undefined, 1)
    expect(redeem(desk, 'voucher')).toBe('sold_out')
    expect(desk.members.used).toEqual({ 'budget:voucher': 1_000 })
  })

  it('is had so often in a month of the programme', () => {
    const desk = rich()
    desk.now = Date.parse('2026-04-01T00:00+02:00') - 2
    redeem(desk, 'mug')
    desk.now += 1
    redeem(desk, 'mug')
    expect(redeem(desk, 'mug')).toBe('member_limit')
    desk.now += 1
    expect(redeem(desk, 'mug')).toEqual(['redeem 12'])
  })

  it('is not for a frozen account, nor by an unknown name', () => {
    const desk = rich()
    desk.tell({ type: 'freeze', actor: 'staff:1', currency: 'bonus' })
    expect(redeem(desk, 'mug')).toBe('frozen')
    expect(redeem(desk, 'constructor')).toBe('unknown_reward')
  })
})

describe('a coupon', () => {
  const issued = () => {
    const desk = rich()
    redeem(desk, 'voucher', 'bought')
    const coupon = desk.members.kept[0]?.coupons[0]
    if (!coupon) throw new Error('none was issued')
    return { desk, coupon, use: () => desk.tell({ type: 'use', coupon: coupon.code }) }
  }

  it('is handed in once', () => {
    const { use } = issued()
    expect(use()).toEqual([])
    expect(use()).toBe('coupon_used')
  })

  it('is good to the end of its last day, ten days on', () => {
    const { desk, coupon, use } = issued()
    expect(coupon.validUntil).toBe(Date.parse('2026-03-31T00:00+02:00'))
    desk.now = coupon.validUntil
    expect(use()).toBe('coupon_expired')
    desk.now -= 1
    expect(use()).toEqual([])
  })

  it('is nobody’s where the code is none, and somebody else’s where its owner is asked for', () => {
    const { desk, coupon } = issued()
    expect(desk.tell({ type: 'use', coupon: 'guess' })).toBe('unknown_coupon')
    expect(desk.tell({ type: 'use', coupon: coupon.code, by: 'bo' })).toBe('foreign_coupon')
    expect(desk.tell({ type: 'use', coupon: coupon.code, by: 'ada' })).toEqual([])
  })
})

describe('an entry to a raffle', () => {
  const raffles = {
    lamp: {
      label: 'A lamp',
      offer: 'membership',
      closes: '2026-04-30',
      prizes: [{ says: 'A lamp', count: 1 }],
      ticket: { bonus: 10 },
      most: 2,
    },
  }
  const program = { ...club, raffles } as unknown as Program

  it('is bought for points, so often, until the end of its last day', () => {
    const desk = rich({}, program)
    const enter = () => desk.tell({ type: 'enter', raffle: 'lamp' })
    expect(enter()).toEqual(['redeem 10'])
    expect(desk.events.map(({ type }) => type)).toEqual(['booked', 'entered'])
    expect(enter()).toEqual(['redeem 10'])
    expect(enter()).toBe('member_limit')
    desk.now = Date.parse('2026-05-01T00:00+02:00')
    expect(enter()).toBe('raffle_over')
    expect(desk.tell({ type: 'enter', raffle: 'constructor' })).toBe('unknown_raffle')
  })

  it('is not given back: who got the points back would be in the draw for nothing', () => {
    const desk = rich({}, program)
    desk.tell({ type: 'enter', id: 'ticket', raffle: 'lamp' })
    expect(desk.tell({ type: 'reverse', of: 'ticket' })).toBe('unknown_transfer')
  })
})

describe('a correction by hand', () => {
  it('goes up, or down as far as points are there', () => {
    const desk = deskOf()
    expect(desk.tell({ type: 'adjust', points: { bonus: 20 }, actor: 'staff:1' })).toEqual(['adjust 20'])
    expect(desk.tell({ type: 'adjust', points: { bonus: -5 }, actor: 'staff:1' })).toEqual(['deduct 5'])
    expect(desk.tell({ type: 'adjust', points: { bonus: -16 }, actor: 'staff:1' })).toBe('not_enough_points')
    expect(desk.lines().every(({ actor }) => actor === 'staff:1')).toBe(true)
  })

  it.each([[{ bonus: 0 }], [{ bonus: 0.5 }], [{ bonus: -(2 ** 53) }]])('of %o is refused', (points) => {
    expect(deskOf().tell({ type: 'adjust', points, actor: 'staff:1' })).toBe('bad_amount')
  })

  it('is all or nothing', () => {
    const desk = deskOf()
    expect(desk.tell({ type: 'adjust', points: { coins: 5, bonus: -1 }, actor: 'staff:1' })).toBe('not_enough_points')
    expect(desk.lines()).toEqual([])
  })
})

describe('a frozen account', () => {
  it('lets in and not out, and is thawed', () => {
    const desk = rich()
    expect(desk.tell({ type: 'freeze', actor: 'staff:1', currency: 'bonus' })).toEqual(['freeze 0'])
    expect(desk.tell({ type: 'freeze', actor: 'staff:1', currency: 'bonus' })).toEqual([])
    expect(desk.tell({ type: 'spend', points: { bonus: 1 } })).toBe('frozen')
    expect(desk.tell({ type: 'give', points: { bonus: 1 }, to: 'bo' })).toBe('frozen')
    expect(desk.tell({ type: 'convert', conversion: 'toMiles', amount: 6 })).toBe('frozen')
    expect(desk.tell({ type: 'spend', points: { miles: 1 } })).toEqual(['redeem 1 miles'])
    expect(desk.tell({ type: 'award', points: { bonus: 1 } })).toEqual(['award 1'])
    expect(desk.tell({ type: 'thaw', actor: 'staff:1' })).toEqual(['thaw 0'])
    expect(desk.tell({ type: 'spend', points: { bonus: 1 } })).toEqual(['redeem 1'])
    expect(desk.tell({ type: 'freeze', actor: 'staff:1', currency: 'gold' })).toBe('unknown_currency')
  })
})

describe('an erasure', () => {
  const erase = (desk: Desk) => desk.tell({ type: 'erase' } as never)

  it('forfeits what is left, with what was held, and books before what had ended', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    desk.now += 20 * day
    desk.tell({ type: 'award', points: { bonus: 20, coins: 5 } })
    desk.tell({ type: 'hold', points: { coins: 2 }, until: desk.now + 90 * day })
    desk.now += 20 * day
    expect(erase(desk)).toEqual(['expire 10', 'forfeit 20', 'release 2 coins', 'forfeit 5 coins'])
    expect(desk.account()).toMatchObject({ balance: 0, lots: [], holds: [], status: 'closed' })
    expect(desk.tell({ type: 'award', points: { bonus: 1 } })).toBe('erased')
  })

  it('writes a debt off', () => {
    const desk = deskOf({ policy: { returns: { bonus: 'debt' } } })
    desk.tell({ type: 'award', id: 'order', points: { bonus: 10 } })
    desk.tell({ type: 'spend', points: { bonus: 10 } })
    desk.tell({ type: 'reverse', of: 'order' })
    expect(erase(desk)).toEqual(['adjust 10', 'forfeit 0'])
    expect(desk.account()).toMatchObject({ balance: 0, debt: 0, status: 'closed' })
  })
})
