import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applied } from '../../src/client/picture/board.js'
import { explainNext } from '../../src/core/decision/explain-next.js'
import { explainOffer } from '../../src/core/decision/explain-offer.js'
import { nextOffer } from '../../src/core/decision/next-offer.js'
import { look } from '../../src/core/decision/view.js'
import { checkProgram } from '../../src/core/program/check-program.js'
import type { Plan, PlannedOffer } from '../../src/core/program/plan.js'
import type { Program } from '../../src/core/program/program.js'
import type { Accept } from '../../src/core/subject/command.js'
import { freshUntil } from '../../src/core/subject/conditions.js'
import { decide } from '../../src/core/subject/decide.js'
import { nobody, type Subject } from '../../src/core/subject/subject.js'
import { programs } from '../../src/testing/programs.js'
import { bearing, best, drawing, type Life, lives } from './deciding-world.js'
import { elsewhere, naiveCodes, naiveOrder } from './naive.js'
import { day, onDevice, onServer, origin } from './world.js'

/** States in all, a hundred of each program; `LAW_STATES=100000` is the long form. */
const states = Number(process.env.LAW_STATES ?? 10_000)
const each = 100
const runs = { numRuns: Math.ceil(states / each) }
const seeds = fc.nat({ max: 0x7fffffff })

const shown = ({ subject, local, context }: Life) => JSON.stringify({ subject, local, context })

