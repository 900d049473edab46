import { couponReceipt } from 'evenhanded/basket'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf, offer } from './batch.js'
import { till } from './till.js'

const midnight = Date.parse('2027-01-31T23:00:00Z')
const signed = { code: codeOf('one'), offer, coupon: 'wax', validUntil: midnight }

describe('a coupon on a receipt', () => {
  it('says whose it is, what it gives, until when, its code, and that nothing was told', () => {
    expect(couponReceipt({ ...signed, code: 'ABCDEFGHJKMNPQRSTVWXYZ01' }, { program: till })).toEqual([
      'Alpine Shop AG',
      '',
      'CHF 5 off the wax',
      'Worth CHF 5.00',
      'Until 31 January 2027',
      '',
      'Your code:',
      'ABCD EFGH JKMN PQRS TVWX YZ01',
      '',
      'What you bought was told to',
      'nobody for this.',
    ])
  })

  it('says that nothing was told only where that is so', () => {
    const text = (options: Partial<Parameters<typeof couponReceipt>[1]>) =>
      couponReceipt(signed, { program: till, width: 60, ...options }).join('\n')
    expect(text({ foundBy: 'device' })).toBe(text({}))
    const byRecord = text({ foundBy: 'record' })
    expect(byRecord).not.toContain('nobody')
    expect(byRecord).toMatch(/\n\nChosen by what your record says that you bought\.$/)
    expect(text({ foundBy: 'record', words: { recorded: '', untold: 'Untold' } })).toMatch(/[\dA-Z]{4}$/)
  })

  it('speaks as the program does, with words of its own', () => {
    const german = { ...till, language: 'de-CH' }
    const words = { worth: 'Wert: {what}', until: 'Bis {what}', code: 'Ihr Code:', untold: '' }
    expect(couponReceipt(signed, { program: german, words, width: 40 })).toEqual([
      'Alpine Shop AG',
      '',
      'CHF 5 off the wax',
      'Wert: CHF 5.00',
      'Bis 31. Januar 2027',
      '',
      'Ihr Code:',
      signed.code.match(/.{4}/g)?.join(' '),
    ])
    const { money: _, ...free } = till
    expect(couponReceipt(signed, { program: free }).join('\n')).not.toContain('Worth')
  })

  it('names the time where it ends within a day, by the program’s clocks', () => {
    const noon = { ...signed, validUntil: Date.parse('2027-01-31T11:00:00Z') }
    expect(couponReceipt(noon, { program: till }).join(' ')).toMatch(/Until 31 January 2027 at 12:00 /)
    expect(couponReceipt(signed, { program: { ...till, timeZone: 'UTC' } }).join(' ')).toMatch(/2027 at 23:00 /)
  })

  it.each([
    [{ ...signed, coupon: 'tent' }, 32, 'unknown_coupon'],
    [{ ...signed, coupon: 'toString' }, 32, 'unknown_coupon'],
    [{ ...signed, offer: '__proto__' }, 32, 'unknown_coupon'],
    [signed, 11, 'bad_width'],
    [signed, Number.NaN, 'bad_width'],
  ])('is refused where there is no such coupon or no room: %#', (coupon, width, code) => {
    expect(() => couponReceipt(coupon, { program: till, width })).toThrow(expect.objectContaining({ code }))
  })

  it('steers no printer, and is never wider than its paper', () => {
    const aText = fc.string({
      unit: fc.oneof(fc.constantFrom(...'äé \u001b\n\u00a0\u202f雪靴🎿'), fc.string({ maxLength: 1 })),
    })
    fc.assert(
      fc.property(aText, aText, fc.integer({ min: 12, max: 60 }), (name, says, width) => {
        const { tillCoupon } = till.offers
        const wax = { item: 'wax', says, worth: 1_234_567.5 }
        const offers = { tillCoupon: { ...tillCoupon, fits: { model: 'goesWith', coupons: { wax } } } }
        const program = { ...till, offers, controller: { ...till.controller, name } } as unknown as typeof till
        const lines = couponReceipt(signed, { program, width })
        for (const line of lines) {
          const columns = [...line].reduce((sum, letter) => sum + (/[雪靴🎿]/u.test(letter) ? 2 : 1), 0)
          expect(columns).toBeLessThanOrEqual(width)
          expect(line).toBe(line.trim())
          expect(line).not.toMatch(/[\p{Cc}\u00a0\u202f]/u)
        }
        const bare = (text: string) => text.normalize('NFC').replace(/[\s\p{Cc}\p{Cf}\p{Z}]/gu, '')
        expect(bare(lines.join(''))).toContain(bare(says))
        expect(bare(lines.join(''))).toContain(signed.code)
      }),
    )
  })
})
