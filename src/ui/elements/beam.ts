import { make } from './make.js'

/** One side of a beam: how long it is, and the same in words; without a length where nobody knows it. */
export interface Side {
  readonly size: number | undefined
  readonly says: string
}

/** What is given and what is got, on one beam. */
export interface Sides {
  readonly give: Side
  readonly get: Side
}

/** Beams that are looked at together have one measure. */
export const longestOf = (beams: readonly Sides[]): number =>
  Math.max(0, ...beams.flatMap(({ give, get }) => [give.size ?? 0, get.size ?? 0]))

/** To the left, angular and clay, what somebody gives; to the right, round and moss, what they get. */
export const beam = ({ give, get }: Sides, longest: number): HTMLElement =>
  make('div', { class: 'beam' }, side('give', give, longest), side('get', get, longest))

function side(kind: 'give' | 'get', { size, says }: Side, longest: number): HTMLElement {
  const bar = make('span', { class: size === undefined ? 'bar bar-unknown' : 'bar' })
  // Through the object model: a page's policy may forbid styles in attributes.
  if (size !== undefined) bar.style.width = `${longest > 0 ? (size / longest) * 100 : 0}%`
  // Nothing is drawn of nothing.
  bar.hidden = size === 0
  return make('div', { class: kind }, make('span', { class: 'words' }, says), make('span', { class: 'rail' }, bar))
}
