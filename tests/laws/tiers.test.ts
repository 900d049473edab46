import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Transfer } from '../../src/core/points/transfer.js'
import type { Program } from '../../src/core/program/program.js'
import type { PointTiers } from '../../src/core/program/tier.js'
import { club } from '../ledger/program.js'
import { createMembers, type Kept, planOf } from '../ledger/pure.js'
import { endOfMonth, endOfQuarter, endOfYear } from '../ledger/wall-clock.js'

const runs = { numRuns: Number(process.env.LAW_RUNS ?? 1_000) }
const day = 86_400_000
const start = Date.UTC(2026, 2, 20, 12)

const steps = [
  { name: 'bronze', label: 'Bronze', from: 10 },
  { name: 'silver', label: 'Silver', from: 30 },
  { name: 'gold', label: 'Gold', from: 60 },
] as const
const endOf = { month: endOfMonth, quarter: endOfQuarter, year: endOfYear }
const scale = { month: 1, quarter: 3, year: 12 }

type Tiers = Pick<PointTiers, 'period' | 'downgrade'>
type Step =
  | { readonly type: 'earn'; readonly wait: number; readonly amount: number; readonly qualifies: boolean }
  | { readonly type: 'undo'; readonly wait: number; readonly nth: number; readonly part: number }

const tiers: fc.Arbitrary<Tiers> = fc.record({
  period: fc.constantFrom('month', 'quarter', 'year'),
  downgrade: fc.constantFrom('drop', 'step', 'never'),
})
const wait = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 13 * day }))
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('earn' as const),
      wait,
      amount: fc.integer({ min: 0, max: 40 }),
      qualifies: fc.constantFrom(true, true, true, false),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('undo' as const),
      wait,
      nth: fc.nat(4),
      part: fc.integer({ min: 1, max: 40 }),
    }),
  },
)

interface Earned {
  readonly key: string
  readonly at: number
  readonly qualifies: boolean
  /** What is not undone of it. */
  left: number
}

const programOf = ({ period, downgrade }: Tiers): Program => ({
  ...(club as unknown as Program),
  currencies: {
    ...club.currencies,
    coins: { kind: 'redeemable', label: 'Coins', tiers: { by: 'points', period, downgrade, notice: 'P7D', steps } },
  },
})

/** The tier that a history leads to: period by period from the beginning, -1 for none. */
function standing(
  { period, downgrade }: Tiers,
  history: readonly Earned[],
  now: number,
): { rank: number; until: number } {
  const reached = (from: number, until: number): number => {
    const points = history.reduce(
      (sum, { at, qualifies, left }) => (qualifies && from <= at && at < until ? sum + left : sum),
      0,
    )
    return steps.filter((one) => one.from <= points).length - 1
  }
  let [from, carried] = [0, -1]
  for (;;) {
    const end = endOf[period](Math.max(from, start))
    const earned = reached(from, end)
    const rank = Math.max(carried, earned)
    if (now < end) return { rank, until: earned >= rank ? endOf[period](end) : end }
    carried = downgrade === 'never' ? rank : downgrade === 'step' ? Math.max(earned, rank - 1) : earned
    from = end
  }
}

const noticesIn = (lines: readonly Transfer[]): readonly Transfer[] =>
  lines.filter(({ kind, code }) => kind === 'notice' && code === 'tier.will-drop')

describe('tiers by points', () => {
  it('are what the periods so far lead to, however late due work is, and fall with points that are taken back', () => {
    fc.assert(
      fc.property(tiers, fc.array(step, { maxLength: 40, size: 'max' }), (own, all) => {
        const members = createMembers(planOf(programOf(own), { returns: { coins: 'debt' } }), ['ada'])
        const history: Earned[] = []
        let now = start
        for (const [n, said] of all.entries()) {
          now += said.wait * scale[own.period]
          const key = `said:${n}`
          if (said.type === 'earn') {
            const { amount, qualifies } = said
            members.tell(0, { type: 'award', id: key, points: { coins: amount }, qualifies, reason: 'order:1' }, now)
            history.push({ key, at: now, qualifies, left: amount })
          } else {
            // Of this period: what a closed one has earned is another test's.
            const open = history.filter(({ at, left }) => left > 0 && endOf[own.period](at) > now)
            const one = open[said.nth % Math.max(1, open.length)]
            const part = Math.min(said.part, one?.left ?? 0)
            const undone = {
              type: 'reverse',
              id: key,
              of: one?.key ?? '',
              points: { coins: part },
              reason: 'return:1',
            } as const
            if (one) members.tell(0, undone, now)
            if (one) one.left -= part
          }
          if (n % 2 === 0) members.tell(0, { type: 'due', id: `due:${n}` }, now)
          // In between a tier stands until somebody looks; what qualifies has it looked at.
          else if (said.type !== 'earn' || !said.qualifies) continue
          const { tier } = (members.kept[0] as Kept).subject.points.coins ?? { tier: null }
          const { rank, until } = standing(own, history, now)
          expect(tier?.name ?? null, JSON.stringify(said)).toBe(steps[rank]?.name ?? null)
          if (tier) expect(new Date(tier.until ?? 0).toISOString()).toBe(new Date(until).toISOString())
        }
        const told = noticesIn((members.kept[0] as Kept).transfers).map(({ lot }) => lot?.expiresAt)
        expect(new Set(told).size).toBe(told.length)
        if (own.downgrade === 'never') expect(told).toEqual([])
      }),
      runs,
    )
  }, 600_000)
})
