import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/core/program/plan.js'
import { inForce, readInput } from '../../src/core/subject/consent.js'
import { decide } from '../../src/core/subject/decide.js'
import type { Event } from '../../src/core/subject/event.js'
import { after as moved } from '../../src/core/subject/evolve.js'
import { merge } from '../../src/core/subject/identity.js'
import { nobody, type Subject } from '../../src/core/subject/subject.js'
import { day, isAccepted, last, origin, pairs, runs, stories, type Told, tell } from './world.js'

const rests = (plan: Plan, purpose: string): boolean =>
  plan.program.purposes[purpose]?.basis.endsWith('consent') === true

const kinds = (events: readonly Event[], type: Event['type']): readonly Event[] =>
  events.filter((one) => one.type === type)

describe('law 3: optional stays optional', () => {
  it('promises the same whether or not the optional part was answered', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        for (const told of tell(plan, nobody, said).filter(isAccepted)) {
          const planned = plan.offer[told.command.offer]
          const required = Object.entries(told.command.answers).filter(
            ([field]) => planned?.asked[field]?.optional === false,
          )
          const kept = Object.entries(told.command.consents).filter(([purpose]) =>
            planned?.asks.some((ask) => !ask.optional && ask.purpose === purpose),
          )
          const consents = Object.fromEntries(
            kept
              .map(([purpose, fields]) => [
                purpose,
                fields.filter((field) => planned?.asked[field]?.optional === false),
              ])
              .filter(([, fields]) => (fields as string[]).length > 0),
          )
          const bare = decide(
            plan,
            told.before,
            { ...told.command, answers: Object.fromEntries(required), consents },
            told.now,
          )
          if (!bare.ok && bare.error.code === 'already_accepted') continue
          expect(bare.ok && kinds(bare.value, 'given')).toEqual(kinds(told.decided.value, 'given'))
        }
      }),
      runs,
    )
  })

  it('never lets a contract cover what was optional', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        for (const told of tell(plan, nobody, said).filter(isAccepted)) {
          const { asked, offer } = plan.offer[told.command.offer] as Plan['offers'][number]
          for (const event of told.decided.value) {
            if (event.type !== 'granted' || rests(plan, event.purpose)) continue
            const seen = { ...offer.uses, ...offer.observes }
            expect(asked[event.field]?.optional === false || Object.hasOwn(seen, event.field)).toBe(true)
          }
        }
      }),
      runs,
    )
  })

  it('pays a field’s points once per subject, ever', () => {
    fc.assert(
      fc.property(stories(24), ({ plan, said }) => {
        const told = tell(plan, nobody, said)
        const paid = told.flatMap(({ decided }) => (decided.ok ? kinds(decided.value, 'paid') : []))
        const fields = paid.map((event) => event.type === 'paid' && event.field)
        expect(new Set(fields).size).toBe(fields.length)
      }),
      runs,
    )
  })
})

/** Law 4, told again from the events alone and without the code under test. */
function mayRead(plan: Plan, told: readonly Told[], field: string, purpose: string, now: number): boolean {
  const rule = plan.program.purposes[purpose]
  const grants = new Map<string, { until: number; offers: Set<string> } | null>()
  const confirmed = new Set<string>()
  for (const event of told.flatMap(({ decided }) => (decided.ok ? decided.value : []))) {
    if (event.type === 'granted' && event.purpose === purpose) {
      const before = grants.get(event.field)
      grants.set(event.field, {
        until: event.until ?? Number.POSITIVE_INFINITY,
        offers: new Set([...(before?.offers ?? []), event.offer]),
      })
    }
    if ((event.type === 'withdrawn' || event.type === 'expired') && event.purpose === purpose)
      grants.set(event.field, null)
    if (event.type === 'objected' && event.purpose === purpose) grants.clear()
    if (event.type === 'left' && !rests(plan, purpose) && rule?.basis !== 'legal-obligation')
      for (const [name, grant] of grants)
        if (grant?.offers.delete(event.offer) && grant.offers.size === 0) grants.set(name, null)
    if (event.type === 'confirmed') confirmed.add(event.field)
    if (event.type === 'learned' || event.type === 'forgotten') confirmed.delete(event.field)
  }
  const runs = (name: string): boolean => now < (grants.get(name)?.until ?? Number.NEGATIVE_INFINITY)
  const identifies = (name: string): boolean => plan.program.fields[name]?.kind === 'identifier'
  if (!runs(field)) return false
  if (!rule?.confirm) return true
  return identifies(field)
    ? confirmed.has(field)
    : [...grants.keys()].some((name) => identifies(name) && runs(name) && confirmed.has(name))
}

