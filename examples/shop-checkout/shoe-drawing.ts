import type { Product } from './catalogue.js'

const sole = 'M14 66h99c4 0 6 2 6 5s-2 5-6 5H20c-5 0-7-3-7-6Z'

/** One continuous line each, on a 132 by 88 grid. */
const lines: { readonly [shape in Product['shape']]: readonly string[] } = {
  low: [
    sole,
    'M14 66c-2-9-1-17 2-24 1-2 3-3 5-2 7 3 14 3 20-2 3-2 6-2 8 1 8 11 20 17 38 19 14 1 26 3 29 8',
    'M52 43l-6 6M59 50l-6 7M67 55l-5 7',
    'M16 52c8 0 14 4 17 14',
  ],
  mid: [
    sole,
    'M14 66c-1-14 0-27 1-38 0-2 2-4 4-4l20-1c2 0 4 2 4 4 1 8 5 14 12 19 8 5 18 9 32 11 14 2 25 4 29 9',
    'M43 32l-8 3M46 40l-8 4M52 46l-7 6M60 51l-6 7M69 55l-4 7',
    'M14 34c4 2 8 2 12 0',
    'M14 54c9 0 16 4 19 12',
  ],
  boot: [
    sole,
    'M14 66c-1-20-1-36 0-50 0-2 2-4 4-4l23-1c2 0 4 2 4 4 0 14 3 24 11 30 8 6 18 9 31 11 15 2 25 5 29 10',
    'M45 22l-9 2M46 30l-9 3M48 38l-9 4M53 44l-7 6M61 49l-6 7M70 53l-4 8',
    'M14 22c5 2 9 2 14 0',
    'M14 52c10 0 17 5 20 14M95 60c-3 1-5 3-6 6',
    'M30 76v4M46 76v4M62 76v4M78 76v4M94 76v4M108 76v4',
  ],
  sandal: [
    sole,
    'M16 66c-2-8-2-15 0-22 1-3 5-3 6 0 2 8 6 15 12 22',
    'M20 44c10 5 20 6 30 2 5-2 9 1 12 5 4 6 9 10 14 15',
    'M62 66c0-8 3-14 8-17 5-2 9 0 13 4 6 5 14 9 25 13',
  ],
  tin: [
    'M30 44c0-7 16-12 36-12s36 5 36 12-16 12-36 12-36-5-36-12Z',
    'M30 44v24c0 7 16 12 36 12s36-5 36-12V44',
    'M30 54c0 7 16 12 36 12s36-5 36-12',
    'M56 44c3-4 8-5 14-4-1 5-6 8-12 7M54 49l6-5',
  ],
}

export const shoeDrawing = (shape: Product['shape']): string =>
  `<svg class="shoe" viewBox="0 0 132 88" aria-hidden="true" focusable="false">${lines[shape]
    .map((d) => `<path d="${d}"/>`)
    .join('')}</svg>`
