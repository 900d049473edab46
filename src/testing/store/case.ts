import { EvenhandedError } from '../../core/error.js'
import type { Store } from '../../ports/store.js'

/** What the laws are written with: where they go, and the store that all of them share. */
export interface Case {
  law(name: string, check: () => Promise<void>): void
  readonly store: () => Promise<Store>
}

/** The order of names is no difference, nor is what JSON cannot tell: prototypes, `undefined`. */
export function same(found: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(found, inOrder), JSON.stringify(wanted, inOrder)]
  if (one !== other) throw new EvenhandedError('contract_broken', `${one} was found where ${other} was wanted`)
}

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value
