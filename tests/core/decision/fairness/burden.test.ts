import { describe, expect, it } from 'vitest'
import { added, burdenOf, heldBy, nothingHeld } from '../../../../src/core/decision/fairness/burden.js'
import { fairnessOf } from '../../../../src/core/decision/fairness/fairness-of.js'
import { pairsByField } from '../../../../src/core/decision/fairness/scale.js'
import { look } from '../../../../src/core/decision/view.js'
import type { PlannedOffer } from '../../../../src/core/program/plan.js'
import { type Ground, nobody, type Subject } from '../../../../src/core/subject/subject.js'
import { day, origin } from '../../../laws/world.js'
import { planOf } from './house.js'

const plan = planOf()
const burden = (offer: string, part?: 'required', held = nothingHeld(plan)) =>
  burdenOf(plan, held, plan.offer[offer] as PlannedOffer, part)

const granted: Ground = {
  ...{ status: 'granted', basis: 'contract', offers: ['raffle'] },
  ...{ since: origin, version: 1, command: 'c' },
}
const having = (grounds: Subject['grounds']): Subject => ({ ...nobody, grounds })

describe('the burden of an offer to somebody new', () => {
  it('is small on the device: a taste at 0.3, and what lies in a basket at 0.5', () => {
    expect(burden('finder')).toBeCloseTo(0.3 * 0.25, 12)
    expect(burden('coupon')).toBeCloseTo(0.5 * 0.1, 12)
  })

  it('takes of a field its heaviest use and half of each other, of alternatives the heaviest, and fields together', () => {
    // E-mail 0.49: news at 1.25 and half of the raffle's 0.8. Phone at 0.60 is heavier than the job at 0.55. Two fields: × 1.1.
    const email = 0.49 * (1.25 + 0.8 / 2)
    const phone = 0.6 * 0.8
    expect(burden('raffle')).toBeCloseTo((email + phone) * 1.1, 12)
    expect(burden('raffle')).toBeCloseTo(1.41735, 12)
  })

  it('tells beside it what can’t be left out: neither invitations nor optional answers', () => {
    expect(burden('raffle', 'required')).toBeCloseTo((0.49 * 0.8 + 0.6 * 0.8) * 1.1, 12)
    expect(burden('membership', 'required')).toBeCloseTo(0.49 * 1.3, 12)
  })

  it('counts a special field as unwillingly told as an illness, whatever its kind', () => {
    expect(burden('advice')).toBeCloseTo((0.83 * 1 + 0.6 * 0.8) * 1.1, 12)
  })
})

describe('the burden of an offer to who has given something before', () => {
  const held = heldBy(plan, [having({ order: { email: granted } })], origin)

  it('counts a field that is known at what its new use adds', () => {
    // Before: 0.49 × 0.8, one field. With it: 0.49 × (1.3 + 0.8 / 2), and the job, two fields.
    const before = 0.49 * 0.8
    const job = 0.55 * 1.5 * 1.15
    const after = (0.49 * (1.3 + 0.4) + job) * 1.1
    expect(burden('membership', undefined, held)).toBeCloseTo(after - before, 12)
  })

  it('is nothing where all of it was given already', () => {
    const all = heldBy(plan, [having({ order: { email: granted, phone: granted }, news: { email: granted } })], origin)
    expect(burden('raffle', undefined, all)).toBe(0)
    expect(burden('raffle', 'required', all)).toBe(0)
  })

  it('asks no alternative of who has given another', () => {
    const phone = heldBy(plan, [having({ order: { phone: granted } })], origin)
    expect(burden('raffle', 'required', phone)).toBeCloseTo((0.49 * 0.8 + 0.6 * 0.8) * 1.1 - 0.6 * 0.8, 12)
  })

  it('counts what has run out for a year more, and what was withdrawn no more', () => {
    const of = (ground: Partial<Ground>, now: number) =>
      burden('membership', 'required', heldBy(plan, [having({ account: { email: { ...granted, ...ground } } })], now))
    const full = 0.49 * 1.3
    expect(of({ until: origin }, origin + 364 * day)).toBe(0)
    expect(of({ until: origin }, origin + 365 * day)).toBeCloseTo(full, 12)
    expect(of({ status: 'expired' }, origin + 364 * day)).toBe(0)
    expect(of({ status: 'expired' }, origin + 365 * day)).toBeCloseTo(full, 12)
    expect(of({ status: 'withdrawn' }, origin + day)).toBeCloseTo(full, 12)
    expect(of({ status: 'refused' }, origin + day)).toBeCloseTo(full, 12)
  })

  it('ignores what the program does not know any more', () => {
    const odd = heldBy(plan, [having({ old: { email: granted }, order: { gone: granted } })], origin)
    expect(burden('membership', 'required', odd)).toBe(burden('membership', 'required'))
  })

  it('sums what stays on the device apart: it identifies nobody to the server', () => {
    const local = having({ fit: { taste: granted } })
    const pairs = pairsByField(plan, [{ field: 'email', purpose: 'account' }])
    expect(added(plan, heldBy(plan, [nobody, local], origin), pairs)).toBeCloseTo(0.49 * 1.3, 12)
  })

  it('goes by what people like them mind, upwards only', () => {
    const job = { at: origin, source: { provenance: 'declared', touchpoint: 'web', givenAt: origin } } as const
    const account = { job: granted }
    const nurse: Subject = { ...nobody, known: { job }, values: { job: 'nurse' }, grounds: { account } }
    const waiter: Subject = { ...nurse, values: { job: 'waiter' } }
    const fair = (subject: Subject, offer: string) => fairnessOf(plan, offer, look(plan, subject, undefined, origin))
    const job0 = 0.55 * 1.3
    expect(fair(waiter, 'membership')?.required).toBeCloseTo((job0 + 0.49 * 1.3) * 1.1 - job0, 12)
    expect(fair(nurse, 'membership')?.required).toBeCloseTo((job0 + 0.9 * 1.3) * 1.1 - job0, 12)
    // They mind a call no less than others do, whatever the segment says.
    expect(fair(nurse, 'advice')?.required).toBe(fair(waiter, 'advice')?.required)
  })
})

describe('give and take together', () => {
  it('is told in one piece', () => {
    const fair = fairnessOf(plan, 'raffle')
    const burden = (0.49 * (1.25 + 0.4) + 0.6 * 0.8) * 1.1
    expect(fair).toEqual({
      worth: { money: 1.5, from: 'price' },
      burden: expect.closeTo(burden, 12),
      required: expect.closeTo((0.49 * 0.8 + 0.6 * 0.8) * 1.1, 12),
      rate: 2,
      balance: expect.closeTo(1.5 - 2 * burden, 12),
      even: false,
    })
  })

  it('calls nothing uneven of which nobody knows the worth', () => {
    const fair = fairnessOf(plan, 'advice')
    expect([fair?.worth.money, fair?.balance, fair?.even]).toEqual([undefined, undefined, true])
  })

  it('knows nothing of an offer that is none', () => expect(fairnessOf(plan, 'constructor')).toBeUndefined())
})
