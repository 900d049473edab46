import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainGate } from '../../../src/core/decision/explain-gate.js'
import { explainOffer } from '../../../src/core/decision/explain-offer.js'
import type { Learned } from '../../../src/core/decision/learned.js'
import { nextOffer } from '../../../src/core/decision/next-offer.js'
import { isSilenced } from '../../../src/core/decision/silence.js'
import { type AcceptanceCount, silentCells } from '../../../src/core/decision/silent-cells.js'
import { look } from '../../../src/core/decision/view.js'
import { EvenhandedError } from '../../../src/core/error.js'
import { compile, type Plan, type PlannedOffer } from '../../../src/core/program/plan.js'
import type { Program } from '../../../src/core/program/program.js'
import { onServer } from '../../../src/core/subject/on-server.js'
import { nobody } from '../../../src/core/subject/subject.js'
import { hash, last, origin, runs, stories, tell } from '../../laws/world.js'
import { shop } from '../../types/words.ok.js'

const seen = { offer: 'raffle', touchpoint: 'web' }
const shown = (subjects: number, accepted: number, more: object = {}): AcceptanceCount => ({
  ...seen,
  subjects,
  accepted,
  ...more,
})
const planned = (program: Program, learned?: Learned): Plan =>
  compile(program, { authority: onServer, hash, ...(learned && { learned }) })

/** The density of Beta(yes, no) from `x` on, summed up in small steps. */
function tail(x: number, yes: number, no: number): number {
  const steps = 20_000
  const density = (p: number) => Math.exp((yes - 1) * Math.log(p) + (no - 1) * Math.log1p(-p))
  let [all, above] = [0, 0]
  for (let at = 0; at < steps; at++) {
    const p = (at + 0.5) / steps
    all += density(p)
    if (p > x) above += density(p)
  }
  return above / all
}

describe('silentCells', () => {
  it('silences what hardly anybody accepts, once that is certain', () => {
    expect(silentCells([shown(147, 0)])).toEqual([])
    expect(silentCells([shown(148, 0)])).toEqual([{ ...seen, accepted: 0, of: 148 }])
    expect(silentCells([shown(400, 7)])).toEqual([])
    expect(silentCells([shown(10_000, 100)])).toEqual([{ ...seen, accepted: 100, of: 10_000 }])
    expect(silentCells([shown(10_000, 300)])).toEqual([])
  })

  it('is as sure as the Beta posterior is', () => {
    const counts = fc.record({ subjects: fc.integer({ min: 20, max: 400 }), accepted: fc.nat(20) })
    const options = fc.record({ below: fc.constantFrom(0.02, 0.05, 0.1), sure: fc.constantFrom(0.8, 0.95) })
    fc.assert(
      fc.property(counts, options, ({ subjects, accepted }, { below, sure }) => {
        const yes = 1 + accepted
        const no = 1 + subjects - Math.min(accepted, subjects)
        const above = tail(below, yes, no)
        fc.pre(accepted <= subjects && Math.abs(above - (1 - sure)) > 1e-4)
        const isSilent = silentCells([shown(subjects, accepted)], { below, sure }).length > 0
        expect(isSilent).toBe(yes / (yes + no) < below && above <= 1 - sure)
      }),
      { numRuns: 200 },
    )
  })

  it('tells apart nobody: a cell has twenty people at least', () => {
    const eager = { below: 0.9, sure: 0.5 }
    expect(silentCells([shown(19, 0)], eager)).toEqual([])
    expect(silentCells([shown(20, 0)], eager)).toHaveLength(1)
    expect(() => silentCells([], { least: 19 })).toThrow(EvenhandedError)
  })

  it('adds up the lines of a cell, and goes by segments where they are counted', () => {
    expect(silentCells([shown(200, 0), shown(200, 1)])).toEqual([{ ...seen, accepted: 1, of: 400 }])
    const bySegment = [shown(1_000, 5), shown(500, 0, { segment: 'hikers' }), shown(500, 50, { segment: 'runners' })]
    expect(silentCells(bySegment)).toEqual([{ ...seen, segment: 'hikers', accepted: 0, of: 500 }])
    expect(silentCells([...bySegment].reverse())).toEqual(silentCells(bySegment))
  })

  it('takes one line per person and act, and leaves out a cell that can’t be', () => {
    const lines = [...Array.from({ length: 400 }, () => shown(1, 0)), shown(0, 1)]
    expect(silentCells(lines)).toEqual([{ ...seen, accepted: 1, of: 400 }])
    const elsewhere = { touchpoint: 'till' }
    const old = [shown(10, 11, elsewhere), shown(0, 1, { offer: 'draw' }), shown(400, 401, { segment: 'hikers' })]
    expect(silentCells([...old.slice(0, 2), ...lines])).toEqual(silentCells(lines))
    // Everybody's count is left aside where segments are counted, whatever became of theirs.
    expect(silentCells([...old, ...lines])).toEqual([])
  })

  it('refuses counts that can’t be', () => {
    for (const bad of [shown(-1, 0), shown(1, -1), shown(Number.NaN, 0), shown(1.5, 1), shown(9, 1, { offer: '' })])
      try {
        silentCells([shown(20, 1), bad])
        expect.unreachable()
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad_counts', issues: [{ path: 'counts.1' }] })
      }
    for (const options of [{ below: 1 }, { sure: 0 }, { prior: { accepted: 0, refused: 4 } }])
      expect(() => silentCells([], options)).toThrow(EvenhandedError)
  })

  it('is plain JSON', () => {
    const cells = silentCells([shown(400, 1)])
    expect(JSON.parse(JSON.stringify(cells))).toEqual(cells)
  })
})

