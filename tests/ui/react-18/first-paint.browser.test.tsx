import { version } from 'react'
import { expect, it } from 'vitest'
import '../first-paint.browser.test.js'

it('is React 18', () => {
  expect(version).toMatch(/^18\./)
})
