import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { utc } from '../../../src/core/points/calendar.js'
import { afterGrace, deedTierOf } from '../../../src/core/points/deed-tier.js'
import type { DeedsDone, DoneBy } from '../../../src/core/points/tally.js'
import { trustDeeds, trustLevels } from '../../../src/core/points/trust-levels.js'
import { defineProgram } from '../../../src/core/program/define-program.js'
import { identifier } from '../../../src/core/program/field.js'

const today = 20_000
/** A site on which there was this much in the last hundred days. */
const totals = { topicsEntered: 400, postsRead: 8_000 }

/** So many, `each` a day, on the last days up to today; givers take turns. */
const done = (count: number, { each = count, givers = [] as readonly string[], ago = 0, before = 0 } = {}): DoneBy => {
  const days = Array.from({ length: Math.ceil(count / each) }, (_, n) => {
    const left = Math.min(each, count - n * each)
    const by = Array.from({ length: left }, (_, m) => givers[(n * each + m) % givers.length]).filter(
      (one) => one !== undefined,
    )
    return [today - ago - n, left, [...new Set(by)]] as const
  })
  return { ever: count + before, days: days.reverse() }
}

const friends = ['ann', 'bob', 'cem', 'dee', 'eva']

/** Exactly what level 3 asks. */
const regular: DeedsDone = {
  topicsEntered: done(100, { each: 2, before: 100 }),
  postsRead: done(2_000, { each: 40 }),
  minutesRead: done(60),
  daysVisited: done(50, { each: 1 }),
  topicsReplied: done(10, { each: 1 }),
  likesGiven: done(30),
  likesReceived: done(20, { each: 3, givers: friends }),
}

const level = (more: Record<string, DoneBy> = {}, held?: string, there: { readonly [deed: string]: number } = totals) =>
  deedTierOf(trustLevels, { ...regular, ...more }, { today, totals: there, ...(held && { held }) }).tier

describe('trust levels', () => {
  it('are plain thresholds up to member', () => {
    const basic = { topicsEntered: done(5), postsRead: done(30), minutesRead: done(10) }
    const member = {
      ...{ topicsEntered: done(20), postsRead: done(100), minutesRead: done(60), daysVisited: done(15, { each: 1 }) },
      ...{ likesGiven: done(1), likesReceived: done(1, { givers: ['ann'] }), topicsReplied: done(3) },
    }
    const tier = (all: DeedsDone) => deedTierOf(trustLevels, all, { today, totals }).tier
    expect(tier({})).toBe('new')
    expect(tier(basic)).toBe('basic')
    expect(tier(member)).toBe('member')
    for (const [deed, { ever }] of Object.entries(basic)) expect(tier({ ...basic, [deed]: done(ever - 1) })).toBe('new')
    for (const [deed, { ever }] of Object.entries(member)) {
      const less = tier({ ...member, [deed]: done(ever - 1) })
      expect(less, deed).toBe('basic')
    }
  })

  it('below regular are not lost by staying away', () => {
    const longAgo = Object.fromEntries(Object.entries(regular).map(([deed, { ever }]) => [deed, { ever, days: [] }]))
    expect(deedTierOf(trustLevels, longAgo, { today, totals }).tier).toBe('member')
  })

  it('need exactly so much for regular, and not one less of anything', () => {
    expect(level()).toBe('regular')
    const less: Record<string, DoneBy> = {
      topicsEntered: done(99, { each: 2, before: 101 }),
      postsRead: done(1_999, { each: 40 }),
      daysVisited: done(49, { each: 1, before: 1 }),
      topicsReplied: done(9, { each: 1, before: 1 }),
      likesGiven: done(29, { before: 1 }),
      likesReceived: done(19, { each: 2, givers: friends }),
    }
    for (const [deed, few] of Object.entries(less)) expect(level({ [deed]: few }), deed).toBe('member')
  })
})

