import { describe, expect, it } from 'vitest'
import type { Program } from '../../../../src/core/program/program.js'
import type { DeedTiers, Tiers } from '../../../../src/core/program/tier.js'
import { club } from '../../../ledger/program.js'
import { type Desk, day, deskOf } from './desk.js'

const due = (desk: Desk, totals?: { [deed: string]: number }) =>
  desk.tell({ type: 'due', id: crypto.randomUUID(), ...(totals && { totals }) })

describe('due work', () => {
  it('books what has ended, once, and changes nothing that a member sees', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    desk.now += 31 * day
    const before = desk.points()
    expect(desk.account()?.balance).toBe(10)
    expect(due(desk)).toEqual(['expire 10'])
    expect(desk.points()).toEqual(before)
    expect(desk.account()?.balance).toBe(0)
    expect(due(desk)).toBe('nothing_due')
  })

  it('releases what was held too long', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    desk.tell({ type: 'hold', points: { bonus: 4 }, until: desk.now + day })
    expect(due(desk)).toBe('nothing_due')
    desk.now += day
    expect(due(desk)).toEqual(['release 4'])
    expect(desk.lines().at(-1)).toMatchObject({ reason: 'timeout', code: 'timeout' })
  })

  it('says once of points that they are about to end, and again of others', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { bonus: 10 } })
    desk.now += 23 * day
    expect(due(desk)).toBe('nothing_due')
    desk.now += day
    expect(due(desk)).toEqual(['notice 10'])
    expect(desk.lines().at(-1)).toMatchObject({
      code: 'points.expiring',
      lot: { expiresAt: Date.parse('2026-04-20T00:00+02:00') },
    })
    desk.tell({ type: 'award', points: { bonus: 7 } })
    desk.now += day
    expect(due(desk)).toBe('nothing_due')
    desk.now += 23 * day
    expect(due(desk)).toEqual(['expire 10', 'notice 7'])
  })

  it('counts points that wait among those that end', () => {
    const desk = deskOf()
    desk.tell({ type: 'award', points: { miles: 10 }, availableAt: desk.now + 5 * day })
    desk.now = Date.UTC(2026, 3, 20)
    expect(due(desk)).toEqual(['notice 10 miles'])
  })
})

const inTiers = (tiers: Tiers, deeds = {}): Program =>
  ({
    ...club,
    deeds,
    currencies: { ...club.currencies, bonus: { kind: 'redeemable', label: 'Bonus', tiers } },
  }) as unknown as Program

const steps = [
  { name: 'silver', label: 'Silver', from: 100 },
  { name: 'gold', label: 'Gold', from: 300 },
]
const byYear = (downgrade: 'drop' | 'step' | 'never') =>
  deskOf({
    program: inTiers({ by: 'points', period: 'year', downgrade, notice: 'P60D', steps }),
    policy: { returns: { bonus: 'debt' } },
    now: Date.UTC(2026, 5, 1),
  })
const qualify = (desk: Desk, amount: number, id: string = crypto.randomUUID()) =>
  desk.tell({ type: 'award', id, points: { bonus: amount }, qualifies: true })

