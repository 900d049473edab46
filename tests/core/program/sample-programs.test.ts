import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkProgram } from '../../../src/core/program/check-program.js'
import { serverChecks } from '../../../src/core/program/check-server.js'
import type { Expiry } from '../../../src/core/program/currency.js'
import type { Program } from '../../../src/core/program/program.js'
import { programs } from '../../../src/testing/programs.js'

const kindOf = (expiry: Expiry | undefined): string => {
  if (expiry === undefined) return 'never'
  if (typeof expiry === 'string') return expiry.includes('T') ? 'hours' : 'days'
  return `${'on' in expiry ? 'on' : expiry.endOf}${expiry.after ? ' after' : ''}`
}

describe('generated programs', () => {
  const drawn = fc.sample(programs(fc), { numRuns: 500, seed: 1 })
  const told = (tell: (program: Program) => unknown): Set<unknown> => new Set(drawn.map(tell))

  it('keep to the rules', () => {
    const isAbout = ({ path }: { readonly path: string }) => /^(offers|models|money)/.test(path)
    for (const program of drawn) {
      expect(checkProgram(program)).toEqual([])
      expect(checkProgram(program, serverChecks).filter(isAbout)).toEqual([])
    }
  })

  it('have points that end in every way there is', () => {
    expect([...told(({ currencies }) => kindOf(currencies.bonus?.expires))].sort()).toEqual(
      'days,hours,month,month after,never,on,on after,quarter,quarter after,year,year after'.split(','),
    )
  })

  it('lift by points and by deeds, or do not', () => {
    expect(told(({ currencies }) => currencies.miles?.tiers?.by)).toEqual(new Set(['points', undefined]))
    expect(told(({ currencies }) => currencies.respect?.tiers?.by)).toEqual(new Set(['deeds', undefined]))
  })

  it('pay for amounts and deeds always, and for a field where one is asked optionally', () => {
    expect(
      told(({ earns }) =>
        Object.values(earns)
          .map(({ on }) => on)
          .join(' '),
      ),
    ).toEqual(new Set(['amount deed', 'amount deed field']))
  })

  it('give what fits, once or always, or do not', () => {
    const fitting = drawn.flatMap(({ offers }) => Object.values(offers).filter(({ fits }) => fits))
    expect(new Set(fitting.map(({ repeats }) => repeats))).toEqual(new Set(['always', undefined]))
    expect(told(({ models }) => models.goesWith?.learns)).toEqual(new Set(['learn', undefined]))
  })

  it('have rewards that run out, with limits and without', () => {
    expect(told(({ rewards }) => rewards.rare?.limit?.per)).toEqual(
      new Set(['day', 'month', 'year', 'ever', undefined]),
    )
    expect(told(({ rewards }) => rewards.rare?.gives.benefit)).toEqual(new Set(['coupon', 'service']))
    for (const { rewards } of drawn) expect(rewards.rare?.stock).toBeGreaterThan(0)
  })
})
