/** Crockford's base 32: no I, L, O or U, so that a code survives being read out, and spells nothing. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Sixteen characters: eighty bits, which nobody guesses. */
const couponLength = 16

/** A code of the first bytes: of ten unless said otherwise. */
export function codeOfBytes(bytes: Uint8Array, length = couponLength): string {
  let code = ''
  let open = 0
  let bits = 0
  for (const byte of bytes) {
    open = (open << 8) | byte
    bits += 8
    while (bits >= 5 && code.length < length) {
      bits -= 5
      code += letters[(open >> bits) & 31]
    }
    open &= (1 << bits) - 1
  }
  return code
}

/**
 * A code as it was typed in or read out: in small letters, in groups, an O for a zero, an I or L for a one.
 *
 * @param length of the codes that are looked for
 * @returns `undefined` where no code looks so
 *
 * @example
 * // readCode('a1b2-c3d4 e5f6-g7ho') === 'A1B2C3D4E5F6G7H0'
 */
export function readCode(text: unknown, length = couponLength): string | undefined {
  if (typeof text !== 'string' || text.length > 4 * length) return undefined
  const code = text.replace(/[\s-]/g, '').toUpperCase().replace(/O/g, '0').replace(/[IL]/g, '1')
  return code.length === length && [...code].every((letter) => letters.includes(letter)) ? code : undefined
}

/** A number below 32^length as so many letters. */
export const numberAsCode = (number: number, length: number): string =>
  Array.from({ length }, (_, n) => letters[Math.floor(number / 32 ** (length - 1 - n)) % 32]).join('')

export const numberInCode = (code: string): number =>
  [...code].reduce((sum, letter) => sum * 32 + letters.indexOf(letter), 0)
