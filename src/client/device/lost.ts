import type { Held } from './held.js'
import { isSamePerson, type Who, whoIn } from './home.js'
import { parkedEntry } from './parked.js'

/**
 * Who is here by what storage holds, `undefined` where it cannot be read now. Where something was deleted from outside,
 * as by "clear site data", who is here and what the server has said or has yet to hear is written back first. What this
 * device alone knew is gone then, as was wished.
 */
export async function whoIsHere(held: Held): Promise<Who | undefined> {
  const wasLost = held.isLost
  held.isLost = false
  const found = await held.door.entries()
  if (!found) {
    held.isLost ||= wasLost
    return undefined
  }
  const { after: _, ...who } = found.has('who') ? whoIn(found.get('who')) : held.who
  if (!isSamePerson(who, held.who)) return who
  if (wasLost) await restore(held)
  // It may have been found out just now, by looking.
  return held.isLost ? whoIsHere(held) : who
}

async function restore({ who, door, place, home, entries, behind, board }: Held): Promise<void> {
  await door.setMany([['who', who], ...behind.map(({ key, ...kept }) => [key, kept] as const)])
  await place.setMany([
    ...(home ? [['home', home] as const] : []),
    ...entries.map(({ key, ...kept }) => [key, kept] as const),
    ...board.get().parked.map(parkedEntry),
  ])
}
