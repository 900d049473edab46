import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balanceOf } from '../../../../src/core/decision/fairness/balance.js'
import { burdenOf, heldBy } from '../../../../src/core/decision/fairness/burden.js'
import { rateOf } from '../../../../src/core/decision/fairness/worth.js'
import type { PlannedOffer } from '../../../../src/core/program/plan.js'
import type { Accept } from '../../../../src/core/subject/command.js'
import { decide } from '../../../../src/core/subject/decide.js'
import type { Event } from '../../../../src/core/subject/event.js'
import { after } from '../../../../src/core/subject/evolve.js'
import { merge } from '../../../../src/core/subject/identity.js'
import { nobody, type Subject, type Weighed } from '../../../../src/core/subject/subject.js'
import { monthOf, toMills } from '../../../../src/core/subject/weighed.js'
import { commands } from '../../../../src/testing/commands.js'
import { onDevice, onServer, origin, runs, tell } from '../../../laws/world.js'
import { weighingPrograms } from './drawn.js'
import { planOf } from './house.js'

const plan = planOf()

const accept = (offer: string, answers: Accept['answers'], more: Partial<Accept> = {}): Accept => {
  const { hash, version, language } = plan.notice(offer)
  return {
    ...{ id: `c-${offer}`, subject: null, at: origin, touchpoint: 'web', seen: 9, type: 'accept', offer },
    ...{ answers, consents: {}, evidence: { act: 'button', notice: { hash, version, language } } },
    ...more,
  }
}

const weighedOf = (events: readonly Event[]): readonly { gave: number; got: number }[] =>
  events.flatMap((event) => ('weighed' in event && event.weighed ? [event.weighed] : []))

function took(subject: Subject, command: Accept): { subject: Subject; weighed: readonly object[] } {
  const decided = decide(plan, subject, command, command.at)
  if (!decided.ok) throw new Error(decided.error.code)
  return { subject: after(subject, decided), weighed: weighedOf(decided.value) }
}

describe('what an acceptance gave and got', () => {
  // The rate is 2; a point is worth 4 / 500.
  it('is what was granted and given with it: a box that stayed empty counts on neither side', () => {
    const plain = took(nobody, accept('membership', { email: 'a' }))
    expect(plain.weighed).toEqual([{ gave: toMills(2 * 0.49 * 1.3), got: 250 * (4 / 500) + 1 }])
    const whole = took(nobody, accept('membership', { email: 'a', job: 'cook' }))
    const burden = (0.49 * 1.3 + 0.55 * 1.5 * 1.15) * 1.1
    expect(whole.weighed).toEqual([{ gave: toMills(2 * burden), got: toMills(350 * (4 / 500) + 1) }])
  })

  it('is weighed where something is added later, and comes to the same in the end', () => {
    const first = took(nobody, accept('membership', { email: 'a' }))
    const then = took(first.subject, accept('membership', { job: 'cook' }, { id: 'later' }))
    expect(then.weighed).toEqual([{ gave: expect.any(Number), got: 100 * (4 / 500) }])
    const whole = took(nobody, accept('membership', { email: 'a', job: 'cook' }))
    const [bitByBit, atOnce] = [then, whole].map(({ subject }) => balanceOf(subject, origin))
    expect(bitByBit?.gave).toBeCloseTo(atOnce?.gave ?? -1, 3)
    expect(bitByBit?.got).toBeCloseTo(atOnce?.got ?? -1, 3)
  })

  it('counts a field that is known at what its new use adds', () => {
    const first = took(nobody, accept('membership', { email: 'a' }))
    const then = took(first.subject, accept('raffle', { phone: '1' }))
    const before = 0.49 * 1.3
    const now = (0.49 * (1.3 + 0.8 / 2) + 0.6 * 0.8) * 1.1
    expect(then.weighed).toEqual([{ gave: toMills(2 * (now - before)), got: 1.5 }])
  })

  it('takes a worth that nobody knows for nothing', () => {
    const ticked = { consents: { health: ['illness'] } }
    const { weighed } = took(nobody, accept('advice', { illness: 'x', phone: '1' }, ticked))
    expect(weighed).toEqual([{ gave: toMills(2 * (0.83 + 0.6 * 0.8) * 1.1), got: 0 }])
  })
})

describe('the balance of a year', () => {
  const month = monthOf(origin)
  const of = (weighed: readonly Weighed[], now = origin) => balanceOf({ weighed }, now)
  const one = (month: number): Weighed => ({ month, gave: 0.1, got: 0.2 })

  it('sums up twelve months and the one that has begun', () => {
    const fourteen = Array.from({ length: 14 }, (_, i) => one(month - 13 + i))
    expect(of(fourteen)).toEqual({ gave: 1.3, got: 2.6, months: fourteen.slice(1) })
  })

  it('goes on without anybody doing anything', () => {
    expect(of([one(month)], origin + 400 * 86_400_000)).toEqual({ gave: 0, got: 0, months: [] })
  })

  it('is nothing for nobody', () => expect(balanceOf(nobody, origin)).toEqual({ gave: 0, got: 0, months: [] }))

  it('is that of both where two turn out to be one', () => {
    const subject = (weighed: readonly Weighed[]): Subject => ({ ...nobody, weighed })
    const both = merge(subject([one(month - 1), one(month)]), subject([one(month), one(month - 2)]))
    expect(both.weighed?.map((one) => one.month - month)).toEqual([-2, -1, 0])
    expect(balanceOf(both, origin)).toMatchObject({ gave: 0.4, got: 0.8 })
    expect(merge(nobody, nobody).weighed).toBeUndefined()
    expect(merge(nobody, subject([one(month)])).weighed).toEqual([one(month)])
  })
})

describe('in every story', () => {
  const stories = weighingPrograms().chain((program) => {
    const plan = onServer(program)
    return commands(fc, plan, { maxLength: 10, origin }).map((said) => ({ program, plan, said }))
  })

  it('the balance is the sum of what was weighed, and device and server weigh the same', () => {
    fc.assert(
      fc.property(stories, ({ program, plan, said }) => {
        const device = onDevice(program)
        const told = tell(plan, nobody, said)
        const now = said.at(-1)?.at ?? origin
        let gave = 0
        let got = 0
        for (const { command, before, decided } of told) {
          const weighed = decided.ok ? weighedOf(decided.value) : []
          for (const its of weighed) {
            expect(Math.min(its.gave, its.got)).toBeGreaterThanOrEqual(0)
            if (monthOf(command.at) <= monthOf(now) - 13) continue
            gave += its.gave
            got += its.got
          }
          if (command.type !== 'accept') continue
          const there = decide(device, before, command, command.at)
          if (there.ok && decided.ok) expect(weighedOf(there.value)).toEqual(weighed)
        }
        const balance = balanceOf(told.at(-1)?.after ?? nobody, now)
        expect(balance.gave).toBeCloseTo(gave, 3)
        expect(balance.got).toBeCloseTo(got, 3)
      }),
      runs,
    )
  })

  it('nobody gives more with an acceptance than the offer was said to ask', () => {
    fc.assert(
      fc.property(stories, ({ plan, said }) => {
        for (const { command, before, decided } of tell(plan, nobody, said)) {
          if (command.type !== 'accept' || !decided.ok) continue
          const planned = plan.offer[command.offer] as PlannedOffer
          const asked = burdenOf(plan, heldBy(plan, [before], command.at), planned) * rateOf(plan.program)
          for (const { gave } of weighedOf(decided.value)) expect(gave).toBeLessThanOrEqual(asked + 0.0001)
        }
      }),
      runs,
    )
  })
})
