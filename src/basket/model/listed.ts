/** A list of items as places in the model. */
export interface Listed {
  /** 1 at each place that is in the list. */
  readonly mask: Uint8Array
  /** Each place once, the most bought first. Worked out when it is asked for: few baskets need it. */
  readonly places: () => readonly number[]
}

/**
 * Remembers lists as long as whoever gave them does. A list that was changed meanwhile is looked up anew: comparing is
 * quick, and a wrong suggestion is not to be had for speed.
 */
export function remembering(placeOf: ReadonlyMap<unknown, number>): (list: readonly unknown[]) => Listed {
  const remembered = new WeakMap<readonly unknown[], Listed & { readonly copy: readonly unknown[] }>()
  return (list) => {
    const before = remembered.get(list)
    if (before && isSame(before.copy, list)) return before
    const mask = new Uint8Array(placeOf.size)
    for (let at = 0; at < list.length; at++) {
      const place = placeOf.get(list[at])
      if (place !== undefined) mask[place] = 1
    }
    let places: readonly number[] | undefined
    const listed = {
      mask,
      places() {
        places ??= placesOf(mask)
        return places
      },
      copy: list.slice(),
    }
    remembered.set(list, listed)
    return listed
  }
}

function isSame(copy: readonly unknown[], list: readonly unknown[]): boolean {
  if (copy.length !== list.length) return false
  for (let at = 0; at < copy.length; at++) if (copy[at] !== list[at]) return false
  return true
}

function placesOf(mask: Uint8Array): readonly number[] {
  const places: number[] = []
  for (let place = 0; place < mask.length; place++) if (mask[place]) places.push(place)
  return places
}
