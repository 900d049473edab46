import type { Names } from '../../core/program/program.js'
import type { BackendAnswer, BackendCall, By } from './backend-call.js'
import type { ForThem } from './backend-exits.js'

/** Where somebody met an offer, and who wrote it down; the call's key. */
export interface SeenAt<N extends Names = Names> extends ForThem {
  /** The limits of its channel count it. */
  readonly touchpoint: N['touchpoints']
}

/**
 * What staff and tills tell of an offer that they made, so that nobody is approached more often than the program says,
 * whoever approaches them. Refusals: `no_subject` (to be shown something is no reason to become known), `erased`,
 * `unknown_offer`, `unknown_touchpoint`. A complaint is a request: `server.requests.open({ kind: 'complaint', … })`.
 */
export interface BackendContact<N extends Names = Names> {
  /**
   * An offer was shown or read out to them. Every call is a display of its own; a key makes a repeated one the same.
   *
   * @example
   * const by = { actor: 'staff:17', medium: 'phone' }
   * await server.subject({ login: 'user-17' }).shown('membership', { touchpoint: 'till', by, key: 'call:88' })
   */
  shown(offer: keyof N['offers'] & string, options: SeenAt<N>): Promise<BackendAnswer>
  /** They said "not now". */
  dismissed(offer: keyof N['offers'] & string, options: SeenAt<N>): Promise<BackendAnswer>
  /** They said no: it rests as its purpose says, and so does each consent that it proposed. */
  declined(offer: keyof N['offers'] & string, options: SeenAt<N>): Promise<BackendAnswer>
}

export function backendContact<N extends Names>(call: (one: BackendCall) => Promise<BackendAnswer>): BackendContact<N> {
  const seen = (type: 'shown' | 'dismiss' | 'decline') => (offer: string, options: SeenAt) => {
    const { touchpoint, by, key } = options
    const said: By = { ...by, touchpoint }
    return call({ type, offer, by: said, ...(key !== undefined && { key }) })
  }
  return {
    shown: seen('shown'),
    dismissed: seen('dismiss'),
    declined: seen('decline'),
  }
}
