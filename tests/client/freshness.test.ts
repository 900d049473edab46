import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFreshness } from '../../src/client/sending/freshness.js'
import { openPage, type Page } from './page.js'

let page: Page
beforeEach(() => {
  // By a clock of its own: on a busy machine a wait of 60 ms may last longer than an answer is fresh.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  page = openPage()
})
afterEach(() => {
  page.close()
  vi.useRealTimers()
})

const pace = { shortest: 20, longest: 80, fresh: 200 }

it('asks soon after a change and ever more seldom while there is none, and only where somebody looks', () => {
  let asked = 0
  const fresh = createFreshness(() => asked++, pace)
  fresh.heard(true)
  vi.advanceTimersByTime(20)
  expect(asked).toBe(1)
  fresh.heard(false)
  vi.advanceTimersByTime(39)
  expect(asked).toBe(1)
  vi.advanceTimersByTime(1)
  expect(asked).toBe(2)
  page.hide()
  fresh.heard(true)
  vi.advanceTimersByTime(60)
  expect(asked).toBe(2)
  // Seen again, while what was heard is fresh, and later.
  page.see()
  fresh.seen()
  expect(asked).toBe(2)
  vi.advanceTimersByTime(140)
  fresh.seen()
  expect(asked).toBe(3)
  fresh.stop()
})

it('leaves the asking to the tab that has asked', () => {
  const asked: string[] = []
  const here = createFreshness(() => asked.push('here'), pace)
  const there = createFreshness(() => asked.push('there'), pace)
  for (let round = 0; round < 2; round++) {
    here.heard(true)
    there.heard(true, true)
    vi.advanceTimersByTime(20)
  }
  expect(asked).toEqual(['here', 'here'])
  here.stop()
  there.stop()
})
