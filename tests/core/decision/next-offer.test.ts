import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainOffer } from '../../../src/core/decision/explain-offer.js'
import { can } from '../../../src/core/decision/gate.js'
import { nextOffer } from '../../../src/core/decision/next-offer.js'
import { look } from '../../../src/core/decision/view.js'
import type { Pair } from '../../../src/core/program/pair.js'
import { compile, type Plan } from '../../../src/core/program/plan.js'
import { readInput } from '../../../src/core/subject/consent.js'
import { decide } from '../../../src/core/subject/decide.js'
import { after as moved } from '../../../src/core/subject/evolve.js'
import { onServer as server } from '../../../src/core/subject/on-server.js'
import { nobody, pointsIn, type Subject } from '../../../src/core/subject/subject.js'
import { programs } from '../../../src/testing/programs.js'
import { day, hash, last, onServer, origin, runs, stories, tell } from '../../laws/world.js'
import { shop } from '../../types/words.ok.js'

const plan = compile(shop, { authority: server, hash })
const evidence = (offer: string) => ({ act: 'button', notice: plan.notice(offer) }) as const
const envelope = { id: '0190a000-0000-7000-8000-000000000000', subject: null, at: origin, touchpoint: 'web', seen: 0 }

describe('nextOffer', () => {
  it('does not depend on the order in which offers are declared', () => {
    fc.assert(
      fc.property(programs(fc), fc.constantFrom('web', 'till'), (program, touchpoint) => {
        const turned = { ...program, offers: Object.fromEntries(Object.entries(program.offers).reverse()) }
        const next = (plan: Plan) =>
          nextOffer(plan, look(plan, nobody, undefined, origin), { touchpoint, now: origin })?.id
        expect(next(onServer(turned))).toBe(next(onServer(program)))
      }),
      runs,
    )
  })

  it('proposes nothing that was accepted once unless a consent wants renewal, is not made here, or was objected to', () => {
    fc.assert(
      fc.property(stories(), fc.constantFrom('web', 'till'), ({ plan, said }, touchpoint) => {
        const subject = last(tell(plan, nobody, said))
        const now = (said.at(-1)?.at ?? origin) + 1
        const next = nextOffer(plan, look(plan, subject, undefined, now), { touchpoint, now })
        if (!next) return
        expect(Object.hasOwn(subject.objected, next.offer.for)).toBe(false)
        const isOver = ({ purpose, field }: Pair): boolean => {
          const ground = subject.grounds[purpose]?.[field]
          if (!ground?.basis.endsWith('consent')) return false
          const { status, until = Number.POSITIVE_INFINITY, confirmBy = Number.POSITIVE_INFINITY } = ground
          return status === 'expired' || until - 30 * day <= now || confirmBy <= now
        }
        if ((next.offer.repeats ?? 'once') === 'once' && !next.pairs.some(isOver))
          expect(subject.offers[next.id]?.status).not.toBe('accepted')
        expect(explainOffer(plan, look(plan, subject, undefined, now), next.id, { touchpoint, now }).proposed).toBe(
          true,
        )
      }),
      runs,
    )
  })

  it('puts first what gives most beyond what it asks, and rests after a no: thirty days, a year where points hang on it', () => {
    const at = (subject: Subject, now: number) =>
      nextOffer(plan, look(plan, subject, subject, now), { touchpoint: 'web', now })?.id
    // 500 points buy for five francs; of five pairs one gets 1.50, and pays for it with an address.
    const no = (offer: string, subject: Subject) =>
      moved(subject, decide(plan, subject, { ...envelope, type: 'decline', offer, evidence: evidence(offer) }, origin))
    expect(at(nobody, origin)).toBe('membership')
    const member = no('membership', nobody)
    expect(at(member, origin)).toBe('raffle')
    // Nobody has said what these are worth: the one that asks less goes first, and that is no address.
    const both = no('raffle', member)
    expect(at(both, origin)).toBe('finder')
    const none = no('post', no('finder', both))
    expect(at(none, origin)).toBeUndefined()
    const explained = (offer: string, now: number) =>
      explainOffer(plan, look(plan, none, none, origin), offer, { touchpoint: 'web', now }).proposed
    expect(explained('membership', origin + 364 * day)).toBe(false)
    expect(explained('raffle', origin + 31 * day)).toBe(true)
  })
})

describe('can', () => {
  it('agrees with reading each needed field and counting the points', () => {
    fc.assert(
      fc.property(stories(), fc.nat(800), ({ plan, said }, days) => {
        const subject = last(tell(plan, nobody, said))
        const now = (said.at(-1)?.at ?? origin) + days * day
        const view = look(plan, subject, undefined, now)
        for (const [name, gate] of Object.entries(plan.program.gates)) {
          const fields = Object.entries(gate.needs ?? {}).every(
            ([field, purpose]) => readInput(plan.program, subject, field, purpose as string, now) !== undefined,
          )
          const points = Object.entries(gate.atLeast ?? {}).every(
            ([currency, least]) => pointsIn(subject, currency, now).available >= (least as number),
          )
          expect(can(plan, view, name, now)).toBe(fields && points)
        }
      }),
      runs,
    )
  })

  it('is shut for a gate that is not declared', () => {
    expect(can(plan, look(plan, nobody, undefined, origin), 'toString', origin)).toBe(false)
  })
})
