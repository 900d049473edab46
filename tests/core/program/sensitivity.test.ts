import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Field, identifier, observed, personal, preference } from '../../../src/core/program/field.js'
import { ratings } from '../../../src/core/program/rating.js'
import { sensitivityOf } from '../../../src/core/program/sensitivity.js'
import { someText } from '../../../src/testing/programs.js'
import { sharedData } from '../../support/shared-data.js'

const table = sharedData('sensitivity.tsv')

describe('the published ratings', () => {
  it.runIf(table)('are those of the table, item by item', () => {
    const lines = readFileSync(table ?? '', 'utf8').split('\n')
    const rows = lines.filter((line) => /^\w+\t\d/.test(line)).map((line) => line.split('\t'))
    expect(rows.length).toBeGreaterThan(10)
    expect(Object.fromEntries(rows.map(([item, , , value]) => [item, Number(value)]))).toEqual(ratings)
    // Means from 1 to 8, laid between 0 and 1.
    for (const [item = '', , mean] of rows)
      expect(Math.abs(ratings[item as keyof typeof ratings] - (Number(mean) - 1) / 7)).toBeLessThanOrEqual(0.0051)
  })
})

describe('the sensitivity of a field', () => {
  it('is the rating of what it holds, as its input says', () => {
    const email = identifier(someText, { label: 'E-mail', input: { autocomplete: 'section-a shipping email' } })
    expect(sensitivityOf(email)).toEqual({ value: 0.49, from: 'rated', item: 'EmailAddress', default: 0.49 })
  })

  it('is the rating that the program names before that of its input', () => {
    const field = identifier(someText, { label: 'Card', rated: 'CreditCardNumber', input: { autocomplete: 'email' } })
    expect(sensitivityOf(field).value).toBe(0.65)
  })

  it('goes by the kind where nothing was rated', () => {
    const of = (field: Field) => sensitivityOf(field).value
    const label = 'A field'
    expect(of(preference(someText, { label }))).toBe(0.3)
    expect(of(observed(someText, { label }))).toBe(0.5)
    expect(of(personal(someText, { label }))).toBe(0.55)
    expect(of(identifier(someText, { label }))).toBe(0.6)
    expect(of(identifier(someText, { label, input: { autocomplete: 'constructor' } }))).toBe(0.6)
  })

  it('is never below the ratings of health where the field is special', () => {
    expect(sensitivityOf(preference(someText, { label: 'Feet', special: true })).value).toBe(0.83)
  })

  it('can be raised by a number, and by a number alone not lowered', () => {
    const email = { label: 'E-mail', rated: 'EmailAddress' } as const
    expect(sensitivityOf(identifier(someText, { ...email, sensitivity: 0.8 }))).toMatchObject({
      ...{ value: 0.8, from: 'raised', default: 0.49 },
    })
    expect(sensitivityOf(identifier(someText, { ...email, sensitivity: 0.1 }))).toMatchObject({
      ...{ value: 0.49, from: 'rated', default: 0.49 },
    })
  })

  it('is lowered by what was measured, with source, number and date', () => {
    const measured = { is: 0.2, source: 'Our members, asked at the desk', answers: 412, date: '2026-05-01' }
    expect(sensitivityOf(personal(someText, { label: 'Job', sensitivity: measured }))).toMatchObject({
      ...{ value: 0.2, from: 'measured', default: 0.55 },
    })
  })
})
