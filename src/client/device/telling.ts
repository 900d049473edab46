import type { News } from '../browser/tabs.js'
import type { Settled } from '../settled.js'
import type { Held } from './held.js'

/** Tells the other tabs what was written, by its marks: new with each writing. */
export const tell = (held: Held, answers: readonly Settled[] = [], wrote = [held.newId()]): void =>
  held.tell({ who: held.who.id, wrote, answers })

/** Whether there is nothing to read in it. */
export const isHad = ({ who, home, localStamp, entries }: Held, news: News): boolean => {
  const marks = new Set([home?.stamp, localStamp, ...entries.map(({ key }) => key)])
  return news.who === who.id && news.wrote.every((mark) => marks.has(mark))
}
