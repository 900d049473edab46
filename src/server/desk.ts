import type { Plan } from '../core/program/plan.js'
import type { BasketModel } from '../ports/basket-model.js'
import type { Clock } from '../ports/clock.js'
import type { Erasures } from '../ports/erasures.js'
import type { Step, Store } from '../ports/store.js'
import type { SignedCheckpoints } from './chain/signed-checkpoint.js'
import type { Confirming } from './confirm/confirming.js'
import type { Secrets } from './secrets/secrets.js'
import type { StoreTime } from './store-time.js'
import type { Uses } from './uses/uses.js'
import type { Vault } from './vault/vault.js'

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
  /** The program as other pages have it: in other languages, and earlier versions that were loaded before a rollout. */
  readonly others: readonly Plan[]
  readonly store: Store
  readonly tenant: string
  readonly secrets: Secrets
  /** Seals what is personal. */
  readonly vault: Vault
  /** Where it is told who was erased, out of the reach of backups. */
  readonly erasures: Erasures | undefined
  /** What signs the chain, and where that is kept. */
  readonly checkpoints: SignedCheckpoints | undefined
  readonly limits: Limits
  /** Instead of the store's own clock; for tests. */
  readonly clock: Clock | undefined
  readonly time: StoreTime
  /** The subjects of logins that were found lately, where another id than the login's own would make. */
  readonly found: Map<string, string>
  readonly authenticate: Authenticate | undefined
  /** How long ago a login may be, where that is known, for what an impostor must not have; milliseconds. */
  readonly freshWithin: number
  /** How long it is kept what was read for which decision, milliseconds. */
  readonly keepUses: number
  /** How long it is kept of signed coupons that are over which were handed in, milliseconds. */
  readonly keepCoupons: number
  /** What goes together, by the program's models. */
  readonly models: { readonly [model: string]: BasketModel | undefined }
  /** What was read for which decision. */
  readonly uses: Uses
  /** By which keys each partner is known. */
  readonly partners: { readonly [partner: string]: { readonly keys: readonly string[] } | undefined }
  readonly trustProxy: boolean
  /** How messages are sent to whoever has something to confirm. */
  readonly confirming: Confirming | undefined
  /** Told of what was stored, to do what need not hold up the reply. */
  readonly stored: (steps: readonly Step[]) => void
  /** Since when opt-out signals have been honoured as they are. */
  readonly gpcUpdated: string | undefined
  /** Told of what failed inside, since no reply says it. */
  readonly onError: (error: unknown) => void
}

/** Who is signed in at the site. */
export interface SignedIn {
  /** The site's own id of the person. */
  readonly id: string
  /**
   * When they last proved it, as by their password; epoch milliseconds. Where it is said, everything that is known is
   * shown, and everything erased, only to who did so lately (`freshWithin`).
   */
  readonly at?: number
}

/**
 * The site's own login: who sent this request, or `null` where nobody is signed in. An id that is empty or no text, and
 * an instant that is no number, fail the request (`bad_login`).
 */
export type Authenticate = (request: Request) => SignedIn | null | Promise<SignedIn | null>

/** The program that a page has. */
export interface PageProgram {
  readonly id: string
  readonly version: number
  readonly language?: string | undefined
}

/**
 * The desk as it works by the program that a page has; `undefined` where its version is none in force. A language that
 * is not known here can't agree to anything (`wrong_notice`), and can leave as any other.
 */
export function deskOf(desk: Desk, page: PageProgram): Desk | undefined {
  const ofVersion = [desk.plan, ...desk.others].filter(
    ({ program: { id, version } }) => id === page.id && version === page.version,
  )
  const plan = ofVersion.find(({ program }) => (program.language ?? 'en') === page.language) ?? ofVersion[0]
  return plan && { ...desk, plan }
}
