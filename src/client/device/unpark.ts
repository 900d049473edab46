import type { Held } from './held.js'
import { type Parked, parkedKey } from './parked.js'
import { reread } from './rereading.js'
import { tell } from './telling.js'

/** Takes a refused command off the list: somebody has seen to it. */
export async function unpark(held: Held, id: string): Promise<Parked | undefined> {
  await reread(held)
  const { parked } = held.board.get()
  const found = parked.find(({ command }) => command.id === id)
  if (!found) return undefined
  await held.place.delMany([parkedKey + id])
  held.board.set({ parked: parked.filter((one) => one !== found) })
  tell(held)
  return found
}
