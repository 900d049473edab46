import { describe, expect, it } from 'vitest'
import { found, withPart } from './issues.js'

const gives = { benefit: 'service', says: 'A little more', worth: 1 }
const asks = { email: 'a', terrain: 'b', birthday: 'c' }

/** A long ask, with one thing in it replaced. */
const long = (steps: unknown, more: object = {}) =>
  withPart('offers.long', {
    ...{ principle: 'exchange', for: 'club', asks, gives: { benefit: 'service', says: 'All of it' } },
    ...{ steps, ...more },
  })

describe('a long ask', () => {
  it('is split where it does not fit in one step', () => {
    expect(found(long({ atOnce: 2, gives }))).toEqual([])
    expect(found(long({ atOnce: 3, gives }))).toEqual(['one_step at offers.long.steps'])
    expect(found(long({ atOnce: 0, gives }))).toEqual(['bad_value at offers.long.steps.atOnce'])
  })

  it('gives with each step what is neither points nor money', () => {
    expect(found(long({ atOnce: 2 }))).toEqual(['missing at offers.long.steps.gives'])
    expect(found(long({ atOnce: 2, gives: { ...gives, benefit: 'coupon' } }))).toEqual([
      'bad_value at offers.long.steps.gives.benefit',
    ])
  })

  it('is accepted once', () => {
    expect(found(long({ atOnce: 2, gives }, { repeats: 'always' }))).toEqual(['steps_repeat at offers.long.steps'])
  })

  it('shows an alternative in one piece', () => {
    const asksOneOf = [{ email: 'a' }, { terrain: 'b', basket: 'c' }]
    expect(found(long({ atOnce: 1, gives }, { asks: { birthday: 'c' }, asksOneOf }))).toEqual([
      'alternative_too_long at offers.long.steps.atOnce',
    ])
  })
})