describe('the traps of level 3', () => {
  it('twenty likes from one friend are no reputation: five people have to give them', () => {
    expect(level({ likesReceived: done(200, { each: 2, givers: ['ann'] }) })).toBe('member')
    expect(level({ likesReceived: done(200, { each: 2, givers: friends.slice(1) }) })).toBe('member')
    expect(level({ likesReceived: done(20, { each: 2, givers: friends }) })).toBe('regular')
  })

  it('twenty likes in one evening are none either: they have to come on seven days', () => {
    expect(level({ likesReceived: done(200, { givers: friends }) })).toBe('member')
    expect(level({ likesReceived: done(24, { each: 4, givers: friends }) })).toBe('member')
    expect(level({ likesReceived: done(28, { each: 4, givers: friends }) })).toBe('regular')
  })

  it('a quarter of the topics is no more than 500, however busy the site', () => {
    const busy = { ...totals, topicsEntered: 100_000 }
    expect(level({ topicsEntered: done(499, { each: 10 }) }, undefined, busy)).toBe('member')
    expect(level({ topicsEntered: done(500, { each: 10 }) }, undefined, busy)).toBe('regular')
  })

  it('a quarter of the posts is no more than 20,000', () => {
    const busy = { ...totals, postsRead: 1_000_000 }
    expect(level({ postsRead: done(19_999, { each: 400 }) }, undefined, busy)).toBe('member')
    expect(level({ postsRead: done(20_000, { each: 400 }) }, undefined, busy)).toBe('regular')
  })

  it('on a quiet site a quarter is soon read, but 200 topics and 500 posts ever are asked too', () => {
    const quiet = { topicsEntered: 4, postsRead: 8 }
    expect(level({ topicsEntered: done(1, { before: 198 }) }, undefined, quiet)).toBe('member')
    expect(level({ topicsEntered: done(1, { before: 199 }) }, undefined, quiet)).toBe('regular')
    expect(level({ postsRead: done(2, { before: 497 }) }, undefined, quiet)).toBe('member')
  })

  it('a site that forgets to say its totals promotes nobody by it', () => {
    expect(level({}, undefined, {})).toBe('member')
  })

  it('what was done more than 100 days ago does not count', () => {
    expect(level({ daysVisited: done(50, { each: 1, ago: 50 }) })).toBe('regular')
    expect(level({ daysVisited: done(50, { each: 1, ago: 51 }) })).toBe('member')
  })

  it('visits count by the day: fifty on one day are one', () => {
    expect(level({ daysVisited: done(50) })).toBe('member')
  })

  it('at most five posts may be flagged, and by at most five people, whoever has the tier', () => {
    const flaggers = [...friends, 'fay']
    for (const held of [undefined, 'regular']) {
      expect(level({ postsFlagged: done(5) }, held)).toBe('regular')
      expect(level({ postsFlagged: done(6) }, held)).toBe('member')
      expect(level({ flagsReceived: done(30, { givers: friends }) }, held)).toBe('regular')
      expect(level({ flagsReceived: done(6, { givers: flaggers }) }, held)).toBe('member')
    }
    expect(level({ postsFlagged: done(6, { ago: 100 }) })).toBe('regular')
  })

  it('who was suspended or silenced within six months is no regular, though the window is a hundred days', () => {
    expect(level({ penalties: done(1, { ago: 150 }) })).toBe('member')
    expect(level({ penalties: done(1, { ago: 190 }) })).toBe('regular')
  })

  it('is lost below 90 % only, and what counts for ever is not asked any less', () => {
    const kept = { daysVisited: done(45, { each: 1, before: 5 }), likesGiven: done(27, { before: 3 }) }
    expect(level(kept)).toBe('member')
    expect(level(kept, 'regular')).toBe('regular')
    expect(level({ ...kept, daysVisited: done(44, { each: 1, before: 6 }) }, 'regular')).toBe('member')
    expect(level({ likesReceived: done(18, { each: 2, givers: friends }) }, 'regular')).toBe('regular')
    expect(level({ likesReceived: done(18, { each: 2, givers: friends.slice(1) }) }, 'regular')).toBe('member')
    expect(level({ likesReceived: done(18, { each: 3, givers: friends }) }, 'regular')).toBe('member')
    expect(level({ topicsEntered: done(100, { each: 2, before: 99 }) }, 'regular')).toBe('member')
  })

  it('is lost after fourteen days’ grace', () => {
    const now = Date.UTC(2026, 10, 21)
    const on = (day: number) => now + day * 86_400_000
    const few = { daysVisited: done(44, { each: 1, before: 6 }) }
    const held = { name: 'regular', since: Date.UTC(2026, 0, 1) }
    const below = afterGrace(trustLevels, held, level(few, 'regular'), now, utc)
    expect(below).toEqual({ ...held, below: now })
    expect(afterGrace(trustLevels, below, level(few, 'regular'), on(13), utc)?.name).toBe('regular')
    expect(afterGrace(trustLevels, below, level({}, 'regular'), on(13), utc)).toEqual(held)
    expect(afterGrace(trustLevels, below, level(few, 'regular'), on(14), utc)).toEqual({
      name: 'member',
      since: on(14),
    })
  })
})

describe('the preset', () => {
  it('stands in a program as it is', () => {
    const forum = defineProgram({
      id: 'forum',
      version: 1,
      money: 'CHF',
      controller: {
        ...{ name: 'Forum', address: 'Bahnhofstrasse 1, 8001 Zürich', contact: 'privacy@forum.example' },
        ...{ jurisdiction: 'CH', policyUrl: 'https://forum.example/privacy' },
      },
      fields: { email: identifier(z.email(), { label: 'E-mail' }) },
      purposes: { account: { label: 'Keep your account', basis: 'contract' } },
      touchpoints: { web: { label: 'Forum', channel: 'forum' } },
      deeds: { ...trustDeeds, wroteGuide: { label: 'Write a guide' } },
      currencies: { respect: { kind: 'reputation', label: 'Respect', tiers: trustLevels } },
      offers: {
        join: {
          principle: 'convert',
          for: 'account',
          asks: { email: 'To sign you in' },
          gives: { benefit: 'access', says: 'Write in the forum' },
        },
      },
      rewards: {},
      gates: { edit: { label: 'Edit the posts of others', needs: {}, tier: { respect: 'regular' } } },
    })
    expect(forum.currencies.respect?.tiers).toEqual(trustLevels)
  })

  it('asks for no deed that it does not declare, and declares none that it does not ask for', () => {
    const asked = new Set(trustLevels.steps.flatMap(({ deeds }) => Object.keys(deeds)))
    expect([...asked].sort()).toEqual(Object.keys(trustDeeds).sort())
  })
})
