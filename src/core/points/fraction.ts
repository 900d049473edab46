/** An exact number: money that is shared out must not lose what binary decimals round away. */
export interface Fraction {
  readonly over: bigint
  /** Above zero. */
  readonly under: bigint
}

const decimal = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/

/**
 * The number that one writes with these decimals: of 0.1 exactly a tenth.
 *
 * @param value finite; anything else is a `RangeError`
 */
export function exactly(value: number): Fraction {
  const parts = decimal.exec(String(value))
  if (!parts) throw new RangeError(`${value} is no finite number`)
  const [, minus, whole, decimals = '', exponent = '0'] = parts
  const digits = BigInt(`${minus}${whole}${decimals}`)
  const shift = Number(exponent) - decimals.length
  return shift < 0 ? { over: digits, under: 10n ** BigInt(-shift) } : { over: digits * 10n ** BigInt(shift), under: 1n }
}

export const sum = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
})

export const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under })

/** @param b other than zero */
export const divided = (a: Fraction, b: Fraction): Fraction =>
  b.over < 0n
    ? { over: -a.over * b.under, under: -a.under * b.over }
    : { over: a.over * b.under, under: a.under * b.over }

export const less = (a: Fraction, b: Fraction): Fraction => sum(a, { over: -b.over, under: b.under })

export const isBelow = (a: Fraction, b: Fraction): boolean => a.over * b.under < b.over * a.under

export const larger = (a: Fraction, b: Fraction): Fraction => (isBelow(a, b) ? b : a)

export const smaller = (a: Fraction, b: Fraction): Fraction => (isBelow(a, b) ? a : b)

/**
 * Rounded to so many decimals; what lies in the middle goes to the even neighbour, so that many of them add up.
 */
export function rounded({ over, under }: Fraction, decimals: number): number {
  const scale = 10n ** BigInt(decimals)
  const scaled = (over < 0n ? -over : over) * scale
  const [down, rest] = [scaled / under, scaled % under]
  const up = rest * 2n > under || (rest * 2n === under && down % 2n === 1n)
  const digits = (up ? down + 1n : down).toString().padStart(decimals + 1, '0')
  const value = Number(`${digits.slice(0, digits.length - decimals)}.${digits.slice(digits.length - decimals)}`)
  return over < 0n && value !== 0 ? -value : value
}
