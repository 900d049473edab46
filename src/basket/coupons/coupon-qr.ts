import { encode } from 'uqr'
import { EvenhandedError } from '../../core/error.js'

/** A code to be read by a camera. */
export interface CouponQr {
  /** A picture for a page: black on white, with its quiet edge, as large as it is given room. */
  readonly svg: string
  /** Lines of `█`, `▀`, `▄` and spaces for a printer of text, black on white paper; two dots high each. */
  readonly rows: readonly string[]
}

/** How a QR code is drawn. */
export interface QrOptions {
  /** What the picture is called for who does not see it: the code itself unless said. */
  readonly title?: string
  /** How much of it may be lost: `L` 7 %, `M` 15 % (unless said), `Q` 25 %, `H` 30 %. */
  readonly correction?: 'L' | 'M' | 'Q' | 'H'
  /** The quiet edge of the rows in dots; 2 unless said, since paper goes on beside it. The picture has the norm's 4. */
  readonly edge?: number
}

/**
 * A coupon's code as a QR code (ISO/IEC 18004). A code of 24 characters has 25 by 25 dots: with its edge the rows have 29
 * columns, and fit on paper of 58 mm.
 *
 * @throws EvenhandedError `too_long` for what no QR code can hold
 *
 * @example
 * const { svg, rows } = couponQr('4T0B9QXR7K2MV3ZD8HFN5CW1')
 * const image = new Image()
 * image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`
 * console.log(rows.join('\n'))
 */
export function couponQr(text: string, { title = text, correction = 'M', edge = 2 }: QrOptions = {}): CouponQr {
  const dots = dotsOf(text, correction)
  return { svg: svgOf(dots, title), rows: rowsOf(dots, edge) }
}

type Dots = readonly (readonly boolean[])[]

function dotsOf(text: string, ecc: 'L' | 'M' | 'Q' | 'H'): Dots {
  try {
    return encode(text, { ecc, border: 0 }).data
  } catch (cause) {
    throw new EvenhandedError('too_long', 'This text is too long for a QR code.', [], { cause })
  }
}

const quiet = 4

/** One path of runs: no dot is drawn by itself, and no seam shows between them. */
function svgOf(dots: Dots, title: string): string {
  const size = dots.length + 2 * quiet
  const runs = dots.flatMap((row, y) =>
    [
      ...row
        .map((dot) => (dot ? 'x' : ' '))
        .join('')
        .matchAll(/x+/g),
    ].map(({ index, 0: { length } }) => `M${index + quiet} ${y + quiet}h${length}v1h-${length}z`),
  )
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" shape-rendering="crispEdges">` +
    `<title>${escaped(title)}</title><rect width="${size}" height="${size}" fill="#fff"/><path d="${runs.join('')}"/></svg>`
  )
}

function rowsOf(dots: Dots, edge: number): readonly string[] {
  const size = dots.length + 2 * edge
  const isDark = (x: number, y: number) => dots[y - edge]?.[x - edge] === true
  const half = (x: number, y: number) => ' ▄▀█'[(isDark(x, y) ? 2 : 0) + (isDark(x, y + 1) ? 1 : 0)]
  return Array.from({ length: Math.ceil(size / 2) }, (_, row) =>
    Array.from({ length: size }, (_, x) => half(x, 2 * row)).join(''),
  )
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`).replace(/\p{Cc}/gu, ' ')
