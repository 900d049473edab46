import type { Held } from './held.js'
import { type Leaving, outboxKey, readPlace, type Who } from './home.js'

/** What becomes of what the server has not heard of somebody who leaves. */
export type Unsent = Leaving['unsent']

/**
 * Clears away what who was here before leaves: nothing of it is for whoever comes, and a database that is named after
 * somebody says already that they were here.
 *
 * @returns who is here, once nothing is left to clear
 */
export async function cleared(held: Held, { after, ...who }: Who): Promise<Who> {
  if (!after) return who
  if (after.id !== null && after.id !== who.id) await clearPlace(held, after.id, after.unsent)
  const isBehind = await clearDoor(held, who, after.unsent)
  // In a session of their own, which has to end as well.
  const now = { ...who, ending: who.ending || (isBehind && who.id === null) }
  await held.door.setMany([['who', now]])
  return now
}

async function clearPlace({ opened }: Held, id: string, unsent: Unsent): Promise<void> {
  const place = await opened(id)
  const found = await place.entries()
  const isKept = (key: string) => unsent === 'send' && key.startsWith(outboxKey)
  // What cannot be read now may hold something unsent.
  const keys = [...(found?.keys() ?? [outboxKey, 'home', 'local'])]
  if (keys.some(isKept)) await place.delMany(keys.filter((key) => !isKept(key)))
  else await place.destroy()
}

/** What was said as nobody has no owner who could come back: it stays for the server alone. */
async function clearDoor({ door, clock, newId }: Held, who: Who, unsent: Unsent): Promise<boolean> {
  const leftBy = newId()
  const { outbox = [], behind = [] } = (await readPlace(door, clock())) ?? {}
  const kept = unsent === 'send' ? outbox : []
  await door.setMany(kept.map(({ key, ...entry }) => [key, { ...entry, leftBy }]))
  const stays = new Set(['who', ...[...kept, ...behind].map(({ key }) => key)])
  const keys = [...((await door.entries())?.keys() ?? [])]
  // The preferences of nobody wait for nobody.
  if (who.id === null) await door.delMany(keys.filter((key) => !stays.has(key)))
  return stays.size > 1
}
