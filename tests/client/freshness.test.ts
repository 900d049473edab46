import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFreshness } from '../../src/client/sending/freshness.js'
import { openPage, type Page } from './page.js'
import { until } from './world.js'

let page: Page
beforeEach(() => {
  page = openPage()
})
afterEach(() => page.close())

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const pace = { shortest: 20, longest: 80, fresh: 200 }

it('asks soon after a change and ever more seldom while there is none, and only where somebody looks', async () => {
  let asked = 0
  const fresh = createFreshness(() => asked++, pace)
  fresh.heard(true)
  await until(() => asked === 1)
  const from = performance.now()
  fresh.heard(false)
  await until(() => asked === 2)
  expect(performance.now() - from).toBeGreaterThan(35)
  page.hide()
  fresh.heard(true)
  await pause(60)
  expect(asked).toBe(2)
  // Seen again, while what was heard is fresh, and later.
  page.see()
  fresh.seen()
  expect(asked).toBe(2)
  await pause(200)
  fresh.seen()
  expect(asked).toBe(3)
  fresh.stop()
})

it('leaves the asking to the tab that has asked', async () => {
  const asked: string[] = []
  const here = createFreshness(() => asked.push('here'), { ...pace, shortest: 1_000 })
  const there = createFreshness(() => asked.push('there'), { ...pace, shortest: 1_000 })
  for (let round = 0; round < 2; round++) {
    here.heard(true)
    there.heard(true, true)
    await until(() => asked.length > round)
  }
  expect(asked).toEqual(['here', 'here'])
  here.stop()
  there.stop()
})