describe('a tier by points', () => {
  it('is reached at once, by what qualifies alone, and held to the end of the next period', () => {
    const desk = byYear('drop')
    desk.tell({ type: 'award', points: { bonus: 500 } })
    expect(desk.points().tier).toBeNull()
    qualify(desk, 99)
    expect(desk.points().tier).toBeNull()
    qualify(desk, 1)
    expect(desk.account()?.tier).toEqual({
      name: 'silver',
      since: desk.now,
      until: Date.parse('2028-01-01T00:00+01:00'),
    })
  })

  it.each([
    ['drop', 0, null],
    ['drop', 100, 'silver'],
    ['step', 0, 'silver'],
    ['step', 300, 'gold'],
    ['never', 0, 'gold'],
  ] as const)('with downgrade %s and %s points of the year after is %s', (downgrade, more, tier) => {
    const desk = byYear(downgrade)
    qualify(desk, 300)
    desk.now = Date.UTC(2027, 5, 1)
    if (more > 0) qualify(desk, more)
    desk.now = Date.parse('2028-01-01T00:00+01:00') - 1
    expect(desk.points().tier).toBe('gold')
    due(desk)
    desk.now += 1
    due(desk)
    expect(desk.points().tier).toBe(tier)
  })

  it('that is earned again is not announced as lost, and keeps the day since when it is held', () => {
    const desk = byYear('drop')
    const since = desk.now
    qualify(desk, 100)
    desk.now = Date.UTC(2027, 11, 15)
    qualify(desk, 100)
    expect(due(desk)).toBe('nothing_due')
    expect(desk.account()?.tier).toMatchObject({ name: 'silver', since, until: Date.parse('2029-01-01T00:00+01:00') })
  })

  it('that will be lost is announced once, and lost once', () => {
    const desk = byYear('drop')
    qualify(desk, 100)
    desk.now = Date.UTC(2027, 9, 1)
    expect(due(desk)).toBe('nothing_due')
    desk.now = Date.UTC(2027, 10, 15)
    expect(due(desk)).toEqual(['notice 0'])
    expect(due(desk)).toBe('nothing_due')
    desk.now = Date.UTC(2028, 0, 2)
    expect(due(desk)).toEqual(['tier 0'])
    expect(due(desk)).toBe('nothing_due')
    expect(desk.lines().at(-1)).toMatchObject({ code: 'tier.dropped', tier: null })
  })

  it('falls with the purchase that earned it: buy, refund, keep the tier', () => {
    const desk = byYear('drop')
    qualify(desk, 120)
    qualify(desk, 200, 'sofa')
    expect(desk.points().tier).toBe('gold')
    desk.tell({ type: 'reverse', of: 'sofa', points: { bonus: 10 } })
    expect(desk.points().tier).toBe('gold')
    desk.tell({ type: 'reverse', of: 'sofa' })
    expect(desk.points().tier).toBe('silver')
  })

  it('falls so in the next year as well, whether or not points were there to take', () => {
    const desk = byYear('drop')
    qualify(desk, 300, 'sofa')
    desk.tell({ type: 'spend', points: { bonus: 300 } })
    desk.now = Date.UTC(2027, 0, 5)
    desk.tell({ type: 'reverse', of: 'sofa' })
    expect(desk.points().tier).toBeNull()
  })

  it('stays where another period bears it out', () => {
    const desk = byYear('drop')
    qualify(desk, 100)
    desk.now = Date.UTC(2027, 5, 1)
    qualify(desk, 150, 'sofa')
    desk.tell({ type: 'reverse', of: 'sofa' })
    expect(desk.account()?.tier).toMatchObject({ name: 'silver', until: Date.parse('2028-01-01T00:00+01:00') })
  })

  it('stands until due work has looked, and then is what it would have been in time', () => {
    const desk = byYear('step')
    qualify(desk, 300)
    desk.now = Date.UTC(2028, 11, 1)
    expect(desk.points().tier).toBe('gold')
    due(desk)
    expect(desk.points().tier).toBe('silver')
  })
})

const byDeeds = (tiers: Partial<DeedTiers>, now = Date.UTC(2026, 5, 1, 9)) =>
  deskOf({
    program: inTiers(
      { by: 'deeds', within: 'P10D', grace: 'P3D', keep: 1, steps: [], ...tiers },
      { post: { label: 'Write' }, liked: { label: 'Be liked' }, flagged: { label: 'Be flagged' } },
    ),
    now,
  })
const helper = { name: 'helper', label: 'Helper', deeds: { post: 3 } }

