import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOfBytes, readCode } from '../../src/server/secrets/coupon-code.js'
import { secretsOf } from '../../src/server/secrets/secrets.js'

const secret = 'a secret of thirty-two characters'

describe('the code of a coupon', () => {
  it('is ten bytes in Crockford’s base 32', () => {
    expect(codeOfBytes(new Uint8Array(10))).toBe('0000000000000000')
    expect(codeOfBytes(new Uint8Array(10).fill(255))).toBe('ZZZZZZZZZZZZZZZZ')
    expect(codeOfBytes(Uint8Array.from([0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf]))).toBe(
      '0123456789ABCDEF',
    )
    expect(codeOfBytes(Uint8Array.from({ length: 32 }, (_, n) => n))).toHaveLength(16)
  })

  it('says as much as its bytes, and is read as it is written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
        const code = codeOfBytes(bytes)
        const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
        const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
        const read = [...code].reduce((sum, letter) => sum * 32n + BigInt(letters.indexOf(letter)), 0n)
        expect(read).toBe(value)
        expect(readCode(code)).toBe(code)
      }),
    )
  })

  it.each([
    ['a1b2-c3d4 e5f6-g7h0', 'A1B2C3D4E5F6G7H0'],
    ['oOiIlL0123456789', '0011110123456789'],
  ])('%s is %s', (typed, code) => expect(readCode(typed)).toBe(code))

  it.each([[''], ['0123456789ABCDE'], ['0123456789ABCDEFG'], ['U123456789ABCDEF'], ['ä123456789ABCDEF'], [17], [null]])(
    '%s is none',
    (typed) => expect(readCode(typed)).toBeUndefined(),
  )

  it('is the same for the same, and another for another tenant, secret or thing', () => {
    const code = (tenant: string, key: string, of: string) => secretsOf(tenant, [key]).code(of)
    const first = code('shop', secret, 'a')
    expect(code('shop', secret, 'a')).toBe(first)
    const others = [code('forum', secret, 'a'), code('shop', `another ${secret}`, 'a'), code('shop', secret, 'b')]
    expect(new Set([first, ...others]).size).toBe(4)
  })
})
