import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { available } from '../../src/core/points/lots.js'
import type { Command } from '../../src/core/subject/command.js'
import { decide } from '../../src/core/subject/decide.js'
import { evolve } from '../../src/core/subject/evolve.js'
import { nobody, type Subject } from '../../src/core/subject/subject.js'
import { day, isAccepted, last, onDevice, origin, runs, stories, type Told, tell } from './world.js'

const transfers = (told: readonly Told[]) =>
  told.flatMap(({ decided }) =>
    decided.ok ? decided.value.flatMap((event) => (event.type === 'booked' ? [event.transfer] : [])) : [],
  )

describe('law 6: what was promised is given', () => {
  it('records every benefit and its points in the step of the acceptance', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        for (const told of tell(plan, nobody, said).filter(isAccepted)) {
          const planned = plan.offer[told.command.offer]
          const opened = told.decided.value.some((event) => event.type === 'accepted')
          const given = told.decided.value.flatMap((event) => (event.type === 'given' ? [event.benefit] : []))
          const before = told.before.offers[told.command.offer]
          const repeats = planned?.offer.repeats ?? 'once'
          const wait = repeats === 'once' ? Number.POSITIVE_INFINITY : repeats === 'always' ? 0 : 30 * day
          const isReturn = before && before.accepted > 0 && told.now < before.at + wait
          const due = planned?.gives.filter(({ benefit }) => !isReturn || !['points', 'coupon'].includes(benefit))
          expect(given).toEqual(opened ? due : [])
          for (const benefit of given) {
            if (benefit.benefit !== 'points') continue
            for (const [currency, amount] of Object.entries(benefit.points)) {
              const booked = transfers([told]).filter(
                (one) => one.currency === currency && one.reason === told.command.offer,
              )
              expect(booked.reduce((sum, one) => sum + one.amount, 0)).toBe(amount)
            }
          }
        }
      }),
      runs,
    )
  })
})

describe('a welcome', () => {
  it('is paid once, however often one leaves and comes back', () => {
    fc.assert(
      fc.property(stories(24), ({ plan, said }) => {
        const booked = transfers(tell(plan, nobody, said)).filter(({ kind }) => kind === 'award')
        for (const { id, offer, gives } of plan.offers) {
          if (offer.repeats !== 'once') continue
          const times = gives.filter(({ benefit }) => benefit === 'points').length
          expect(booked.filter(({ reason }) => reason === id).length).toBeLessThanOrEqual(times)
        }
      }),
      runs,
    )
  })
})

describe('an exchange', () => {
  it('gives nothing for answers that are missing', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        for (const told of tell(plan, nobody, said).filter(isAccepted)) {
          const opened = told.decided.value.some((event) => event.type === 'accepted')
          const planned = plan.offer[told.command.offer]
          if (!opened || planned?.alternatives.length) continue
          for (const ask of planned?.asks ?? []) if (!ask.optional) expect(told.after.known).toHaveProperty(ask.field)
          const [first] = (planned?.asks ?? []).filter(
            (ask) => !ask.optional && !Object.hasOwn(told.before.known, ask.field),
          )
          if (!first) continue
          const { [first.field]: _, ...answers } = told.command.answers
          const short = decide(plan, told.before, { ...told.command, answers }, told.now)
          expect(short).toMatchObject({ ok: false, error: { code: 'missing', fields: { [first.field]: '' } } })
        }
      }),
      runs,
    )
  })
})

