import type { Contents } from './contents.js'
import { scorer } from './scorer.js'
import type { ModelJson, TrainedModel } from './trained-model.js'

/** The model of bytes that were read. */
export function modelFrom(bytes: Uint8Array<ArrayBuffer>, contents: Contents): TrainedModel {
  const { facts, checksum, items } = contents
  return {
    ...facts,
    checksum,
    items,
    bytes: () => bytes.slice(),
    toJson: () => toJson(contents),
    similar: scorer(contents),
  }
}

function toJson({ facts, checksum, items, starts, targets, weights, unit }: Contents): ModelJson {
  const goesWith = (row: number) =>
    Array.from(targets.subarray(starts[row], starts[row + 1]), (target, nth) => ({
      item: items[target] as string,
      weight: (weights[(starts[row] as number) + nth] as number) * unit,
    })).sort((a, b) => b.weight - a.weight)
  return { ...facts, checksum, items: items.map((item, row) => ({ item, goesWith: goesWith(row) })) }
}
