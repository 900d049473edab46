import { EvenhandedError } from '../../core/error.js'
import type { Loaded, Lookup } from '../../ports/store.js'
import type { Desk } from '../desk.js'

/** Reads, in one round trip. Values come as they are stored, sealed: `loadOpened` opens them. */
export async function load(desk: Desk, lookups: readonly Lookup[]): Promise<readonly Loaded[]> {
  const loaded = await trying(() => desk.store.load(desk.tenant, lookups))
  if (loaded[0]) desk.time.heard(loaded[0].now)
  return loaded
}

/** What the database says of its failure is for the site's own log alone. */
export async function trying<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask()
  } catch (cause) {
    if (cause instanceof EvenhandedError) throw cause
    throw new EvenhandedError('store_failed', 'The store failed.', [], { cause })
  }
}
