import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../../src/core/program/policy.js'
import type { Program } from '../../../../src/core/program/program.js'
import { forum } from '../../../ledger/forum.js'
import { type Desk, day, deskOf } from './desk.js'

const forumOf = (respect: NonNullable<Policy['respect']>[string] = {}) =>
  deskOf({ program: forum as unknown as Program, policy: { respect: { respect } }, now: Date.UTC(2026, 5, 1, 9) })
const vote = (desk: Desk, id: string, giver: string, amount: number) =>
  desk.tell({ type: 'award', id, points: { respect: amount }, giver })
const revoke = (desk: Desk, of: string) => desk.tell({ type: 'revoke', of, currency: 'respect' })
const respect = (desk: Desk) => desk.points('respect').available

describe('respect on somebody’s word', () => {
  it('is never one’s own', () => {
    const desk = forumOf()
    expect(vote(desk, 'a', 'ada', 1)).toBe('self_award')
    expect(desk.tell({ type: 'did', deed: 'liked', giver: 'ada' })).toBe('self_award')
    expect(desk.tell({ type: 'endorse', points: { respect: 1 }, to: 'ada' })).toBe('self_award')
  })

  it('counts up to the receiver’s day; the rest is kept, with the dates that it would have had', () => {
    const desk = forumOf({ receivesPerDay: 10 })
    expect(vote(desk, 'a', 'eve', 8)).toEqual(['award 8 respect'])
    expect(vote(desk, 'b', 'fay', 5)).toEqual(['award 2 respect', 'suppress 0 respect'])
    expect(vote(desk, 'c', 'gus', 5)).toEqual(['suppress 0 respect'])
    expect(desk.lines().at(-1)).toMatchObject({ withheld: 5, lot: { expiresAt: Date.parse('2026-06-07T00:00+02:00') } })
    expect(respect(desk)).toBe(10)
    desk.now += day
    expect(vote(desk, 'd', 'hal', 5)).toEqual(['award 5 respect'])
  })

  it('that was revoked makes room for the earliest that waits, or attackers could block earning', () => {
    const desk = forumOf({ receivesPerDay: 10 })
    vote(desk, 'attack', 'eve', 10)
    vote(desk, 'first', 'fay', 6)
    vote(desk, 'second', 'gus', 6)
    expect(revoke(desk, 'attack')).toEqual(['reverse 10 respect', 'award 6 respect', 'award 4 respect'])
    expect(respect(desk)).toBe(10)
    expect(desk.lines().slice(-2)).toMatchObject([
      { undoes: 'first', code: 'promoted', giver: 'fay' },
      { undoes: 'second', giver: 'gus' },
    ])
    // Partly counted from the beginning, partly promoted: it is revoked whole, and nothing of it waits any more.
    expect(revoke(desk, 'second')).toEqual(['reverse 4 respect'])
    expect(revoke(desk, 'first')).toEqual(['reverse 6 respect'])
    expect(respect(desk)).toBe(0)
  })

  it('is revoked on a later day, and counts on the day on which it was given', () => {
    const desk = forumOf({ receivesPerDay: 10 })
    vote(desk, 'attack', 'eve', 10)
    vote(desk, 'kept', 'fay', 6)
    desk.now += 2 * day
    vote(desk, 'today', 'gus', 10)
    revoke(desk, 'attack')
    expect(respect(desk)).toBe(16)
    expect(vote(desk, 'more', 'hal', 1)).toEqual(['suppress 0 respect'])
  })

  it('counts nothing where it was revoked before it came, and makes no room', () => {
    const desk = forumOf({ receivesPerDay: 10 })
    expect(revoke(desk, 'late')).toEqual(['reverse 0 respect'])
    expect(vote(desk, 'late', 'eve', 5)).toEqual(['suppress 0 respect'])
    vote(desk, 'full', 'fay', 10)
    revoke(desk, 'full')
    expect(respect(desk)).toBe(0)
  })

  it('that has ended is not taken out of what others gave', () => {
    const desk = forumOf()
    vote(desk, 'old', 'eve', 5)
    desk.now += 8 * day
    vote(desk, 'new', 'fay', 5)
    expect(revoke(desk, 'old')).toEqual(['reverse 0 respect'])
    expect(respect(desk)).toBe(5)
  })

  it('is returned as a whole or not at all, and as a revocation is', () => {
    const desk = forumOf({ receivesPerDay: 3 })
    desk.tell({ type: 'did', id: 'like', deed: 'liked', giver: 'eve' })
    vote(desk, 'kept', 'fay', 2)
    expect(desk.tell({ type: 'reverse', of: 'like', points: { respect: 1 } })).toBe('revoked_whole')
    expect(desk.tell({ type: 'reverse', of: 'like' })).toEqual(['reverse 3 respect', 'award 2 respect'])
    expect(desk.tell({ type: 'reverse', of: 'like' })).toBe('over_reversal')
  })

  it('buys nothing', () => {
    const desk = forumOf()
    vote(desk, 'a', 'eve', 5)
    const until = desk.now + day
    expect(desk.tell({ type: 'spend', points: { respect: 1 } })).toBe('not_redeemable')
    expect(desk.tell({ type: 'hold', points: { respect: 1 }, until })).toBe('not_redeemable')
    expect(desk.tell({ type: 'give', points: { respect: 1 }, to: 'bo' })).toBe('not_redeemable')
  })
})

describe('who gives respect', () => {
  const endorse = (desk: Desk, to: string, amount: number) =>
    desk.tell({ type: 'endorse', points: { respect: amount }, to })

  it('gives so much in a day, and so much to one', () => {
    const desk = forumOf({ givesPerDay: 10, givesToOnePerDay: 6 })
    expect(endorse(desk, 'bo', 6)).toEqual(['endorse 6 respect'])
    expect(endorse(desk, 'bo', 1)).toBe('over_limit')
    expect(endorse(desk, 'fay', 4)).toEqual(['endorse 4 respect'])
    expect(endorse(desk, 'gus', 1)).toBe('over_limit')
    desk.now = Date.parse('2026-06-02T00:00+02:00') - 1
    expect(endorse(desk, 'gus', 1)).toBe('over_limit')
    desk.now += 1
    expect(endorse(desk, 'gus', 1)).toEqual(['endorse 1 respect'])
  })

  it('gives none while frozen', () => {
    const desk = forumOf()
    desk.tell({ type: 'freeze', actor: 'staff:1' })
    expect(endorse(desk, 'bo', 1)).toBe('frozen')
  })
})
