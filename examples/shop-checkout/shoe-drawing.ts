import type { Product } from './catalogue.js'

const sole = 'M14 66h99c4 0 6 2 6 5s-2 5-6 5H20c-5 0-7-3-7-6Z'
const lugs = 'M28 76v4M42 76v4M56 76v4M70 76v4M84 76v4M98 76v4M110 76v4'

interface Lines {
  /** What the material fills. */
  readonly body: string
  readonly seams: readonly string[]
}

/** Few lines each, on a 132 by 88 grid. */
const lines: { readonly [shape in Product['shape']]: Lines } = {
  low: {
    body: 'M14 66c-2-9-1-17 2-24 1-2 3-3 5-2 7 3 14 3 20-2 3-2 6-2 8 1 8 11 20 17 38 19 14 1 26 3 29 8',
    seams: ['M52 43l-6 6M59 50l-6 7M67 55l-5 7', 'M16 52c8 0 14 4 17 14'],
  },
  mid: {
    body: 'M14 66c-1-14 0-27 1-38 0-2 2-4 4-4l20-1c2 0 4 2 4 4 1 8 5 14 12 19 8 5 18 9 32 11 14 2 25 4 29 9',
    seams: ['M43 32l-8 3M46 40l-8 4M52 46l-7 6M60 51l-6 7M69 55l-4 7', 'M14 34c4 2 8 2 12 0', 'M14 54c9 0 16 4 19 12'],
  },
  boot: {
    body: 'M14 66c-1-20-1-36 0-50 0-2 2-4 4-4l23-1c2 0 4 2 4 4 0 14 3 24 11 30 8 6 18 9 31 11 15 2 25 5 29 10',
    seams: [
      'M45 22l-9 2M46 30l-9 3M48 38l-9 4M53 44l-7 6M61 49l-6 7M70 53l-4 8',
      'M14 22c5 2 9 2 14 0',
      'M14 52c10 0 17 5 20 14M95 60c-3 1-5 3-6 6',
    ],
  },
  sandal: {
    body: 'M64 66c1-9 5-15 11-17 7-2 13 3 18 8 4 4 9 7 15 9Z',
    seams: [
      'M15 66c-3-9-3-19 0-28 1-3 5-3 7-1 2 10 6 20 13 29',
      'M21 47c12 3 24 2 36-5 3-2 6-1 7 2l3 7',
      'M79 49l-8 17M92 56l-5 10',
    ],
  },
  tin: {
    body: 'M30 40c0-7 16-12 36-12s36 5 36 12v28c0 7-16 12-36 12s-36-5-36-12Z',
    seams: [
      'M30 40c0 7 16 12 36 12s36-5 36-12',
      'M30 48c0 7 16 12 36 12s36-5 36-12',
      'M56 41c3-4 8-5 14-4-1 5-6 8-12 7M53 46l7-7',
    ],
  },
}

/** Leather is the darkest, what keeps the wet out lies between; soles for rock have lugs. */
export function shoeDrawing({ shape, leather, terrain, weather }: Product): string {
  const material = leather ? 'leather' : weather.includes('wet') ? 'sealed' : 'light'
  const { body, seams } = lines[shape]
  const under = shape === 'tin' ? [] : terrain.includes('alpine') ? [sole, lugs] : [sole]
  return `<svg class="shoe" viewBox="0 0 132 88" aria-hidden="true" focusable="false"><path class="shoe-${material}" d="${body}"/>${[
    ...seams,
    ...under,
  ]
    .map((d) => `<path d="${d}"/>`)
    .join('')}</svg>`
}
