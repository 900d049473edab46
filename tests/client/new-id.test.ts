import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createIds } from '../../src/client/browser/new-id.js'

it('makes UUIDs of version 7 that sort as they were made, even where the clock is put back', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 47 }), { minLength: 2, maxLength: 50 }), (instants) => {
      let now = 0
      const newId = createIds(() => now)
      const ids = instants.flatMap((instant) => {
        now = instant
        return [newId(), newId()]
      })
      for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect([...ids].sort()).toEqual(ids)
    }),
  )
})

it('stays unique and ordered beyond 4,096 in one millisecond', () => {
  const newId = createIds(() => 1_700_000_000_000)
  const ids = Array.from({ length: 10_000 }, newId)
  expect(new Set(ids).size).toBe(10_000)
  expect([...ids].sort()).toEqual(ids)
  expect(Number.parseInt(ids[0]?.replaceAll('-', '').slice(0, 12) ?? '', 16)).toBe(1_700_000_000_000)
})

it('goes on after what another page has made, though the clock was put back since', () => {
  const instant = fc.integer({ min: 1, max: 2 ** 47 })
  fc.assert(
    fc.property(instant, instant, fc.integer({ min: 1, max: 9_000 }), (then, now, count) => {
      const [before, since] = [createIds(() => then), createIds(() => now)]
      const last = Array.from({ length: count }, before).at(-1) ?? ''
      since.after(last)
      expect(since() > last).toBe(true)
    }),
    { numRuns: 50 },
  )
})

it('heeds nothing that is no id', () => {
  const newId = createIds(() => 1_700_000_000_000)
  for (const odd of ['', 'x', 'outbox:1']) newId.after(odd)
  expect(newId().slice(0, 13)).toBe('018bcfe5-6800')
})
