import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { later } from '../../../src/core/duration.js'
import { utc } from '../../../src/core/points/calendar.js'
import { afterGrace, deedTierOf, firstDayOf } from '../../../src/core/points/deed-tier.js'
import type { DeedsDone } from '../../../src/core/points/tally.js'
import type { TierHeld } from '../../../src/core/points/tier.js'
import type { DeedTiers } from '../../../src/core/program/tier.js'

const today = 20_000
const tiers: DeedTiers = {
  by: 'deeds',
  within: 'P100D',
  steps: [
    { name: 'new', label: 'New', deeds: {} },
    { name: 'member', label: 'Member', deeds: { visits: { atLeast: 3, ever: true }, likes: 1 } },
    {
      name: 'regular',
      label: 'Regular',
      deeds: { visits: { days: 10 }, likes: { atLeast: 20, givers: 5 }, flags: { atMost: 2, giversAtMost: 1 } },
    },
  ],
}
const names = tiers.steps.map(({ name }) => name)
const rankOf = (name: string | undefined) => names.indexOf(name ?? '')

const days = fc
  .uniqueArray(fc.tuple(fc.integer({ min: today - 130, max: today + 3 }), fc.nat(4), fc.subarray([...'abcdefg'])), {
    selector: ([day]) => day,
    maxLength: 40,
  })
  .map((all) => all.sort(([a], [b]) => a - b))
const deed = fc.tuple(days, fc.nat(10)).map(([days, before]) => ({
  days,
  ever: before + days.reduce((sum, [, n]) => sum + n, 0),
}))
const done: fc.Arbitrary<DeedsDone> = fc.record(
  { visits: deed, likes: deed, flags: deed },
  { requiredKeys: ['visits', 'likes'] },
)
const held = fc.constantFrom(...names, undefined, 'a tier of long ago')

const reached = (all: DeedsDone, name?: string, totals = {}) =>
  deedTierOf(tiers, all, { today, totals, ...(name !== undefined && { held: name }) }).tier

