import type { Lookup, Step, Store } from '../../../src/ports/store.js'

/** A real store whose round trips can be counted, and what went through it read. */
export function watched(store: Store) {
  const seen = { loads: [] as (readonly Lookup[])[], steps: [] as Step[], stores: 0 }
  const watching: Store = {
    ...store,
    load(tenant, lookups) {
      seen.loads.push(lookups)
      return store.load(tenant, lookups)
    },
    store(tenant, steps) {
      seen.stores++
      seen.steps.push(...steps)
      return store.store(tenant, steps)
    },
  }
  return { store: watching, seen }
}
