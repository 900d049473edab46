import { expect, it } from 'vitest'
import { instant } from '../../src/cli/orders/instant.js'

it('reads a date without a zone as UTC, on every machine', () => {
  expect(instant('2010-12-01T08:26:00')).toBe(Date.UTC(2010, 11, 1, 8, 26))
  expect(instant('2010-12-01 08:26')).toBe(Date.UTC(2010, 11, 1, 8, 26))
  expect(instant('2010-12-01')).toBe(Date.UTC(2010, 11, 1))
  expect(instant('2012-02-29')).toBe(Date.UTC(2012, 1, 29))
})

it('reads a zone where there is one', () => {
  expect(instant('2010-12-01T08:26:00Z')).toBe(Date.UTC(2010, 11, 1, 8, 26))
  expect(instant('2010-12-01T08:26:00+01:00')).toBe(Date.UTC(2010, 11, 1, 7, 26))
  expect(instant('2010-12-01T23:30:00-05:30')).toBe(Date.UTC(2010, 11, 2, 5))
})

it.each(['', 'yesterday', '2010-13-01', '2011-02-29', '2010-12-01T24:00:00', '2010-12-01T08:60', '01/12/2010'])(
  'refuses %j',
  (text) => expect(instant(text)).toBeUndefined(),
)
