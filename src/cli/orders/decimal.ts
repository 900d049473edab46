/** How many millionths one whole is: what is counted in, so that no price is ever a float. */
const million = 1_000_000

const [minus, point, zero] = [45, 46, 48]

const most = { whole: 9, places: 6 }

/**
 * A plain decimal in millionths: `2.55` is 2,550,000. Up to nine digits before the point and six behind it, so that
 * every result is an exact integer.
 *
 * @param from,to where it stands in `text`; cutting it out first would cost more than reading it
 * @returns `undefined` where there is no such number
 */
export function millionths(text: string, from = 0, to = text.length): number | undefined {
  const negative = text.charCodeAt(from) === minus
  const start = negative ? from + 1 : from
  let value = 0
  let pointAt = to
  for (let i = start; i < to; i++) {
    const code = text.charCodeAt(i)
    if (code === point && pointAt === to && i > start) pointAt = i
    else if (code >= zero && code <= zero + 9) value = value * 10 + code - zero
    else return undefined
  }
  const whole = pointAt - start
  const places = Math.max(to - pointAt - 1, 0)
  if (whole === 0 || whole > most.whole || places > most.places || pointAt === to - 1) return undefined
  const scaled = value * 10 ** (most.places - places)
  // Not by a minus sign: that would make -0 of nothing.
  return negative ? 0 - scaled : scaled
}

/** A quantity times a price, both in millionths, exactly: in millionths of millionths. */
export const product = (quantity: number, price: number): bigint => BigInt(quantity) * BigInt(price)

/** The whole units in a sum of products, rounded towards zero. */
export const wholeUnits = (sum: bigint): number => Number(sum / BigInt(million * million))
