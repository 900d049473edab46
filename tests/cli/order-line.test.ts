import { expect, it } from 'vitest'
import { lineReader } from '../../src/cli/orders/order-line.js'

const good = ['536365', 'sale', '2010-12-01T08:26:00', '17850', 'United Kingdom', '85123A', '6', '2.55']
const line = (change: { readonly [column: number]: string } = {}) =>
  good.map((cell, column) => change[column] ?? cell).join('\t')

it('reads a line', () => {
  expect(lineReader()(line())).toEqual({
    head: { invoice: '536365', kind: 'sale', at: Date.UTC(2010, 11, 1, 8, 26), customer: '17850' },
    worth: 15_300_000_000_000n,
  })
})

const reasons: readonly (readonly [what: string, text: string, reason: RegExp])[] = [
  ['too few columns', good.slice(0, 7).join('\t'), /^7 columns where 8 are expected/],
  ['too many columns', `${line()}\tx`, /^9 columns/],
  ['no columns at all', 'what is this', /^1 column where/],
  ['no invoice', line({ 0: ' ' }), /no number/],
  ['another kind', line({ 1: 'gift' }), /^kind is "gift", neither sale nor return/],
  ['no date', line({ 2: '1 December' }), /^at is "1 December", not a date/],
  ['no such day', line({ 2: '2010-02-30T08:00:00' }), /not a date/],
  ['a quantity in words', line({ 6: 'six' }), /^quantity is "six", not a number/],
  ['no quantity', line({ 6: '' }), /^quantity is "", not a number/],
  ['a price with a comma', line({ 7: '2,55' }), /^unit_price_gbp is "2,55", not a number/],
]

it.each(reasons)('says what is wrong with %s', (_, text, reason) => {
  expect(lineReader()(text)).toEqual({ reason: expect.stringMatching(reason) })
})

it.each(reasons)('says so as well behind a line with the same beginning: %s', (_, text, reason) => {
  const read = lineReader()
  read(line())
  expect(read(text)).toEqual({ reason: expect.stringMatching(reason) })
  expect(read(line())).toEqual(lineReader()(line()))
})

it('does not take a number for the beginning of a longer one', () => {
  const read = lineReader()
  read(line())
  expect(read(line({ 3: '178501' }))).toMatchObject({ head: { customer: '178501' } })
  expect(read(line({ 0: '5363651' }))).toMatchObject({ head: { invoice: '5363651' } })
})

it('shows a long cell in part, on one line', () => {
  const read = lineReader()(line({ 6: `a\u0007${'b'.repeat(200)}` }))
  expect(read).toEqual({ reason: expect.stringMatching(/^quantity is "a\\u0007b{38}…", not a number$/) })
})