describe('law 4: no ground, no reading', () => {
  it('reads a value for a purpose only while a ground for that pair is in force', () => {
    fc.assert(
      fc.property(stories(), fc.nat(800), ({ plan, said }, days) => {
        const told = tell(plan, nobody, said)
        const now = (told.at(-1)?.now ?? origin) + days * day
        const subject = last(told)
        for (const [field, purpose] of pairs(plan)) {
          const allowed = mayRead(plan, told, field, purpose, now)
          expect(inForce(plan.program, subject, field, purpose, now)).toBe(allowed)
          if (!allowed) expect(readInput(plan.program, subject, field, purpose, now)).toBeUndefined()
        }
      }),
      runs,
    )
  })

  it('keeps no value that no ground holds', () => {
    fc.assert(
      fc.property(stories(), ({ plan, said }) => {
        for (const { after, now, decided } of tell(plan, nobody, said)) {
          if (!decided.ok) continue
          for (const field of Object.keys(after.values)) {
            const held = Object.values(after.grounds).some((byField) => {
              const ground = byField[field]
              return ground?.status === 'granted' && now < (ground.until ?? Number.POSITIVE_INFINITY)
            })
            expect(held).toBe(true)
          }
        }
      }),
      runs,
    )
  })

  it('keeps after an erasure only what a legal duty holds, readable for that duty alone', () => {
    fc.assert(
      fc.property(stories(), fc.uuid({ version: 4 }), ({ plan, said }, id) => {
        const subject = last(tell(plan, nobody, said))
        const now = origin + 20_000 * day
        const erase = { type: 'erase', id, subject: null, at: now, touchpoint: 'web', seen: subject.version } as const
        const erased = moved(subject, decide(plan, subject, erase, now))
        for (const [field, purpose] of pairs(plan))
          if (readInput(plan.program, erased, field, purpose, now) !== undefined)
            expect(plan.program.purposes[purpose]?.basis).toBe('legal-obligation')
        for (const account of Object.values(erased.points)) expect(account).toMatchObject({ balance: 0, lots: [] })
      }),
      runs,
    )
  })
})

describe('law 5: leaving is as easy as joining and costs nothing', () => {
  it('lets every basis out by its exit, at once, and takes back nothing that was earned', () => {
    fc.assert(
      fc.property(stories(), fc.uuid({ version: 4 }), ({ plan, said }, id) => {
        const subject = last(tell(plan, nobody, said))
        const now = origin + 20_000 * day
        const envelope = { id, subject: null, at: now, touchpoint: 'web', seen: subject.version }
        for (const [purpose, byField] of Object.entries(subject.grounds)) {
          const basis = plan.program.purposes[purpose]?.basis
          const exits = basis?.endsWith('consent') ? ['withdraw'] : basis === 'legitimate-interest' ? ['object'] : []
          for (const type of exits as ('withdraw' | 'object')[]) {
            const decided = decide(plan, subject, { ...envelope, type, purpose }, now)
            const out = moved(subject, decided)
            expect(decided.ok).toBe(true)
            expect(out.points).toEqual(subject.points)
            for (const field of Object.keys(byField))
              expect(inForce(plan.program, out, field, purpose, now)).toBe(false)
          }
        }
        for (const [offer, history] of Object.entries(subject.offers)) {
          if (history.status !== 'accepted') continue
          const out = moved(subject, decide(plan, subject, { ...envelope, type: 'leave', offer }, now))
          expect(out.points).toEqual(subject.points)
          for (const [purpose, byField] of Object.entries(out.grounds))
            for (const ground of Object.values(byField))
              if (ground.status === 'granted' && plan.program.purposes[purpose]?.basis === 'contract')
                expect(ground.offers).not.toContain(offer)
        }
      }),
      runs,
    )
  })
})

/** Everything that can be read of a subject, as `field/purpose`. */
const readable = (plan: Plan, subject: Subject, now: number): Set<string> =>
  new Set(
    pairs(plan)
      .filter(([field, purpose]) => readInput(plan.program, subject, field, purpose, now) !== undefined)
      .map((pair) => pair.join('/')),
  )

