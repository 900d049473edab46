import type { OpenStorage } from '../../ports/storage.js'
import { type Shelter, shelter, type Watching } from './shelter.js'

/** Where each person's things are kept on this device; `null` is nobody's place, and the door to the others. */
export type Places = (id: string | null) => Promise<Shelter>

/** @param name unique to the program */
export function createPlaces(open: OpenStorage, name: string, { trouble, lost }: Watching): Places {
  const troubles = new Map<string, string>()
  // One shelter per place: what it has in memory alone must be found again.
  const opened = new Map<string, Promise<Shelter>>()
  let isOver = false
  const openUnlessOver: OpenStorage = (...place) => {
    if (isOver) throw new DOMException('The page has ended.', 'InvalidStateError')
    return open(...place)
  }
  return (id) => {
    const full = id === null ? name : `${name}:${id}`
    const place =
      opened.get(full) ??
      shelter(openUnlessOver, full, {
        lost() {
          isOver = !lost()
          return !isOver
        },
        trouble(why) {
          if (why === undefined) troubles.delete(full)
          else troubles.set(full, why)
          trouble([...troubles.values()][0])
        },
      })
    opened.set(full, place)
    return place
  }
}
