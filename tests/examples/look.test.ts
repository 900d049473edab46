import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('../../examples/look/tokens.css', import.meta.url), 'utf8')
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)')

type Colour = readonly [red: number, green: number, blue: number]

const hex = (text: string): Colour => [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16)) as never

const coloursOf = (block: string): ReadonlyMap<string, Colour> =>
  new Map(
    [...block.matchAll(/--eh-([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, hex(value)]),
  )

/** As `color-mix(in srgb, …)` computes it. */
const mix = (colour: Colour, share: number, ground: Colour): Colour =>
  colour.map((part, i) => part * share + (ground[i] ?? 0) * (1 - share)) as never

/** WCAG 2, relative luminance. */
const luminance = (colour: Colour): number => {
  const [red = 0, green = 0, blue = 0] = colour
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (a: Colour, b: Colour): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other)
  return (light + 0.05) / (dark + 0.05)
}

describe.each([
  ['light', coloursOf(light)],
  ['dark', coloursOf(dark)],
])('the look, %s', (_, colours) => {
  const get = (name: string): Colour => {
    const found = colours.get(name)
    if (!found) throw new Error(`there is no ${name}`)
    return found
  }
  const grounds: readonly (readonly [name: string, colour: Colour])[] = [
    ['paper', get('paper')],
    ['raised', get('raised')],
    ['give-tint', mix(get('give'), 0.08, get('raised'))],
    ['get-tint', mix(get('get'), 0.08, get('raised'))],
  ]

  it.each(['ink', 'soft', 'give', 'get', 'alert'])('writes in %s so that it can be read on every ground', (ink) => {
    for (const [name, ground] of grounds) expect(contrast(get(ink), ground), name).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['soft', 'give', 'get', 'alert'])('draws edges of controls in %s so that they can be seen', (edge) => {
    for (const [name, ground] of grounds) expect(contrast(get(edge), ground), name).toBeGreaterThanOrEqual(3)
  })

  it('mixes the tints as the test does', () => {
    for (const side of ['give', 'get'])
      expect(css).toContain(`--eh-${side}-tint: color-mix(in srgb, var(--eh-${side}) 8%, var(--eh-raised))`)
  })
})