describe('silence by learning', () => {
  const cells = silentCells([shown(400, 1)])
  const offer = (plan: Plan): PlannedOffer => plan.offer.raffle as PlannedOffer
  const view = (plan: Plan) => look(plan, nobody, undefined, origin)

  it('keeps an offer from being proposed where hardly anybody accepted it, and says of how many', () => {
    const plan = planned(shop, { silent: cells })
    expect(explainOffer(plan, view(plan), 'raffle', { touchpoint: 'web', now: origin }).reasons).toContainEqual({
      code: 'silenced',
      accepted: 1,
      of: 400,
    })
    expect(isSilenced(plan, view(plan), offer(plan), { touchpoint: 'till' })).toBeUndefined()
  })

  it('leaves it to be taken up, so that a path to a gate may lead by it', () => {
    const open = planned(shop)
    const silent = planned(shop, { silent: silentCells([shown(400, 0)]) })
    const at = { now: origin, touchpoint: 'web' }
    const path = (plan: Plan) => explainGate(plan, view(plan), 'news', at)
    expect(path(silent)).toEqual(path(open))
  })

  it('goes by the segments that somebody is in: one where it is accepted outweighs', () => {
    const segments = {
      hikers: { label: 'Hikers', stage: 'exchange' },
      members: { label: 'Members', stage: 'exchange' },
    } as const
    const program = { ...shop, segments } as unknown as Program
    const silent = (...names: string[]) =>
      planned(program, { silent: silentCells(names.map((segment) => shown(400, 0, { segment }))) })
    const member = last(
      tell(planned(program), nobody, [
        {
          type: 'accept',
          id: '0190a000-0000-7000-8000-000000000000',
          subject: null,
          at: origin,
          touchpoint: 'web',
          seen: 0,
          offer: 'membership',
          answers: { email: 'a@b.ch' },
          consents: {},
          evidence: { act: 'button', notice: planned(program).notice('membership') },
        },
      ]),
    )
    const silenced = (plan: Plan, subject = member) =>
      isSilenced(plan, look(plan, subject, undefined, origin), offer(plan), { touchpoint: 'web' }) !== undefined
    expect(silenced(silent('hikers', 'members'))).toBe(true)
    expect(silenced(silent('hikers'))).toBe(false)
    expect(silenced(silent('hikers', 'members'), nobody)).toBe(false)
  })

  it('only ever takes away: what is proposed is the best of what is left', () => {
    const story = stories(6)
    fc.assert(
      fc.property(story, fc.nat(5), fc.constantFrom('web', 'till'), ({ plan, said }, nth, touchpoint) => {
        const now = (said.at(-1)?.at ?? origin) + 1
        const subject = last(tell(plan, nobody, said))
        const id = `o${nth}`
        const cell = { offer: id, touchpoint, subjects: 400, accepted: 0 }
        const silent = planned(plan.program, { silent: silentCells([cell]) })
        const next = (one: Plan) => nextOffer(one, look(one, subject, undefined, now), { touchpoint, now })?.id
        const before = next(plan)
        if (before !== id) expect(next(silent)).toBe(before)
        else expect(next(silent)).not.toBe(id)
      }),
      { numRuns: runs.numRuns / 2 },
    )
  })
})