describe('the tier that deeds bear out', () => {
  it('has all that it and those below ask, and the next one has not', () => {
    fc.assert(
      fc.property(done, held, (all, name) => {
        const { tier, progress } = deedTierOf(tiers, all, { today, totals: {}, ...(name && { held: name }) })
        expect(progress.map((step) => step.name)).toEqual(names)
        for (const { met, needs } of progress) expect(met).toBe(needs.every((need) => need.met))
        expect(progress.slice(0, rankOf(tier) + 1).every(({ met }) => met)).toBe(true)
        expect(progress[rankOf(tier) + 1]?.met ?? false).toBe(false)
      }),
    )
  })

  it('never falls by more good deeds, nor rises by more of those that speak against', () => {
    const today3 = [today, 3, ['x']] as const
    const more = (all: DeedsDone, deed: string): DeedsDone => {
      const { ever, days } = all[deed] ?? { ever: 0, days: [] }
      return { ...all, [deed]: { ever: ever + 3, days: [...days.filter(([day]) => day !== today), today3] } }
    }
    const withoutToday = (all: DeedsDone): DeedsDone =>
      Object.fromEntries(
        Object.entries(all).map(([name, { ever, days }]) => [
          name,
          { ever, days: days.filter(([day]) => day !== today) },
        ]),
      )
    fc.assert(
      fc.property(done, held, (drawn, name) => {
        const all = withoutToday(drawn)
        for (const good of ['visits', 'likes'])
          expect(rankOf(reached(more(all, good), name))).toBeGreaterThanOrEqual(rankOf(reached(all, name)))
        expect(rankOf(reached(more(all, 'flags'), name))).toBeLessThanOrEqual(rankOf(reached(all, name)))
      }),
    )
  })

  it('is never lower for who has a tier already', () => {
    fc.assert(
      fc.property(done, held, (all, name) => {
        expect(rankOf(reached(all, name))).toBeGreaterThanOrEqual(rankOf(reached(all)))
      }),
    )
  })

  it('does not depend on what lies outside the windows, nor on tomorrow', () => {
    const inside = ([day]: readonly [number, ...unknown[]]) => day >= firstDayOf(tiers, today) && day <= today
    fc.assert(
      fc.property(done, held, (all, name) => {
        const cut = Object.fromEntries(
          Object.entries(all).map(([deed, { ever, days }]) => [deed, { ever, days: days.filter(inside) }]),
        )
        expect(reached(cut, name)).toBe(reached(all, name))
      }),
    )
  })

  it('tells of each need how much there is, and how much less the tier’s holder needs', () => {
    const all: DeedsDone = {
      visits: { ever: 20, days: [[today - 100, 5, []], ...[1, 2, 3].map((n) => [today - n, 2, []] as const)] },
      likes: { ever: 18, days: [[today, 18, ['a', 'b', 'c', 'd', 'e']]] },
    }
    const needs = (name?: string) =>
      deedTierOf(tiers, all, { today, totals: {}, ...(name && { held: name }) }).progress[2]?.needs
    expect(needs()).toEqual([
      { deed: 'visits', asks: 'days', have: 3, need: 10, met: false },
      { deed: 'likes', asks: 'atLeast', have: 18, need: 20, met: false },
      { deed: 'likes', asks: 'givers', have: 5, need: 5, met: true },
      { deed: 'flags', asks: 'atMost', have: 0, need: 2, met: true },
      { deed: 'flags', asks: 'giversAtMost', have: 0, need: 1, met: true },
    ])
    expect(needs('regular')?.map(({ need, met }) => [need, met])).toEqual([
      [9, false],
      [18, true],
      [5, true],
      [2, true],
      [1, true],
    ])
  })

  it('is none where not even the lowest is reached, and the lowest of one that asks nothing', () => {
    const hard: DeedTiers = { ...tiers, steps: tiers.steps.slice(1) }
    expect(deedTierOf(hard, {}, { today, totals: {} }).tier).toBeUndefined()
    expect(reached({})).toBe('new')
  })

  it('takes nothing from a prototype', () => {
    const odd: DeedTiers = {
      ...tiers,
      steps: [{ name: 'a', label: 'A', deeds: { constructor: 1, toString: { share: 0.5 } } }],
    }
    expect(deedTierOf(odd, {}, { today, totals: {} }).tier).toBeUndefined()
  })

  it('counts no giver of a day on which all was undone', () => {
    const all: DeedsDone = {
      visits: { ever: 3, days: [] },
      likes: { ever: 0, days: [[today, 0, ['a', 'b', 'c', 'd', 'e']]] },
    }
    const [, , givers] = deedTierOf(tiers, all, { today, totals: {} }).progress[2]?.needs ?? []
    expect(givers).toMatchObject({ asks: 'givers', have: 0, met: false })
  })
})

