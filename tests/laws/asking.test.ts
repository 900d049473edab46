import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkProgram } from '../../src/core/program/check-program.js'
import { decide } from '../../src/core/subject/decide.js'
import { nobody } from '../../src/core/subject/subject.js'
import { programs } from '../../src/testing/programs.js'
import { isAccepted, runs, stories, tell } from './world.js'

const codes = (definition: unknown): string[] => checkProgram(definition).map(({ code }) => code)

describe('law 1: no ask without a give', () => {
  it('holds for every program that is let through', () => {
    fc.assert(
      fc.property(programs(fc), fc.nat(), (program, pick) => {
        const names = Object.keys(program.offers)
        const name = names[pick % names.length] as string
        const { gives: _, ...without } = program.offers[name] as object & { gives: unknown }
        const spoilt = (offer: object) => ({ ...program, offers: { ...program.offers, [name]: offer } })
        expect(codes(program)).toEqual([])
        expect(codes(spoilt(without))).toContain('missing')
        expect(codes(spoilt({ ...without, gives: [] }))).toContain('no_give')
        expect(codes(spoilt({ ...without, gives: { benefit: 'service', says: ' ' } }))).toContain('bad_value')
      }),
      runs,
    )
  })

  it('gives now, or has said by when', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        for (const told of tell(plan, nobody, said).filter(isAccepted))
          for (const event of told.decided.value)
            if (event.type === 'given' && event.state === 'pending')
              expect(event.benefit.by).toMatch(/^\d{4}-\d\d-\d\d$/)
      }),
      runs,
    )
  })
})

describe('law 2: no more than justified', () => {
  it('refuses a program whose choose offer asks who one is', () => {
    fc.assert(
      fc.property(programs(fc), (program) => {
        const heavy = Object.keys(program.fields).find((name) => {
          const field = program.fields[name]
          return field?.special || field?.kind === 'identifier' || field?.kind === 'personal'
        })
        fc.pre(heavy !== undefined)
        const offer = {
          principle: 'choose',
          for: 'deviceFit',
          asks: { [heavy as string]: 'Because' },
          gives: { benefit: 'selection', says: 'What fits' },
        }
        expect(codes({ ...program, offers: { ...program.offers, spoilt: offer } })).toContain('kind_not_allowed')
      }),
      runs,
    )
  })

  it('learns nothing that the offer did not ask', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        for (const told of tell(plan, nobody, said).filter(isAccepted)) {
          const planned = plan.offer[told.command.offer]
          const invited = planned?.invites.flatMap(([purpose, fields]) =>
            told.command.consents[purpose] ? fields : [],
          )
          const welcome = new Set([...Object.keys(planned?.asked ?? {}), ...(invited ?? [])])
          for (const event of told.decided.value) if (event.type === 'learned') expect(welcome).toContain(event.field)
        }
      }),
      runs,
    )
  })

  it('refuses what was not asked and changes nothing, and asks nothing again that is known and fresh', () => {
    fc.assert(
      fc.property(stories(), fc.nat(), ({ plan, said }, pick) => {
        for (const told of tell(plan, nobody, said).filter(isAccepted)) {
          const planned = plan.offer[told.command.offer]
          const strange = plan.fields.filter(
            (field) => !planned?.asked[field] && !planned?.invites.some(([, fields]) => fields.includes(field)),
          )
          const field = strange[pick % Math.max(strange.length, 1)]
          if (field !== undefined) {
            const answers = { ...told.command.answers, [field]: 'x' }
            const more = decide(plan, told.before, { ...told.command, answers }, told.now)
            expect(more).toMatchObject({ ok: false, error: { code: 'not_asked', fields: { [field]: '' } } })
          }
          if (planned?.offer.repeats !== 'always') continue
          const again = { ...told.command, answers: {}, consents: {}, seen: told.after.version }
          const second = decide(plan, told.after, again, told.now)
          const missing = second.ok || second.error.code !== 'missing' ? [] : Object.keys(second.error.fields ?? {})
          for (const one of missing) expect(told.after.known[one]).toBeUndefined()
        }
      }),
      runs,
    )
  })
})
