import type { SignedCoupon } from '../../core/points/signed-coupon.js'
import type { Clock } from '../../ports/clock.js'
import { newMark } from './new-mark.js'
import type { Place } from './place.js'
import { codesOf, freeOn, givesUp, handRow, heldBy } from './shelf.js'

/** How codes leave a stock, each once. */
export interface HandingOut {
  take(offer: string, coupon: string): Promise<SignedCoupon | null>
  giveUp(batch: string): Promise<readonly string[]>
}

/** So often somebody tries who has laid a hand on a code together with another tab. */
const mostTries = 8

/**
 * A code is written off before it leaves, and what was written is read again: of two tabs that laid a hand on the same
 * code none gets it, and both try another. So it holds also where nothing keeps tabs apart, and where a tab that was
 * frozen in the middle goes on later. What is given up has one hand on it whoever gave it up, which never lets go: it can
 * be asked for again, and a code that somebody is letting go of meanwhile comes with the next answer.
 */
export function createHandingOut(place: Place, clock: Clock): HandingOut {
  // Whose hand it is: another one for each page that is opened.
  const hand = newMark()

  /**
   * Whoever reads its own hand alone on a code was the first: everybody after it reads both.
   *
   * @returns those of which this was the first; `undefined` where that can't be known
   */
  async function lay(codes: readonly string[]): Promise<ReadonlySet<string> | undefined> {
    const rows = codes.map((code) => handRow(hand, code))
    if (!(await place.write((storage) => storage.setMany(rows)))) return undefined
    const shelf = await place.look()
    if (!shelf) return undefined
    const first = heldBy(shelf, hand, codes)
    const others = codes.filter((code) => !first.has(code)).map((code) => handRow(hand, code)[0])
    if (others.length > 0) await place.write((storage) => storage.delMany(others))
    return first
  }

  return {
    async take(offer, coupon) {
      for (let tries = 0; tries < mostTries; tries++) {
        const shelf = await place.look()
        if (!shelf) return null
        const free = freeOn(shelf, offer, coupon, clock())
        // Who has stumbled over a code together does not stumble over the next together.
        const chosen = free[tries === 0 ? 0 : Math.floor(Math.random() * free.length)]
        if (!chosen && tries === 0) return null
        const first = await lay(chosen ? [chosen.code] : [])
        if (!first) return null
        if (chosen && first.size > 0) return chosen
        await pause(2 ** tries * Math.random())
      }
      return null
    },
    async giveUp(id) {
      const shelf = await place.look()
      const batch = shelf?.batches.find((one) => one.id === id)
      if (!shelf || !batch) return []
      const codes = codesOf(batch)
      const rows = codes.filter((code) => !shelf.hands.has(code)).map((code) => handRow(givesUp, code))
      if (rows.length > 0 && !(await place.write((storage) => storage.setMany(rows)))) return []
      const after = rows.length > 0 ? await place.look() : shelf
      return after ? [...heldBy(after, givesUp, codes)] : []
    },
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
