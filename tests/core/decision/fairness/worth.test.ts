import { describe, expect, it } from 'vitest'
import { fairnessOf, isEven } from '../../../../src/core/decision/fairness/fairness-of.js'
import { pointPrices } from '../../../../src/core/decision/fairness/price.js'
import { leastAnswers, worthOf } from '../../../../src/core/decision/fairness/worth.js'
import { type AppraisedWorth, type Learned, medianWorth } from '../../../../src/core/decision/learned.js'
import { EvenhandedError } from '../../../../src/core/error.js'
import type { PlannedOffer } from '../../../../src/core/program/plan.js'
import { nobody, type Subject } from '../../../../src/core/subject/subject.js'
import { day, origin } from '../../../laws/world.js'
import { house, planOf } from './house.js'

const plan = planOf()
const worth = (offer: string, learned?: Learned) => {
  const its = learned ? planOf(house, learned) : plan
  return worthOf(its, its.offer[offer] as PlannedOffer)
}

describe('the worth of an offer', () => {
  it('is a coupon’s value', () => expect(worth('coupon')).toEqual({ money: 2, from: 'price' }))

  it('is the share of the prizes that an entry may expect', () => {
    expect(worth('raffle')).toEqual({ money: 1.5, from: 'price' })
  })

  it('is what the cheapest reward with a price makes of points, of equal ones the lesser; reputation buys nothing', () => {
    expect(pointPrices(house)).toEqual({ bonus: 4 / 500 })
  })

  it('adds up what an offer gives, points of optional answers included, and what the site declares', () => {
    expect(worth('membership')).toEqual({ money: expect.closeTo(3.8, 12), from: 'declared', declared: 1 })
  })

  it('is not known where nobody has put a figure on it', () => {
    expect(worth('finder')).toEqual({ money: undefined, from: 'declared' })
  })

  it('is less for who comes back: points and coupons are not given again, and an answer is paid once', () => {
    const left = { status: 'left', at: origin, accepted: 1, displays: 0 } as const
    const back: Subject = { ...nobody, offers: { membership: left }, paid: { job: true } }
    const membership = plan.offer.membership as PlannedOffer
    expect(worthOf(plan, membership, back, origin + day)).toEqual({ money: 1, from: 'declared', declared: 1 })
    const unpaid: Subject = { ...back, paid: {} }
    expect(worthOf(plan, membership, unpaid, origin + day).money).toBe(100 * (4 / 500) + 1)
    const answered: Subject = { ...nobody, paid: { job: true } }
    expect(worthOf(plan, membership, answered, origin).money).toBe(250 * (4 / 500) + 1)
  })
})

describe('what people say that it was worth', () => {
  // 0.3 on the device at 0.25 is 0.075, and at the rate of 2 it is 0.15.
  const said = (answers: number, median: 'nothing' | 'less' | 'even' | 'more') =>
    worth('finder', { worth: { finder: { answers, median } } })

  it('counts from the twentieth answer on, as a multiple of what was given', () => {
    expect(leastAnswers).toBe(20)
    for (const [median, money] of [
      ['nothing', 0],
      ['less', 0.075],
      ['even', 0.15],
      ['more', 0.3],
    ] as const) {
      const { money: found, from } = said(20, median)
      expect(found).toBeCloseTo(money, 12)
      expect(from).toBe('appraised')
    }
  })

  it('is shown before, and counts for nothing yet', () => {
    const early = said(19, 'more')
    expect(early.money).toBeUndefined()
    expect(early.from).toBe('declared')
    expect(early.appraised?.answers).toBe(19)
    expect(early.appraised?.money).toBeCloseTo(0.3, 12)
  })

  it('stands in the place of what the site declared, and both are told', () => {
    const { money, from, declared } = worth('membership', { worth: { membership: { answers: 30, median: 'nothing' } } })
    expect(from).toBe('appraised')
    expect(declared).toBe(1)
    // What has a price keeps it: 350 points.
    expect(money).toBeCloseTo(350 * (4 / 500), 12)
  })

  it('does not change what has a price', () => {
    const { money, from, appraised } = worth('raffle', { worth: { raffle: { answers: 500, median: 'nothing' } } })
    expect({ money, from, appraised }).toEqual({ money: 1.5, from: 'price', appraised: { money: 0, answers: 500 } })
  })

  it('is left aside where it is no median of so many people, and an even offer stays one', () => {
    const bad = [
      { answers: 30, median: 'great' },
      { answers: 30, median: 'toString' },
      { answers: Number.NaN, median: 'nothing' },
      { answers: 30.5, median: 'nothing' },
      { answers: -30, median: 'nothing' },
    ] as unknown as AppraisedWorth[]
    for (const one of bad) {
      const learned = { worth: { finder: one, membership: one } }
      expect(worth('finder', learned)).toEqual({ money: undefined, from: 'declared' })
      expect(worth('membership', learned)).toEqual(worth('membership'))
      expect(fairnessOf(planOf(house, learned), 'finder')?.even).toBe(true)
    }
    expect([isEven(Number.NaN, 1), isEven(undefined, 1), isEven(0.5, 1), isEven(1, 1)]).toEqual([
      true,
      true,
      false,
      true,
    ])
  })
})

describe('medianWorth', () => {
  it('is the answer in the middle, of two in the middle the lower', () => {
    expect(medianWorth({ less: 4, even: 12, more: 9 })).toEqual({ answers: 25, median: 'even' })
    expect(medianWorth({ nothing: 1, more: 1 })).toEqual({ answers: 2, median: 'nothing' })
    expect(medianWorth({ nothing: 1, more: 2 })).toEqual({ answers: 3, median: 'more' })
  })

  it('is none where nobody has answered', () => expect(medianWorth({})).toBeUndefined())

  it('refuses what counts no people, naming each answer', () => {
    expect(medianWorth({ nothing: 0, even: 3 })).toEqual({ answers: 3, median: 'even' })
    for (const bad of [-5, 25.5, Number.NaN, Number.POSITIVE_INFINITY, '3' as unknown as number])
      try {
        medianWorth({ nothing: bad, less: 1, more: bad })
        expect.unreachable()
      } catch (error) {
        expect(error).toBeInstanceOf(EvenhandedError)
        expect(error).toMatchObject({
          code: 'bad_counts',
          issues: [{ path: 'counts.nothing' }, { path: 'counts.more' }],
        })
      }
  })
})
