interface Hashed {
  readonly hash: string
}

/** A place in what was expected, and the same in what was found. */
export type Pair = readonly [expected: number, found: number]

/**
 * The most of two lists that is in the same order in both. Hashes seldom come twice, so this is the longest rising run
 * of places, in n log n.
 */
export function inStep(expected: readonly Hashed[], found: readonly Hashed[]): readonly Pair[] {
  const places = new Map<string, number>()
  for (const [n, { hash }] of expected.entries()) if (!places.has(hash)) places.set(hash, n)
  const pairs = found.flatMap(({ hash }, n): Pair[] => {
    const place = places.get(hash)
    return place === undefined ? [] : [[place, n]]
  })
  return longestRise(pairs)
}

/** By piles, as in patience: `tops[k]` is the pair that ends the lowest rise of k + 1 pairs. */
function longestRise(pairs: readonly Pair[]): readonly Pair[] {
  const tops: number[] = []
  const before: number[] = []
  for (const [n, [place]] of pairs.entries()) {
    const pile = pileFor(place, tops, pairs)
    before.push(pile === 0 ? -1 : (tops[pile - 1] as number))
    tops[pile] = n
  }
  const rise: Pair[] = []
  for (let n = tops.at(-1) ?? -1; n >= 0; n = before[n] as number) rise.push(pairs[n] as Pair)
  return rise.reverse()
}

function pileFor(place: number, tops: readonly number[], pairs: readonly Pair[]): number {
  let [low, high] = [0, tops.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pairs[tops[middle] as number] as Pair)[0] < place) low = middle + 1
    else high = middle
  }
  return low
}
