import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SettlementLine, settle } from '../../../src/core/points/settlement.js'

const prices = { hotel: { price: 0.008 }, rail: { price: 0.0125 }, cafe: { price: 0.01 } }

describe('a settlement', () => {
  it('says who owes whom: partners pay for what they issued, the programme for what was redeemed there', () => {
    const lines: readonly SettlementLine[] = [
      { partner: 'rail', kind: 'redeemed', amount: 1_000 },
      { partner: 'hotel', kind: 'issued', amount: 1_000 },
      { partner: 'hotel', kind: 'redeemed', amount: 400 },
      { partner: 'hotel', kind: 'taken-back', amount: 100 },
      { partner: 'rail', kind: 'given-back', amount: 200 },
      { partner: 'cafe', kind: 'issued', amount: 50 },
      { partner: 'cafe', kind: 'redeemed', amount: 50 },
    ]
    expect(settle(lines, prices)).toEqual({
      ok: true,
      value: [
        { partner: 'cafe', issued: 50, redeemed: 50, price: 0.01, owes: 'nobody', amount: 0 },
        { partner: 'hotel', issued: 900, redeemed: 400, price: 0.008, owes: 'partner', amount: 4 },
        { partner: 'rail', issued: 0, redeemed: 800, price: 0.0125, owes: 'programme', amount: 10 },
      ],
    })
  })

  it('rounds once, at the end, and half a cent to the even one', () => {
    const lines: readonly SettlementLine[] = [1, 1].map((amount) => ({ partner: 'rail', kind: 'issued', amount }))
    expect(settle(lines, prices)).toMatchObject({ value: [{ owes: 'partner', amount: 0.02 }] })
    expect(settle(lines, { rail: { price: 0.0025 } })).toMatchObject({ value: [{ owes: 'nobody', amount: 0 }] })
  })

  it('is refused where a partner has no price, and says whose are missing', () => {
    const lines: readonly SettlementLine[] = ['toString', 'hotel', 'bank'].map((partner) => ({
      partner,
      kind: 'issued',
      amount: 1,
    }))
    expect(settle(lines, prices)).toEqual({ ok: false, error: { code: 'no_price', partners: ['bank', 'toString'] } })
  })

  const line = fc.record<SettlementLine>({
    partner: fc.constantFrom('hotel', 'rail', 'cafe'),
    kind: fc.constantFrom('issued', 'taken-back', 'redeemed', 'given-back'),
    amount: fc.nat(1e6),
  })

  it('does not depend on the order of the lines, and turns round when both sides change places', () => {
    const mirror = {
      issued: 'redeemed',
      redeemed: 'issued',
      'taken-back': 'given-back',
      'given-back': 'taken-back',
    } as const
    const turned = { partner: 'programme', programme: 'partner', nobody: 'nobody' } as const
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const settled = settle(lines, prices)
        expect(settle([...lines].reverse(), prices)).toEqual(settled)
        const other = settle(
          lines.map((one) => ({ ...one, kind: mirror[one.kind] })),
          prices,
        )
        if (!settled.ok || !other.ok) throw new Error('all have a price')
        expect(other.value).toEqual(
          settled.value.map((one) => ({
            ...one,
            issued: one.redeemed,
            redeemed: one.issued,
            owes: turned[one.owes],
          })),
        )
      }),
    )
  })
})