/** Says no to a purpose, by whichever exit it has. */
const say =
  (plan: Plan) =>
  (subject: Subject, purpose: string): Subject => {
    const type = rests(plan, purpose) ? ('withdraw' as const) : ('object' as const)
    const no = { type, purpose, id: purpose, subject: null, at: origin, touchpoint: 'web', seen: subject.version }
    const decided = decide(plan, subject, no, origin)
    return decided.ok ? moved(subject, decided) : subject
  }

describe('law 9: a merge never widens a consent', () => {
  it('reads nothing of a merged subject that neither could be read for before, and no no becomes a yes', () => {
    fc.assert(
      fc.property(
        stories().chain(({ plan, said }) =>
          fc.record({
            plan: fc.constant(plan),
            said: fc.constant(said),
            cut: fc.nat(said.length),
            noes: fc.subarray([...plan.purposes]),
          }),
        ),
        ({ plan, said, cut, noes }) => {
          const into = last(tell(plan, nobody, said.slice(0, cut)))
          const from = noes.reduce(say(plan), last(tell(plan, nobody, said.slice(cut))))
          const now = said.at(-1)?.at ?? origin
          const merged = merge(into, from)
          for (const pair of readable(plan, merged, now)) {
            const [field, purpose] = pair.split('/') as [string, string]
            const value = readInput(plan.program, merged, field, purpose, now)
            const owners = [into, from].filter((one) => readInput(plan.program, one, field, purpose, now) === value)
            expect(owners.length).toBeGreaterThan(0)
            for (const one of [into, from]) {
              expect(one.grounds[purpose]?.[field]?.status ?? 'none').not.toMatch(/withdrawn|refused/)
              expect(Object.hasOwn(one.objected, purpose)).toBe(false)
            }
          }
        },
      ),
      runs,
    )
  })

  it('never lifts a withdrawal that the granting device had not seen, in whatever order both arrive', () => {
    fc.assert(
      fc.property(stories(), fc.uuid({ version: 4 }), fc.nat(3 * 365), ({ plan, said }, id, fast) => {
        for (const told of tell(plan, nobody, said).filter(isAccepted)) {
          const granted = told.decided.value.filter((event) => event.type === 'granted' && rests(plan, event.purpose))
          for (const event of granted) {
            if (event.type !== 'granted') continue
            const withdraw = {
              type: 'withdraw',
              purpose: event.purpose,
              id,
              subject: null,
              at: told.now,
              touchpoint: 'web',
              seen: told.before.version,
            } as const
            const withdrawn = moved(told.before, decide(plan, told.before, withdraw, told.now))
            // The other device is offline: it has not seen the withdrawal, and its clock may run ahead.
            const late = { ...told.command, at: told.command.at + fast * day, seen: told.before.version }
            const afterwards = moved(withdrawn, decide(plan, withdrawn, late, told.now))
            expect(inForce(plan.program, afterwards, event.field, event.purpose, told.now)).toBe(false)
            const first = moved(told.after, decide(plan, told.after, withdraw, told.now))
            expect(inForce(plan.program, first, event.field, event.purpose, told.now)).toBe(false)
            const aware = decide(plan, withdrawn, { ...told.command, seen: withdrawn.version }, told.now)
            // It may be refused, as where the withdrawal forgot what was known; where it is not, it counts.
            if (!aware.ok) continue
            // Nor is a consent given anew that was only about to end and is not spoken of again.
            const isSaid =
              Object.hasOwn(told.command.answers, event.field) ||
              told.command.consents[event.purpose]?.includes(event.field)
            if (told.before.offers[told.command.offer]?.status === 'accepted' && !isSaid) continue
            expect(aware.value).toContainEqual(event)
          }
        }
      }),
      runs,
    )
  })

  it('never lifts an objection that the device had not seen', () => {
    fc.assert(
      fc.property(stories(), fc.uuid({ version: 4 }), ({ plan, said }, id) => {
        for (const told of tell(plan, nobody, said).filter(isAccepted)) {
          const purpose = plan.offer[told.command.offer]?.offer.for ?? ''
          const object = {
            type: 'object',
            purpose,
            id,
            subject: null,
            at: told.now,
            touchpoint: 'web',
            seen: 0,
          } as const
          const decided = decide(plan, told.before, object, told.now)
          if (!decided.ok) continue
          const objected = moved(told.before, decided)
          const late = decide(plan, objected, { ...told.command, seen: told.before.version }, told.now)
          const afterwards = moved(objected, late)
          for (const field of plan.fields)
            expect(inForce(plan.program, afterwards, field, purpose, told.now)).toBe(false)
        }
      }),
      runs,
    )
  })
})
