import type { KeyRing, Store } from 'evenhanded/server'

type Suppression = Parameters<Store['suppress']>[1][number]

/**
 * A store that reads what is there and writes nothing: a step that would be stored counts as stored, and is gone. Exact
 * where each person's calls come in one step. Who would be suppressed is remembered, as lists may name them twice.
 */
export function withoutWriting(store: Store): Store {
  const suppressed = new Map<string, Suppression>()
  return {
    ...store,
    store: async (_, steps) => steps.map(() => 'stored'),
    // What a post would book, the decision books too.
    post: async (_, posts) => posts.map(() => 'decide'),
    async suppress(_, suppressions) {
      for (const one of suppressions) suppressed.set(one.hash, one)
    },
    async suppressed(tenant, hashes, now) {
      const kept = await store.suppressed(tenant, hashes, now)
      const here = hashes.filter((hash) => (suppressed.get(hash)?.until ?? now) > now)
      return [...new Set([...kept, ...here])]
    },
    migrate: async () => undefined,
  }
}

/** A key ring that keeps what it wraps for this run alone: one that is a folder would write files. */
export function withoutKeeping(ring: KeyRing): KeyRing {
  const made = new Map<string, Uint8Array>()
  return {
    async wrap(key) {
      const name = crypto.randomUUID()
      made.set(name, key)
      return name
    },
    unwrap: async (wrapped, subject) => made.get(wrapped) ?? ring.unwrap(wrapped, subject),
  }
}
