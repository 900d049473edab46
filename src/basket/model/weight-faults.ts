import type { Issue } from '../../core/error.js'
import { most16 } from './layout.js'
import type { Weights } from './weights.js'

/** What is wrong with weights from outside; the first fault of each kind. */
export function weightFaults({ items, rows, starts, targets, weights }: Weights): readonly Issue[] {
  const faults: Issue[] = []
  const fault = (path: string, message: string, remedy: string): void => {
    faults.push({ code: 'invalid_weights', path, message, remedy })
  }
  const known = new Set(items)
  if (items.length !== rows) fault('rows', `There are ${items.length} items and ${rows} rows.`, 'Give one row an item.')
  if (known.size !== items.length) fault('items', 'An item stands there twice.', 'Name each item once.')
  if (!rises(starts, rows, targets.length) || weights.length !== targets.length)
    fault('starts', 'The starts do not fit the targets and weights.', 'Give rows + 1 starts from 0 to their length.')
  else if (!differ(starts, targets, rows))
    fault('targets', 'A row names a place twice, or one that no item has.', 'Give places in items, each once a row.')
  if (!weights.every((weight) => weight >= 0 && weight < Number.POSITIVE_INFINITY))
    fault('weights', 'A weight is below zero, or no number.', 'Keep the weights above zero alone.')
  return faults
}

const rises = (starts: Uint32Array, rows: number, length: number): boolean =>
  starts.length === rows + 1 &&
  starts[0] === 0 &&
  starts[rows] === length &&
  starts.every((start, row) => row === 0 || within(start - (starts[row - 1] as number)))

const within = (count: number): boolean => count >= 0 && count <= most16

function differ(starts: Uint32Array, targets: Uint32Array, rows: number): boolean {
  const lastSeen = new Uint32Array(rows)
  for (let row = 0; row < rows; row++)
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at++) {
      const target = targets[at] as number
      if (target >= rows || lastSeen[target] === row + 1) return false
      lastSeen[target] = row + 1
    }
  return true
}