describe('law 7: nothing lost, nothing twice', () => {
  it('accounts for every point that was ever issued', () => {
    fc.assert(
      fc.property(stories(24), ({ plan, said }) => {
        const told = tell(plan, nobody, said)
        const subject = last(told)
        for (const [currency, account] of Object.entries(subject.points)) {
          const own = transfers(told).filter((one) => one.currency === currency)
          const sum = (kind: string) =>
            own.filter((one) => one.kind === kind).reduce((total, one) => total + one.amount, 0)
          const left = account.lots.reduce((total, lot) => total + lot.remaining, 0)
          expect(sum('award')).toBe(left + sum('redeem') + sum('reverse') + sum('forfeit'))
          expect(account.balance).toBe(left)
          expect(own.map((one) => one.seq)).toEqual(own.map((_, index) => index + 1))
          expect(account.seq).toBe(own.length)
          let balance = 0
          for (const one of own) {
            balance += one.kind === 'award' ? one.amount : -one.amount
            expect(one.balanceAfter).toBe(balance)
            expect(balance).toBeGreaterThanOrEqual(0)
          }
          expect(available(account.lots, origin)).toBeLessThanOrEqual(account.balance)
        }
      }),
      runs,
    )
  })

  it('is a fold: the same events lead to the same subject, whole or in parts', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        for (const { before, decided, after } of tell(plan, nobody, said)) {
          if (!decided.ok) {
            expect(after).toEqual({ ...before, version: before.version + 1 })
            continue
          }
          const { version: _, ...folded } = decided.value.reduce(evolve, before)
          expect(after).toMatchObject(folded)
        }
      }),
      runs,
    )
  })

  it('ends the same for two devices that send, repeat and interleave the same commands', () => {
    fc.assert(
      fc.property(
        stories().chain(({ plan, said }) =>
          fc.record({
            plan: fc.constant(plan),
            said: fc.constant(said),
            // Which command arrives next; each arrives, some again, and the order of first arrivals is the order of saying.
            repeats: fc.array(fc.nat(said.length - 1), { maxLength: 20 }),
          }),
        ),
        ({ plan, said, repeats }) => {
          const once = deliver(plan, said)
          const noisy = deliver(plan, withRepeats(said, repeats))
          expect(noisy.subject).toEqual(once.subject)
          expect(noisy.answers).toEqual(once.answers)
        },
      ),
      runs,
    )
  })
})

/** The server's rule of replays: the first answer to an id stands. */
function deliver(plan: Parameters<typeof decide>[0], arriving: readonly Command[]) {
  const answers = new Map<string, unknown>()
  let subject: Subject = nobody
  for (const command of arriving) {
    if (answers.has(command.id)) continue
    const [told] = tell(plan, subject, [command])
    answers.set(command.id, told?.decided)
    subject = told?.after ?? subject
  }
  return { subject, answers }
}

const withRepeats = (said: readonly Command[], repeats: readonly number[]): Command[] =>
  said.flatMap((command, index) => [
    command,
    ...repeats.filter((one) => one <= index).map((one) => said[one] as Command),
  ])

describe('law 8: receive and choose stay on the device', () => {
  it('gives the server nothing to take: neither observed values nor what was chosen', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        for (const { command, decided } of tell(plan, nobody, said)) {
          const light = command.type === 'accept' && plan.offer[command.offer]?.onDevice
          if (command.type === 'observe' || light)
            expect(decided).toMatchObject({ ok: false, error: { code: 'device_only' } })
          if (!decided.ok) continue
          for (const event of decided.value)
            if (event.type === 'granted') expect(plan.program.purposes[event.purpose]?.on).not.toBe('device')
        }
      }),
      runs,
    )
  })

  it('observes only what an offer on the device uses, and grants it for that alone', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        const device = onDevice(plan.program)
        for (const { command, decided } of tell(device, nobody, said)) {
          if (command.type !== 'observe' || !decided.ok) continue
          for (const event of decided.value)
            if (event.type === 'granted') {
              expect(plan.program.purposes[event.purpose]?.on).toBe('device')
              expect(Object.hasOwn(plan.offer[event.offer]?.offer.uses ?? {}, event.field)).toBe(true)
            }
        }
      }),
      runs,
    )
  })
})

describe('law 11: the server has the last word on points', () => {
  it('books nothing on a device, where points are expected only', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        const device = onDevice(plan.program)
        for (const { command, decided, after } of tell(device, nobody, said)) {
          expect(after.points).toEqual({})
          const backend = ['award', 'reverse', 'enrol', 'confirm'].includes(command.type)
          if (backend) expect(decided).toMatchObject({ ok: false, error: { code: 'backend_only' } })
        }
        for (const { decided } of tell(plan, nobody, said))
          if (decided.ok) expect(decided.value.filter((event) => event.type === 'expected')).toEqual([])
      }),
      runs,
    )
  })

  it('awards what the program says, whatever a device claims to have', () => {
    fc.assert(
      fc.property(stories(), fc.nat(1_000), ({ plan, said }, claim) => {
        for (const told of tell(plan, nobody, said).filter(isAccepted)) {
          const boast = { ...told.command, points: { bonus: claim }, benefit: claim, stage: 'convert' } as Command
          expect(decide(plan, told.before, boast, told.now)).toEqual(decide(plan, told.before, told.command, told.now))
        }
      }),
      runs,
    )
  })
})