describe('a tier by deeds', () => {
  it('is reached with the deed that it lacked', () => {
    const desk = byDeeds({ steps: [helper] })
    desk.tell({ type: 'did', deed: 'post', count: 2 })
    expect(desk.points().tier).toBeNull()
    desk.tell({ type: 'did', deed: 'post' })
    expect(desk.account()?.tier).toEqual({
      name: 'helper',
      since: desk.now,
      until: Date.parse('2026-06-11T00:00+02:00'),
    })
  })

  it('is in danger once the deeds bear it out no more, told once, and lost after the grace', () => {
    const desk = byDeeds({ steps: [helper] })
    desk.tell({ type: 'did', deed: 'post', count: 3 })
    desk.now = Date.UTC(2026, 5, 10, 9)
    expect(due(desk)).toBe('nothing_due')
    desk.now = Date.UTC(2026, 5, 11, 9)
    expect(due(desk)).toEqual(['notice 0'])
    expect(desk.lines().at(-1)).toMatchObject({ code: 'tier.will-drop', lot: { expiresAt: desk.now + 3 * day } })
    expect(due(desk)).toBe('nothing_due')
    desk.now += 3 * day - 1
    expect(due(desk)).toBe('nothing_due')
    expect(desk.points().tier).toBe('helper')
    desk.now += 1
    expect(due(desk)).toEqual(['tier 0'])
    expect(desk.points().tier).toBeNull()
  })

  it('is safe again with a deed in time, and is looked at again when that will not do any more', () => {
    const desk = byDeeds({ steps: [helper] })
    desk.tell({ type: 'did', deed: 'post', count: 3 })
    desk.now = Date.UTC(2026, 5, 11, 9)
    due(desk)
    desk.tell({ type: 'did', deed: 'post', count: 3 })
    expect(desk.account()?.tier).toEqual({
      name: 'helper',
      since: Date.UTC(2026, 5, 1, 9),
      until: Date.parse('2026-06-21T00:00+02:00'),
    })
  })

  it('is renewed without a word where more was done meanwhile', () => {
    const desk = byDeeds({ steps: [helper] })
    desk.tell({ type: 'did', deed: 'post', count: 3 })
    desk.now = Date.UTC(2026, 5, 5, 9)
    desk.tell({ type: 'did', deed: 'post', count: 3 })
    desk.now = Date.UTC(2026, 5, 11, 9)
    expect(due(desk)).toEqual(['tier 0'])
    expect(desk.lines().at(-1)).toMatchObject({
      code: 'tier.renewed',
      tier: { until: Date.parse('2026-06-15T00:00+02:00') },
    })
  })

  it('is looked at next when a deed speaks against it, and lost by due work alone', () => {
    const desk = byDeeds({ steps: [{ ...helper, deeds: { post: 3, flagged: { atMost: 0 } } }] })
    desk.tell({ type: 'did', deed: 'post', count: 3 })
    desk.tell({ type: 'did', deed: 'flagged' })
    expect(desk.account()?.tier).toMatchObject({ name: 'helper', until: desk.now })
    expect(due(desk)).toEqual(['notice 0'])
    expect(desk.account()?.tier).toMatchObject({ below: desk.now })
  })

  it('counts back what was undone, on the day on which it was done: khoros counts net of deletions', () => {
    const desk = byDeeds({ steps: [helper] })
    desk.tell({ type: 'did', id: 'first', deed: 'post' })
    desk.now += 5 * day
    desk.tell({ type: 'did', deed: 'post' })
    expect(desk.tell({ type: 'reverse', of: 'first' })).toEqual(['deed 0'])
    expect(desk.tell({ type: 'reverse', of: 'first' })).toBe('over_reversal')
    expect(desk.account()?.deeds.post).toMatchObject({ ever: 1, days: [[20_610, 1, []]] })
    desk.tell({ type: 'did', deed: 'post', count: -1 })
    expect(desk.account()?.deeds.post).toEqual({ ever: 0, days: [] })
  })

  it('needs distinct givers on distinct days, and a revoked one is none of them', () => {
    const desk = byDeeds({ steps: [{ ...helper, deeds: { liked: { givers: 2, days: 2 } } }] })
    const like = (giver: string, id: string) => desk.tell({ type: 'did', deed: 'liked', giver, id })
    for (const id of ['a', 'b']) like('eve', id)
    desk.now += day
    like('eve', 'c')
    expect(desk.points().tier).toBeNull()
    like('fay', 'd')
    expect(desk.points().tier).toBe('helper')
    desk.tell({ type: 'revoke', of: 'd', currency: 'bonus' })
    expect(due(desk)).toEqual(['notice 0'])
  })

  it('counts no deed that was revoked before it came', () => {
    const desk = byDeeds({ steps: [{ ...helper, deeds: { liked: 1 } }] })
    desk.tell({ type: 'revoke', of: 'like', currency: 'bonus' })
    desk.tell({ type: 'did', id: 'like', deed: 'liked', giver: 'eve' })
    expect(desk.points().tier).toBeNull()
  })

  it('neither comes nor goes by a share of a total that nobody said', () => {
    const desk = byDeeds({ steps: [{ ...helper, deeds: { post: { share: 0.5 } } }] })
    const write = (count: number, totals?: { [deed: string]: number }) =>
      desk.tell({ type: 'did', deed: 'post', count, ...(totals && { totals }) })
    write(5)
    expect(desk.points().tier).toBeNull()
    write(1, { post: 12 })
    expect(desk.points().tier).toBe('helper')
    desk.now += 8 * day
    expect(due(desk)).toEqual(['tier 0'])
    expect(desk.account()?.tier?.below).toBeUndefined()
    expect(due(desk, { post: 40 })).toEqual(['notice 0'])
  })

  it('that the program has no more is held by nobody', () => {
    const desk = byDeeds({ steps: [helper] })
    desk.tell({ type: 'did', deed: 'post', count: 3 })
    const renamed = byDeeds({ steps: [{ ...helper, name: 'hand', deeds: { post: 9 } }] }, desk.now)
    Object.assign(renamed.members.kept[0] ?? {}, desk.members.kept[0])
    expect(due(renamed)).toEqual(['tier 0'])
    expect(renamed.points().tier).toBeNull()
  })
})
