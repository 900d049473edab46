import { modelOf, type TrainedModel } from 'evenhanded/basket'

/** A model of some three thousand items, and baskets of twenty that it knows. */
export interface Asked {
  readonly model: TrainedModel
  readonly baskets: readonly (readonly string[])[]
}

const neighbours = 10

/** Numbers from 0 to 1 that are the same each time (Park and Miller's generator). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** A catalogue that nobody has: few items are bought often, and what goes with an item is bought often, too. */
export function madeUp(items: number, lines: number, count: number): Asked {
  const next = seeded(7)
  const place = (): number => Math.floor(items * next() ** 2)
  const several = (many: number): readonly number[] => {
    const places = new Set<number>()
    while (places.size < many) places.add(place())
    return [...places]
  }
  const ids = Array.from({ length: items }, (_, n) => String(10_000 + n))
  const targets = ids.flatMap((_, row) =>
    several(neighbours + 1)
      .filter((target) => target !== row)
      .slice(0, neighbours),
  )
  const model = modelOf(
    {
      ...{ items: ids, rows: items, starts: Uint32Array.from({ length: items + 1 }, (_, row) => row * neighbours) },
      ...{ targets: Uint32Array.from(targets), weights: Float32Array.from(targets, () => 0.01 + 0.4 * next() ** 3) },
    },
    { program: 'bench', name: 'goesWith', date: '2026-11-22', method: 'ease', minMembers: 5 },
  )
  return { model, baskets: Array.from({ length: count }, () => several(lines).map((at) => ids[at] as string)) }
}
