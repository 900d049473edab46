import type { Snapshot } from '../client.js'
import type { Points } from '../index.js'

/** What a page shows until the client is ready: on the server, and on the first rendering in the browser. */
export const loading: Snapshot = {
  phase: 'loading',
  subject: null,
  revision: 0,
  status: { is: 'saved', storage: 'durable', connection: 'online', unsent: 0, parked: 0, nextTry: null },
}

export const noPoints: Points = { available: 0, pending: 0, held: 0, expiring: null, debt: 0, tier: null }
