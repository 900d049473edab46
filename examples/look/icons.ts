/** Line icons on a 24 by 24 grid, drawn for this project: the four principles and a few plain signs. */
export const icons = {
  /** An open hand, something above it. */
  receive: [
    'M3 14.5c2.2-1.4 4-1.6 5.6-.6l2 1.2h3.1a1.4 1.4 0 0 1 0 2.8H10',
    'M13.9 16l4.9-2.6a1.5 1.5 0 0 1 1.5 2.6l-5.6 3.6c-1 .6-2.2.7-3.3.3L7 18.6l-4 1.2',
    'M12 3.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z',
  ],
  /** Two sliders. */
  choose: [
    'M3 8h5',
    'M13 8h8',
    'M10.5 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z',
    'M3 16h9',
    'M17 16h4',
    'M14.5 13.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z',
  ],
  /** Two arrows. */
  exchange: ['M4 8.5h15', 'M15.5 5l3.5 3.5-3.5 3.5', 'M20 16H5', 'M8.5 12.5 5 16l3.5 3.5'],
  /** A coin that becomes a leaf. */
  convert: [
    'M8 5a5 5 0 1 0 0 10A5 5 0 0 0 8 5Z',
    'M8 8v4',
    'M11 20c-.6-5.5 2.6-9.5 10-10 .4 6.6-3.2 10.4-9.3 9',
    'M11 20c1.5-3.2 3.5-5 6-6.3',
  ],
} as const

export type IconName = keyof typeof icons

/** The sign of the house: a square and a disc on one beam, on a 40 by 24 grid. */
export const mark = `<svg viewBox="0 0 40 24" aria-hidden="true" focusable="false">
<rect x="5" y="5" width="9" height="9" fill="var(--eh-give)"/>
<circle cx="30.5" cy="9.5" r="4.8" fill="var(--eh-get)"/>
<path d="M2 16h36M20 16l4.5 6h-9Z" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"/>
</svg>`

/** An icon as markup, for pages without a framework. */
export const icon = (name: IconName): string =>
  `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${icons[name]
    .map((d) => `<path d="${d}"/>`)
    .join('')}</svg>`