describe('a window', () => {
  const within = (duration: `P${string}`, day: number): boolean => {
    const asks: DeedTiers = { ...tiers, within: duration, steps: [{ name: 'a', label: 'A', deeds: { visits: 1 } }] }
    return deedTierOf(asks, { visits: { ever: 1, days: [[day, 1, []]] } }, { today, totals: {} }).tier === 'a'
  }

  it('of a hundred days is today and the ninety-nine before', () => {
    expect([today, today - 99, today - 100, today + 1].map((day) => within('P100D', day))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('begins on the first day from which it reaches beyond today', () => {
    const duration = fc.oneof(
      fc.integer({ min: 1, max: 900 }).map((n) => `P${n}D` as const),
      fc.integer({ min: 1, max: 40 }).map((n) => `P${n}M` as const),
      fc.integer({ min: 1, max: 3 }).map((n) => `P${n}Y` as const),
    )
    const ms = 86_400_000
    fc.assert(
      fc.property(duration, fc.integer({ min: 0, max: 40_000 }), (within, now) => {
        const first = firstDayOf({ ...tiers, within, steps: [] }, now)
        expect(later(first * ms, within)).toBeGreaterThan(now * ms)
        expect(later((first - 1) * ms, within)).toBeLessThanOrEqual(now * ms)
      }),
    )
  })

  it('of a single need may be longer: its days are needed too', () => {
    const steps = [{ name: 'a', label: 'A', deeds: { bans: { atMost: 0, within: 'P6M' } } }] as const
    const strict: DeedTiers = { ...tiers, steps }
    const banned = (day: number) => ({ bans: { ever: 1, days: [[day, 1, []]] as const } })
    expect(firstDayOf(strict, today)).toBeLessThan(today - 170)
    expect(deedTierOf(strict, banned(today - 170), { today, totals: {} }).tier).toBeUndefined()
    expect(deedTierOf(strict, banned(today - 190), { today, totals: {} }).tier).toBe('a')
  })
})

describe('a share', () => {
  const asks = (need: { share: number; cap?: number }): DeedTiers => ({
    ...tiers,
    steps: [{ name: 'a', label: 'A', deeds: { read: need } }],
  })
  const needOf = (need: { share: number; cap?: number }, totals: { readonly [deed: string]: number }) =>
    deedTierOf(asks(need), {}, { today, totals }).progress[0]?.needs[0]?.need

  it.each([
    [{ share: 0.25, cap: 500 }, { read: 400 }, 100],
    [{ share: 0.25, cap: 500 }, { read: 10_000 }, 500],
    [{ share: 0.25 }, { read: 10 }, 3],
    [{ share: 0.25 }, { read: 0 }, 0],
  ])('%o of %o is %i', (need, totals, expected) => {
    expect(needOf(need, totals)).toBe(expected)
  })

  it('of a total that nobody said promotes nobody: it is the cap, or out of reach', () => {
    expect(needOf({ share: 0.25, cap: 500 }, {})).toBe(500)
    expect(
      deedTierOf(asks({ share: 0.01 }), { read: { ever: 9, days: [[today, 9, []]] } }, { today, totals: {} }).tier,
    ).toBe(undefined)
  })
})

describe('the grace', () => {
  const start = Date.UTC(2026, 10, 1)
  const dayLong = 86_400_000
  const stateAfter = (held: TierHeld | null, met: string | undefined, day: number) =>
    afterGrace(tiers, held, met, start + day * dayLong, utc)

  it('keeps a tier for fourteen days below it, and no longer', () => {
    const regular = { name: 'regular', since: 0 }
    const below = stateAfter(regular, 'member', 0)
    expect(below).toEqual({ ...regular, below: start })
    expect(stateAfter(below, 'member', 13)).toEqual(below)
    expect(stateAfter(below, 'new', 14)).toEqual({ name: 'new', since: start + 14 * dayLong })
  })

  it('begins anew for who was back in between', () => {
    const back = stateAfter(stateAfter({ name: 'regular', since: 0 }, 'new', 0), 'regular', 10)
    expect(back).toEqual({ name: 'regular', since: 0 })
    expect(stateAfter(stateAfter(back, 'new', 12), 'new', 20)?.name).toBe('regular')
  })

  it('does not delay a promotion, not even from below', () => {
    const below = { name: 'member', since: 0, below: start }
    expect(stateAfter(below, 'regular', 1)).toEqual({ name: 'regular', since: start + dayLong })
    expect(stateAfter(null, 'new', 1)).toEqual({ name: 'new', since: start + dayLong })
    expect(stateAfter(null, undefined, 1)).toBeNull()
  })

  it('keeps no tier that the program does not have any more', () => {
    expect(stateAfter({ name: 'veteran', since: 0 }, 'member', 1)).toEqual({ name: 'member', since: start + dayLong })
  })

  it('whatever happens: a tier is lost only after so long in one stretch below it, and to what is met then', () => {
    const met = fc.constantFrom(...names, undefined)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), met), { maxLength: 30 }), (steps) => {
        let tier: TierHeld | null = null
        let day = 0
        let fell: number | undefined
        for (const [wait, now] of steps) {
          day += wait
          const before: TierHeld | null = tier
          tier = stateAfter(before, now, day)
          fell = rankOf(now) < rankOf(before?.name) ? (fell ?? day) : undefined
          if (fell === undefined) expect(tier?.name).toBe(now ?? before?.name)
          else expect(tier?.name).toBe(day - fell >= 14 ? now : before?.name)
          if (tier?.name === now) fell = undefined
        }
      }),
    )
  })
})
