import { describe, expect, it } from 'vitest'
import { togetherness, weightOf } from '../../../../src/core/decision/fairness/weights.js'
import { house } from './house.js'

const weight = (field: string, purpose: string) => weightOf(house, { field, purpose })

describe('the weight of a use', () => {
  it('is small on the device, and least for what is seen in passing', () => {
    expect(weight('taste', 'fit')).toBe(0.25)
    expect(weight('basket', 'fit')).toBe(0.1)
  })

  it('goes by how long the server has it', () => {
    expect(weight('email', 'order')).toBe(0.8)
    expect(weight('email', 'health')).toBe(1)
    expect(weight('email', 'account')).toBe(1.3)
  })

  it('takes the longer of two spans: a value kept for 90 days under a consent for a year counts as a year', () => {
    expect(weight('email', 'ads')).toBe(2)
  })

  it('goes by what it is for: to be reached, to be passed on, to be sold; who only processes adds nothing', () => {
    expect(weight('email', 'news')).toBe(1.25)
    expect(weight('email', 'friends')).toBeCloseTo(1.5 * 1.15, 12)
    expect(weight('email', 'ads')).toBe(2)
    expect(weight('email', 'order')).toBe(0.8)
  })

  it('reads the span of a single field, where its purpose has one', () => {
    const { order } = house.purposes
    const kept = { ...house, purposes: { ...house.purposes, order: { ...order, retain: { email: 'P10Y' } } } }
    expect(weightOf(kept as never, { field: 'email', purpose: 'order' })).toBe(1.3)
    expect(weightOf(kept as never, { field: 'phone', purpose: 'order' })).toBe(0.8)
  })
})

it('counts fields that lie together as more than each alone, twice as much at most', () => {
  expect([0, 1, 2, 3, 11, 40].map(togetherness)).toEqual([1, 1, 1.1, 1.2, 2, 2])
})