describe('law 10: every decision explains itself', () => {
  it('is tried on programs that keep to the rules', () => {
    fc.assert(
      fc.property(programs(fc), seeds, (program, seed) => {
        expect(checkProgram(bearing(program, drawing(seed)))).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  it('proposes what a naive reading of the rules proposes, and names the reasons that it finds', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(programs(fc), seeds, (drawn, seed) => {
        const draw = drawing(seed)
        const plan = onServer(bearing(drawn, draw))
        const ids = plan.offers.map(({ id }) => id)
        for (const life of lives(plan, draw, each)) {
          const { subject, local, context } = life
          const view = look(plan, subject, local, context.now)
          const { winner, ranked, rejected } = explainNext(plan, view, context)
          const free = [winner, ...ranked].flatMap((one) => (one ? [one.offer] : []))
          const next = nextOffer(plan, view, context)?.id ?? null
          if (next !== (winner?.offer ?? null))
            throw new Error(`${next} is proposed, ${winner?.offer} explained: ${shown(life)}`)
          for (const { offer, reasons } of rejected) {
            const codes = reasons.map(({ code }) => code)
            const ours = codes.filter((code) => !elsewhere.has(code))
            const theirs = [...new Set(naiveCodes(plan, view, offer, life))]
            if (codes.length === 0 || String(ours) !== String(theirs))
              throw new Error(`${offer} is out for ${codes}, and for ${theirs} by the naive reading: ${shown(life)}`)
            for (const code of codes) seen.set(code, (seen.get(code) ?? 0) + 1)
          }
          for (const offer of free) {
            const theirs = naiveCodes(plan, view, offer, life)
            if (theirs.length > 0) throw new Error(`${offer} may be proposed, but for ${theirs}: ${shown(life)}`)
          }
          if (String(naiveOrder(plan, view, free, life)) !== String(free))
            throw new Error(`${free} in this order: ${shown(life)}`)
          if ([...free, ...rejected.map(({ offer }) => offer)].sort().join() !== [...ids].sort().join())
            throw new Error(`Not each once: ${shown(life)}`)
          if (free.length > 0) seen.set('winner', (seen.get('winner') ?? 0) + 1)
        }
      }),
      runs,
    )
    // A law about reasons that never come up says nothing.
    const all = [
      'erased',
      'restricted',
      'not_for_minors',
      'complained',
      'objected',
      'accepted',
      'at_rest',
      'not_here',
      'not_now',
    ]
    const more = [
      'nothing_to_use',
      'no_ground',
      'shown_too_often',
      'quiet_hours',
      'not_yet',
      'over',
      'no_moment',
      'taboo_unconfirmed',
    ]
    const rest = ['not_the_moment', 'not_near', 'uneven', 'nothing_fits', 'winner']
    for (const code of [...all, ...more, ...rest]) expect(seen.get(code) ?? 0, code).toBeGreaterThan(states / 2_000)
  })

  it('says of one offer what it says of all, also where the view is older than the question', () => {
    fc.assert(
      fc.property(programs(fc), seeds, (drawn, seed) => {
        const draw = drawing(seed)
        const plan = onServer(bearing(drawn, draw))
        for (const life of lives(plan, draw, 40)) {
          const { subject, local, context } = life
          const view = look(plan, subject, local, context.now - draw.below(40) * day)
          const { winner, ranked, rejected } = explainNext(plan, view, context)
          expect(nextOffer(plan, view, context)?.id).toBe(winner?.offer)
          for (const { offer, reasons } of rejected)
            expect(explainOffer(plan, view, offer, context)).toEqual({ proposed: false, reasons })
          for (const one of [winner, ...ranked])
            if (one) expect(explainOffer(plan, view, one.offer, context).proposed).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('ranks the same in whatever order a program is declared', () => {
    fc.assert(
      fc.property(programs(fc), seeds, (drawn, seed) => {
        const draw = drawing(seed)
        const program = bearing(drawn, draw)
        const [plan, turned] = [onServer(program), onServer(reversed(program))]
        for (const { subject, local, context } of lives(plan, draw, 40)) {
          const told = explainNext(plan, look(plan, subject, local, context.now), context)
          const other = explainNext(turned, look(turned, subject, local, context.now), context)
          expect([other.winner, ...other.ranked].map((one) => one?.offer)).toEqual(
            [told.winner, ...told.ranked].map((one) => one?.offer),
          )
          expect(other.rejected.map(({ offer }) => offer)).toEqual(told.rejected.map(({ offer }) => offer))
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe('law 2: what is known and fresh is not asked again', () => {
  it('holds from one proposal to the next, and each can be taken up with what it asks', () => {
    let taken = 0
    fc.assert(
      fc.property(programs(fc), seeds, (drawn, seed) => {
        const draw = drawing(seed)
        const plan = onDevice(bearing(drawn, draw))
        let [subject, local, now]: [Subject, Subject, number] = [nobody, nobody, origin]
        for (let visit = 0; visit < 12; visit++) {
          now += draw.pick([3_600_000, day, 40 * day])
          const context = {
            touchpoint: draw.pick(['web', 'till']),
            now,
            situation: { place: 'shelf' },
            fit: () => best,
          }
          const planned = nextOffer(plan, look(plan, subject, local, now), context)
          if (!planned) continue
          const view = look(plan, subject, local, now)
          const { reasons } = explainOffer(plan, view, planned.id, context)
          const asked = reasons.flatMap((reason) => (reason.code === 'asks' ? reason.fields : []))
          for (const field of asked) if (isKnown(field)) throw new Error(`${field} is asked, known and fresh`)
          const home = planned.onDevice ? local : subject
          const command = acceptance(plan, planned, asked, { subject, local, now, id: String(visit) })
          const decided = decide(plan, home, { ...command, seen: home.version }, now)
          if (!decided.ok) {
            // Who has not said their age is asked it with the offer.
            if (decided.error.code === 'age_unknown') continue
            throw new Error(`${planned.id} was proposed and is refused: ${JSON.stringify(decided.error)}`)
          }
          taken++
          if (planned.onDevice) local = applied(local, decided.value)
          else subject = applied(subject, decided.value)
        }
        function isKnown(field: string): boolean {
          return [subject, local].some((one) => now < freshUntil(plan.program, one, field))
        }
      }),
      { numRuns: 500 },
    )
    expect(taken).toBeGreaterThan(300)
  })
})

/** Takes up an offer with what it asks that is not known; what the device knows travels along. */
function acceptance(
  plan: Plan,
  planned: PlannedOffer,
  asked: readonly string[],
  { subject, local, now, id }: { subject: Subject; local: Subject; now: number; id: string },
): Accept {
  const [home, other] = planned.onDevice ? [local, subject] : [subject, local]
  const isGood = (one: Subject, field: string) => now < freshUntil(plan.program, one, field)
  const known = Object.values(planned.asked)
    .filter(({ field, optional }) => !optional && !isGood(home, field) && isGood(other, field))
    .map(({ field }) => field)
  const answers = Object.fromEntries([...asked, ...known].map((field) => [field, other.values[field] ?? 'a']))
  const explicit = Object.values(planned.asked).filter(
    ({ optional, purpose }) => !optional && plan.program.purposes[purpose]?.basis === 'explicit-consent',
  )
  return {
    ...{
      type: 'accept',
      offer: planned.id,
      id,
      subject: null,
      at: now,
      touchpoint: planned.offer.at?.[0] ?? 'web',
      seen: 0,
    },
    answers,
    ...(planned.offer.fits && { coupon: best.coupon }),
    consents: explicit.length > 0 ? { health: explicit.map(({ field }) => field) } : {},
    evidence: { act: 'button', notice: plan.notice(planned.id) },
  }
}

/** Everything that is declared by name, the other way round; lists stay: their order is said. */
function reversed(program: Program): Program {
  const turn = (value: unknown): unknown =>
    value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, inner]) => [name, name === 'schema' ? inner : turn(inner)]),
        )
      : value
  return turn({ ...program }) as Program
}
