/** What a redemption brought: a code that can be handed in once. */
export interface Coupon {
  /** Unguessable; the whole proof. */
  readonly code: string
  readonly reward: string
  /** The command that it was issued by. */
  readonly key: string
  readonly issuedAt: number
  /** Epoch milliseconds; from here on it is worth nothing. */
  readonly validUntil: number
  readonly state: 'issued' | 'redeemed' | 'void'
}
