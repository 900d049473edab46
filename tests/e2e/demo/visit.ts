import type { Watched } from './look-at.js'

/** Opens a page of the demo for somebody who was never there: 1280 px wide, and by the shortest way, unless said. */
export type Visit = (path: string, width?: number, address?: string) => Promise<Watched>
