import { sign } from 'evenhanded'
import type { StatementLine } from 'evenhanded/server'
import { describe, expect, it } from 'vitest'
import { figure, francs } from '../../examples/loyalty-desk/amounts.js'
import { lastDay, onMinute, shortDay } from '../../examples/loyalty-desk/days.js'
import { tell } from '../../examples/loyalty-desk/statement.js'
import { centsOf } from '../../examples/loyalty-desk/till/cents.js'

const now = Date.parse('2026-11-21T12:00Z')
const line = (more: Partial<StatementLine>): StatementLine => ({
  ...{ seq: 1, kind: 'award', amount: 12, balanceAfter: 12, at: now, reason: 'receipt:1001' },
  ...more,
})

describe('a line of the statement', () => {
  const lot = { availableAt: Date.parse('2026-11-24T12:00Z'), expiresAt: Date.parse('2027-03-31T22:00Z') }

  it.each([
    [{ code: 'rule:purchase' }, 'Purchase, receipt 1001'],
    [{ code: 'campaign:rye' }, 'The rye decade, receipt 1001'],
    [{ reason: 'membership' }, 'Welcome'],
    [{ kind: 'redeem', reason: 'reward:loaf', code: 'reward:loaf' }, 'A loaf'],
    [{ kind: 'restore', reason: 'reward:loaf', code: 'reward:loaf' }, 'A loaf, given back'],
    [{ kind: 'hold', reason: 'order:501' }, 'Set aside for order 501'],
    [{ kind: 'capture', reason: 'order:501' }, 'Order 501, fetched'],
    [{ kind: 'release', reason: 'order:501' }, 'Order 501, let go'],
    [{ kind: 'release', reason: 'timeout' }, 'An order that was not fetched in time'],
    [{ kind: 'reverse', reason: 'return:1001', code: 'rule:purchase' }, 'Purchase, receipt 1001 returned'],
    [{ kind: 'notice', reason: 'points.expiring', code: 'points.expiring' }, 'Reminder: grains end'],
    [{ kind: 'notice', reason: 'tier.will-drop', code: 'tier.will-drop' }, 'Reminder: your tier ends'],
    [{ kind: 'tier', reason: 'tier.dropped', code: 'tier.dropped' }, 'Your tier has ended'],
  ] as const)('of %o says why', (more, what) => {
    expect(tell(line(more), now).what).toBe(what)
  })

  it('has words, and not a code, for every kind that the ledger knows', () => {
    for (const kind of Object.keys(sign) as StatementLine['kind'][])
      expect(tell(line({ kind, code: 'rule:purchase' }), now).what).toMatch(/^[A-Z][^:_]*(: [a-z ]+)?$/)
  })

  it('says from when points can be spent and when they end, as long as that is to come', () => {
    expect(tell(line({ code: 'rule:purchase', lot }), now).notes).toEqual([
      'to spend from 24 November 2026 at 13:00',
      'end after 31 March 2027',
    ])
    expect(tell(line({ code: 'rule:purchase', lot }), lot.availableAt).notes).toEqual(['end after 31 March 2027'])
    expect(tell(line({ code: 'rule:purchase', lot }), lot.expiresAt).notes).toEqual([])
  })

  it('tells what did not count, what is owed and what could not be taken back', () => {
    expect(tell(line({ withheld: 1 }), now).notes).toEqual(['1 grain above the day’s limit did not count'])
    expect(tell(line({ kind: 'reverse', owes: 5, shortfall: 2 }), now).notes).toEqual([
      '5 grains of them were spent, and are owed',
      '2 grains could not be taken back',
    ])
  })

  it('moves the balance as the ledger does', () => {
    for (const [kind, way] of Object.entries(sign)) {
      const { move } = tell(line({ kind: kind as StatementLine['kind'] }), now)
      expect(move, kind).toMatch(way > 0 ? 'came' : way < 0 ? 'went' : /aside|none/)
    }
  })
})

describe('words and figures', () => {
  it('are the bakery’s, wherever it is read', () => {
    expect(lastDay(Date.parse('2026-12-31T23:00Z'))).toBe('31 December 2026')
    expect(onMinute(now)).toBe('21 November 2026 at 13:00')
    expect(shortDay(now)).toBe('21.11.2026')
    expect([figure(1250), figure(-350), francs(105), francs(123_400)]).toEqual([
      '1’250',
      '−350',
      'CHF 1.05',
      'CHF 1’234.00',
    ])
  })

  it('reads what is typed at a till, and nothing else', () => {
    expect(['24.50', '24,5', '24', ' 0.05 ', '500'].map(centsOf)).toEqual([2450, 2450, 2400, 5, 50_000])
    for (const typed of ['', '0', '0.04', '500.05', '-1', '1e2', '24.505', 'a', '1 000'])
      expect(centsOf(typed)).toBeUndefined()
  })
})
