import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endsAt } from '../../src/core/consent/ending.js'
import { recordsOf } from '../../src/core/consent/record.js'
import { inForce, settle } from '../../src/core/subject/consent.js'
import { sealed } from '../../src/core/subject/event.js'
import { groundsOf, nobody } from '../../src/core/subject/subject.js'
import { day, last, origin, pairs, runs, stories, tell } from './world.js'

describe('law 4: what ends by itself', () => {
  it('ends at the instant that is kept for it, and not before', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        const told = tell(plan, nobody, said)
        const settled = told.filter(({ decided }) => decided.ok).at(-1)
        if (!settled) return
        const end = endsAt(settled.after)
        const over = (at: number) =>
          settle(plan.program, settled.after, '', at).filter(({ type }) => type === 'expired' || type === 'forgotten')
        if (end === null) {
          expect(over(origin + 50_000 * day)).toEqual([])
          return
        }
        expect(over(end - 1)).toEqual([])
        expect(over(end).length).toBeGreaterThan(0)
      }),
      runs,
    )
  })
})

describe('law 4: what is not confirmed', () => {
  it('is never read, however long one waits', () => {
    fc.assert(
      fc.property(stories(), fc.nat(800), ({ plan, said }, days) => {
        const unproven = said.filter(({ type }) => type !== 'confirm')
        const told = tell(plan, nobody, unproven)
        const subject = last(told)
        const now = (told.at(-1)?.now ?? origin) + days * day
        for (const [field, purpose] of pairs(plan))
          if (plan.program.purposes[purpose]?.confirm)
            expect(inForce(plan.program, subject, field, purpose, now)).toBe(false)
      }),
      runs,
    )
  })
})

describe('law 12: the record', () => {
  it('ends, for each field and purpose, with how it stands', () => {
    const means: { readonly [status: string]: readonly string[] } = {
      granted: ['granted', 'renewed', 'unconfirmed'],
      refused: ['refused'],
      withdrawn: ['withdrawn'],
      expired: ['expired'],
    }
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        const told = tell(plan, nobody, said)
        const lines = told.map(({ command, now, decided, after }) => ({
          subject: 'somebody',
          version: after.version,
          command: command.id,
          at: now,
          said: { type: command.type, touchpoint: command.touchpoint, givenAt: command.at },
          events: decided.ok ? decided.value.map((event) => sealed(event)) : [],
        }))
        const entries = recordsOf(plan.program, lines).flatMap((record) => record.entries)
        const { grounds } = last(told)
        for (const { purpose, field, ground } of groundsOf({ grounds })) {
          const own = entries.filter((one) => one.purpose === purpose && one.field === field)
          const shown =
            ground.refusedAt === undefined ? means[ground.status] : [...(means[ground.status] ?? []), 'refused']
          expect(shown).toContain(own.at(-1)?.status)
          if (ground.status === 'granted' && ground.refusedAt === undefined)
            expect(own.at(-1)).toMatchObject({ basis: ground.basis })
        }
      }),
      runs,
    )
  })
})
