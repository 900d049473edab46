/**
 * Keeps the best of what it is offered, at most `most` of it. The worst kept lies on top, so that most of what comes is
 * done with after one comparison; equal sums stand by their places, that is, by popularity.
 */
export interface BestPlaces {
  /** How many are kept; `places` holds them, in no order before `sort`. */
  readonly count: number
  readonly places: Uint32Array
  begin(most: number): void
  /** @returns the sum below which nothing is kept from now on */
  offer(place: number): number
  /** The best first. */
  sort(): void
  /** Leaves nothing of what was kept. */
  forget(): void
}

/** @param sums by place: higher is better */
export function bestPlaces(sums: Float64Array): BestPlaces {
  const heap = new Uint32Array(sums.length)
  let most = 0
  let count = 0

  function isWorse(a: number, b: number): boolean {
    const sumA = sums[a] as number
    const sumB = sums[b] as number
    return sumA < sumB || (sumA === sumB && a > b)
  }

  function sink(place: number, end: number): void {
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= end) break
      if (child + 1 < end && isWorse(heap[child + 1] as number, heap[child] as number)) child++
      if (!isWorse(heap[child] as number, place)) break
      heap[at] = heap[child] as number
      at = child
    }
    heap[at] = place
  }

  function rise(place: number): void {
    let at = count++
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!isWorse(place, heap[parent] as number)) break
      heap[at] = heap[parent] as number
      at = parent
    }
    heap[at] = place
  }

  return {
    places: heap,
    get count() {
      return count
    },
    begin(wanted) {
      most = wanted
      count = 0
    },
    offer(place) {
      if (count < most) rise(place)
      else if (most > 0 && isWorse(heap[0] as number, place)) sink(place, count)
      return count < most || most === 0 ? 0 : (sums[heap[0] as number] as number)
    },
    sort() {
      for (let end = count - 1; end > 0; end--) {
        const worst = heap[0] as number
        sink(heap[end] as number, end)
        heap[end] = worst
      }
    },
    forget() {
      heap.fill(0, 0, count)
      count = 0
    },
  }
}
