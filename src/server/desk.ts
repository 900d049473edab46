import type { Plan } from '../core/program/plan.js'
import type { Clock } from '../ports/clock.js'
import type { Store } from '../ports/store.js'
import type { Secrets } from './secrets/secrets.js'
import type { StoreTime } from './store-time.js'

/** Bounds against what is too much. */
export interface Limits {
  /** Of a request's body, in bytes; 256 KiB unless said. */
  readonly bytes: number
  /** Commands of one request; 200 unless said. */
  readonly commands: number
  /** Of one answer as JSON, in UTF-16 units; 100,000 unless said. */
  readonly value: number
}

export const usual: Limits = { bytes: 262_144, commands: 200, value: 100_000 }

/** What every part of the server works with. */
export interface Desk {
  readonly plan: Plan
  readonly store: Store
  readonly tenant: string
  readonly secrets: Secrets
  readonly limits: Limits
  /** Instead of the store's own clock; for tests. */
  readonly clock: Clock | undefined
  readonly time: StoreTime
  /** The subjects of logins that were found lately, where another id than the login's own would make. */
  readonly found: Map<string, string>
  readonly authenticate: Authenticate | undefined
  /** By which keys each partner is known. */
  readonly partners: { readonly [partner: string]: { readonly keys: readonly string[] } | undefined }
  readonly trustProxy: boolean
  /** Told of what failed inside, since no reply says it. */
  readonly onError: (error: unknown) => void
}

/**
 * The site's own login: who sent this request, by the site's own id of the person, or `null` where nobody is signed
 * in. An id that is empty or no text fails the request (`bad_login`).
 */
export type Authenticate = (
  request: Request,
) => { readonly id: string } | null | Promise<{ readonly id: string } | null>
