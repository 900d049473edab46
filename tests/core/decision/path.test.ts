import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainGate } from '../../../src/core/decision/explain-gate.js'
import { look } from '../../../src/core/decision/view.js'
import type { Plan } from '../../../src/core/program/plan.js'
import { after } from '../../../src/core/subject/evolve.js'
import { nobody, type Subject } from '../../../src/core/subject/subject.js'
import { commands } from '../../../src/testing/commands.js'
import { last, onServer, origin, runs, stories, tell } from '../../laws/world.js'
import { accepting, agreedTo, cheaper, costOf, goalsOf, isReached } from './all-paths.js'
import { knotted } from './path-programs.js'

const touchpoint = 'web'

/** Takes up a path as a person would: what is asked, what the costs name, and what else the form says is missing. */
function gone(plan: Plan, start: Subject, explained: ReturnType<typeof explainGate>, now: number) {
  const { path, costs, supposes } = explained
  const value = (field: string) => supposes.find((one) => one.field === field)?.is ?? 'whatever'
  let subject = start
  const pairs = []
  for (const offer of path ?? []) {
    const planned = plan.offer[offer]
    if (!planned) throw new Error(offer)
    const own = (costs?.fields ?? []).filter((one) => one.offer === offer)
    const boxes = own.filter(({ how }) => how === 'invited')
    let fields = own.filter(({ how }) => how === 'asked' || how === 'invited').map(({ field }) => field)
    let decided = undefined as ReturnType<typeof accepting> | undefined
    for (let more = 0; more < 4; more++) {
      const answers = Object.fromEntries(fields.map((field) => [field, subject.values[field] ?? value(field)]))
      const tried = { planned, answers, boxes }
      decided = accepting(plan, subject, tried, now)
      if (decided.ok) {
        pairs.push(...agreedTo(tried, decided.value))
        break
      }
      const missing = Object.keys(decided.error.fields ?? {})
      if (decided.error.code !== 'missing') break
      fields = [...fields, ...missing]
    }
    if (!decided?.ok) return { subject, cost: Number.NaN, refused: [offer, decided?.error] }
    subject = after(subject, decided)
  }
  return { subject, cost: costOf(plan, start, pairs, now), refused: undefined }
}

function holdsFor(plan: Plan, subject: Subject, now: number): void {
  const view = look(plan, subject, undefined, now)
  for (const gate of Object.keys(plan.program.gates)) {
    const explained = explainGate(plan, view, gate, { now, touchpoint })
    if (explained.allowed || subject.restrictedAt !== undefined) continue
    expect(explained.exact).toBe(true)
    const goals = goalsOf(plan, gate)
    if (explained.path) {
      const went = gone(plan, subject, explained, now)
      expect(went.refused).toBeUndefined()
      expect(goals.some((goal) => isReached(plan, went.subject, goal, now))).toBe(true)
      expect(went.cost).toBeCloseTo(explained.costs?.burden as number, 9)
    }
    const below = explained.costs?.burden ?? Number.POSITIVE_INFINITY
    for (const goal of goals) expect(cheaper(plan, subject, goal, now, below)).toBeUndefined()
  }
}

describe('the path to a gate', () => {
  it('opens it, and none is cheaper', () => {
    fc.assert(
      fc.property(stories(4), ({ plan, said }) => {
        holdsFor(plan, last(tell(plan, nobody, said)), (said.at(-1)?.at ?? origin) + 1)
      }),
      runs,
    )
  })

  it('opens it, and none is cheaper, where things hang on one another', () => {
    const told = knotted.chain((program) => {
      const plan = onServer(program)
      return fc.record({ plan: fc.constant(plan), said: commands(fc, plan, { maxLength: 2, origin }) })
    })
    fc.assert(
      fc.property(told, fc.boolean(), ({ plan, said }, isNew) => {
        const all = isNew ? [] : said
        holdsFor(plan, all.length === 0 ? nobody : last(tell(plan, nobody, all)), (all.at(-1)?.at ?? origin) + 1)
      }),
      // Everything is tried: an example takes a tenth of a second.
      { numRuns: runs.numRuns / 4 },
    )
  })
})
