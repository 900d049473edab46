import { couponQr } from 'evenhanded/basket'
import fc from 'fast-check'
import jsqr from 'jsqr'
import { describe, expect, it } from 'vitest'
import { codeOf } from './batch.js'

type Picture = readonly (readonly boolean[])[]

/** What a camera would make of black dots on white, by a decoder that is none of ours. */
function read(dots: Picture, scale = 4): string | undefined {
  const [height, width] = [dots.length * scale, (dots[0]?.length ?? 0) * scale]
  const pixels = new Uint8ClampedArray(height * width * 4).fill(255)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (dots[Math.floor(y / scale)]?.[Math.floor(x / scale)])
        pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
  return jsqr.default(pixels, width, height)?.data
}

function ofSvg(svg: string): Picture {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const dots = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    dots[Number(y)]?.fill(true, Number(x), Number(x) + Number(length))
  return dots
}

/** Printed on white paper, which goes on all around. */
const ofRows = (rows: readonly string[]): Picture => {
  const inked = rows.flatMap((row) => [
    [...row].map((half) => '█▀'.includes(half)),
    [...row].map((half) => '█▄'.includes(half)),
  ])
  const empty = Array<boolean>((inked[0]?.length ?? 0) + 8).fill(false)
  const edge = Array<boolean>(4).fill(false)
  return [...Array(4).fill(empty), ...inked.map((row) => [...edge, ...row, ...edge]), ...Array(4).fill(empty)]
}

describe('a QR code', () => {
  it('of a coupon is read again, from the picture and from paper', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const code = codeOf(text)
        const { svg, rows } = couponQr(code)
        expect(read(ofSvg(svg))).toBe(code)
        expect(read(ofRows(rows))).toBe(code)
      }),
      { numRuns: 20 },
    )
  })

  it('is read through a stain, as far as its correction goes', () => {
    const code = codeOf('stained')
    const isStained = (x: number, y: number) => x >= 14 && x < 21 && y >= 14 && y < 19
    const readOf = (correction: 'L' | 'H') =>
      read(ofSvg(couponQr(code, { correction }).svg).map((row, y) => row.map((dot, x) => dot || isStained(x, y))))
    expect(readOf('H')).toBe(code)
    expect(readOf('L')).not.toBe(code)
  })

  it('fits on paper of 32 columns', () => {
    const { rows } = couponQr(codeOf('one'))
    for (const row of rows) expect(row).toHaveLength(29)
    expect(couponQr(codeOf('one'), { edge: 0 }).rows[0]).toMatch(/^█▀▀▀▀▀█ .*█▀▀▀▀▀█$/)
  })

  it('is a picture with a name, and no door for markup', () => {
    expect(couponQr('ABCD').svg).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 29 29" role="img"[^>]*><title>ABCD<\/title>/,
    )
    const { svg } = couponQr('ABCD', { title: '</title><script>"\u0000&' })
    expect(svg).not.toMatch(/<script|\p{Cc}|&(?!#\d+;)/u)
  })

  it('of what none can hold is refused', () => {
    expect(() => couponQr('x'.repeat(5_000))).toThrow(expect.objectContaining({ code: 'too_long' }))
  })
})
