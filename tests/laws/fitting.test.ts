import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BestFit } from '../../src/core/decision/best-fit.js'
import { explainNext } from '../../src/core/decision/explain-next.js'
import { explainOffer } from '../../src/core/decision/explain-offer.js'
import { balanceOf } from '../../src/core/decision/fairness/balance.js'
import { fairnessOf } from '../../src/core/decision/fairness/fairness-of.js'
import { nextOffer } from '../../src/core/decision/next-offer.js'
import { look } from '../../src/core/decision/view.js'
import type { Command } from '../../src/core/subject/command.js'
import { nobody } from '../../src/core/subject/subject.js'
import { commands } from '../../src/testing/commands.js'
import { programs } from '../../src/testing/programs.js'
import { isAccepted, onDevice, onServer, origin, type Told, tell } from './world.js'

const runs = { numRuns: Number(process.env.LAW_RUNS ?? 120) }

/** A program with something that fits, and what is said to a device of it: what is seen, and what is taken up. */
const tills = programs(fc)
  .filter(({ models }) => models.goesWith !== undefined)
  .chain((program) => {
    const plan = onDevice(program)
    const offers = plan.offers.filter(({ offer }) => offer.fits)
    const taken = fc
      .record({
        n: fc.nat(offers.length - 1),
        coupon: fc.constantFrom('c0', 'c1', 'none', undefined),
        leaves: fc.nat(4),
      })
      .map(({ n, coupon, leaves }) => ({ offer: offers[n]?.id ?? '', coupon, leaves: leaves === 0 }))
    return fc.record({
      plan: fc.constant(plan),
      among: commands(fc, plan, { maxLength: 12, origin }),
      taken: fc.array(taken, { minLength: 1, maxLength: 8 }),
    })
  })
  .map(({ plan, among, taken }) => {
    const field = plan.program.models.goesWith?.reads ?? ''
    const envelope = (n: number) => ({
      ...{ id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`, subject: null, seen: 0, touchpoint: 'till' },
      at: among.at(-1)?.at ?? origin,
    })
    const said = taken.flatMap(({ offer, coupon, leaves }, n): Command[] => {
      const { hash, version, language } = plan.notice(offer)
      const evidence = { act: 'button', notice: { hash, version, language } } as const
      return [
        { ...envelope(3 * n), type: 'observe', field, value: ['i5'] },
        {
          ...envelope(3 * n + 1),
          type: 'accept',
          offer,
          answers: {},
          consents: {},
          evidence,
          ...(coupon && { coupon }),
        },
        ...(leaves ? [{ ...envelope(3 * n + 2), type: 'leave', offer } as const] : []),
      ]
    })
    return { plan, said: [...among, ...said] }
  })

const given = ({ decided }: Told) =>
  decided.ok ? decided.value.flatMap((event) => (event.type === 'given' ? [event.benefit] : [])) : []

describe('law 6: the coupon that was chosen is what is given', () => {
  it('gives its words and its worth, and none other; none is given where none was chosen', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(tills, ({ plan, said }) => {
        for (const told of tell(plan, nobody, said)) {
          const { command, decided } = told
          if (command.type !== 'accept') continue
          const { fits } = plan.offer[command.offer]?.offer ?? {}
          const { coupon } = command
          if (!decided.ok) seen.add(decided.error.code)
          if (!fits) continue
          const one = coupon === undefined ? undefined : fits.coupons[coupon]
          if (!one) expect(decided.ok).toBe(false)
          if (!isAccepted(told)) continue
          seen.add('given')
          expect(given(told)).toEqual([{ benefit: 'coupon', says: one?.says, worth: one?.worth }])
          const got = ({ before, after, now }: Told) => balanceOf(after, now).got - balanceOf(before, now).got
          expect(got(told)).toBeCloseTo(one?.worth ?? 0, 9)
        }
      }),
      runs,
    )
    for (const code of ['given', 'none_left', 'unknown_coupon', 'already_accepted', 'too_soon'])
      expect(seen).toContain(code)
  })

  it('counts before it is chosen with the least of all', () => {
    fc.assert(
      fc.property(tills, ({ plan }) => {
        for (const { id, offer } of plan.offers) {
          if (!offer.fits) continue
          const worths = Object.values(offer.fits.coupons).map(({ worth }) => worth)
          expect(fairnessOf(plan, id)?.worth.money).toBe(Math.min(3, ...worths))
        }
      }),
      runs,
    )
  })
})

describe('law 8 and 10: what fits is looked for on the device alone, and no more than it has to be', () => {
  const best: BestFit = { coupon: 'c1', item: 'i1', score: 1, because: ['i5'], by: 'basket' }

  it('is proposed only where something fits, and told with it', () => {
    let proposed = 0
    fc.assert(
      fc.property(tills, fc.boolean(), ({ plan, said }, fits) => {
        const before = tell(plan, nobody, said)
        for (const { after: local, now } of before) {
          const view = look(plan, nobody, local, now)
          const asked: string[] = []
          const fit = (offer: string) => {
            asked.push(offer)
            return fits ? best : null
          }
          const bare = { touchpoint: 'till', now }
          const context = { ...bare, fit }
          const next = nextOffer(plan, view, context)
          // Once for each question and offer, and never where something else speaks against it.
          expect(new Set(asked).size).toBe(asked.length)
          for (const offer of asked)
            expect(explainOffer(plan, view, offer, { ...bare, fit: () => best }).proposed).toBe(true)
          if (next?.offer.fits) {
            proposed += 1
            expect(fits).toBe(true)
            expect(explainOffer(plan, view, next.id, context).reasons[0]).toEqual({ code: 'fits', fit: best })
            expect(explainNext(plan, view, context).winner).toMatchObject({ offer: next.id, fit: best })
          }
          // Without anything at hand that could tell what fits, nothing of it is proposed.
          expect(nextOffer(plan, view, bare)?.offer.fits).toBeUndefined()
        }
      }),
      runs,
    )
    expect(proposed).toBeGreaterThan(runs.numRuns / 10)
  })

  it('is refused by a server, whatever is said', () => {
    fc.assert(
      fc.property(tills, ({ plan, said }) => {
        const server = onServer(plan.program)
        for (const { command, decided } of tell(server, nobody, said))
          if (command.type === 'accept' && server.offer[command.offer]?.offer.fits)
            expect(decided).toMatchObject({ ok: false, error: { code: expect.stringMatching(/device_only|erased/) } })
      }),
      runs,
    )
  })
})
