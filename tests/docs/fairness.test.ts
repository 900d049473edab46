import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { weights } from '../../src/core/decision/fairness/weights.js'
import { leastAnswers, multiples } from '../../src/core/decision/fairness/worth.js'
import { fitOf } from '../../src/core/decision/fit.js'
import { identifier, observed, personal, preference } from '../../src/core/program/field.js'
import type { Offer } from '../../src/core/program/offer.js'
import { ratings } from '../../src/core/program/rating.js'
import { sensitivityOf } from '../../src/core/program/sensitivity.js'
import { someText } from '../../src/testing/programs.js'
import { runPage } from './run-page.js'

const page = readFileSync('docs/fairness.md', 'utf8')

/** The rows of the table that begins with this heading, as cells. */
function table(heading: string): string[][] {
  const [, from = ''] = page.split(`| ${heading} |`)
  const [rows = ''] = from.split('\n\n')
  return rows
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()))
}

/** The figures of a table by its first column. */
const figures = (heading: string): { [name: string]: number } =>
  Object.fromEntries(
    table(heading).map(([name = '', value = '']) => [name, Number(value.replace(/[×+ ]|at most/g, ''))]),
  )

describe('docs/fairness.md', () => {
  it('comes out as it says', () => runPage('docs/fairness.md'))

  it('reckons right: every sum comes out, to the places that it shows', () => {
    const sums = [...page.matchAll(/^```text\n(.*?)^```$/gms)].flatMap(([, block = '']) => block.trim().split('\n'))
    expect(sums.length).toBeGreaterThan(15)
    for (const sum of sums) {
      const [, left = '', right = ''] = /^([\d.×/+() -]+) = ([\d.]+)$/.exec(sum) ?? []
      const found = Number(new Function(`return ${left.replaceAll('×', '*')}`)())
      const places = right.split('.')[1]?.length ?? 0
      // Sums of rounded figures may be off by one in the last place.
      expect(Math.abs(found - Number(right)), sum).toBeLessThanOrEqual(1.01 * 10 ** -Math.max(places, 4))
    }
  })

  it('tells every constant as it is', () => {
    const { place, purpose, retention, furtherUse, together } = weights
    expect(table('constant').map(([, value = '']) => Number(value.replace(/[×+ ]|at most/g, '')))).toEqual([
      ...[place.visit, place.device, place.server],
      ...[purpose.reached, purpose.passedOn, purpose.sold],
      ...retention.upTo.map(([, times]) => times),
      ...[retention.longer, furtherUse, together.each, together.most],
    ])
    expect(retention.upTo.map(([span]) => span)).toEqual(['P90D', 'P1Y', 'P3Y'])
  })

  it('tells every sensitivity as it is', () => {
    expect(figures('item')).toEqual(ratings)
    const label = 'A field'
    const of = (field: Parameters<typeof sensitivityOf>[0]) => sensitivityOf(field).value
    expect(figures('kind')).toEqual({
      preference: of(preference(someText, { label })),
      observed: of(observed(someText, { label })),
      personal: of(personal(someText, { label })),
      identifier: of(identifier(someText, { label })),
    })
    expect(page).toContain(`counts at least ${of(preference(someText, { label, special: true }))},`)
  })

  it('tells what an answer counts, and from how many on', () => {
    const told = table('answer').map(([answer = '', times = '']) => [answer, Number.parseFloat(times)])
    expect(Object.fromEntries(told)).toEqual(multiples)
    expect(page).toContain(`From ${leastAnswers} people on`)
  })

  it('tells by how much it counts that an offer fits', () => {
    const offer = { near: ['shelf'], moment: 'birthday', suits: ['walkers'] } as unknown as Offer
    const nobody = { program: { segments: {} } } as never
    const fit = fitOf(nobody, {} as never, { offer } as never)
    const suiting = table('fit').map(([, times]) => Number(times))
    expect(fit.map(({ times }) => times)).toEqual([suiting[0], suiting[1], suiting[3]])
  })

  it('names every reason for which an offer is not proposed', () => {
    const named = [...new Set(table('code').flatMap(([codes = '']) => codes.match(/\w+/g) ?? []))]
    const source = readFileSync('src/core/decision/reason.ts', 'utf8')
    const [, barred = ''] = /type OfferBarred =(.*?)\/\*\* Why an offer is proposed/s.exec(source) ?? []
    const codes = [...barred.matchAll(/readonly code: ((?:'\w+'(?: \| )?)+)/g)].flatMap(([, all = '']) =>
      all.match(/\w+/g),
    )
    expect(named.sort()).toEqual(codes.filter((code) => code !== 'unknown_offer').sort())
  })
})
