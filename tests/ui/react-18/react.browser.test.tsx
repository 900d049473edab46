// Everything that is drawn with React of the day, with React 18 as well.

import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { expect, it } from 'vitest'
import '../react.browser.test.js'

it('is React 18', () => {
  expect([version, domVersion]).toEqual([expect.stringMatching(/^18\./), expect.stringMatching(/^18\./)])
})
