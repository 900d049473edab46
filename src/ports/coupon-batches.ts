/** One of the coupons of a batch, as it was signed. */
export interface SignedPart {
  /** Its name among the offer's coupons. */
  readonly coupon: string
  /** What was promised then, in words. */
  readonly says: string
  /** What one was worth then, in hundredths of the program's money. */
  readonly worth: number
  /** How many were signed. */
  readonly count: number
}

/**
 * Coupons of an offer that were signed at one time: they name nobody, and whatever their number, they are one row. They
 * are numbered from 0 on, in the order of their parts.
 */
export interface SignedBatch {
  readonly id: string
  /** Of what was asked, so that one id with other content is noticed. */
  readonly hash: string
  readonly offer: string
  /** Epoch milliseconds; from here on they are worth nothing. */
  readonly validUntil: number
  /** At least one, each coupon once. */
  readonly parts: readonly SignedPart[]
}

/** A batch as it stands. */
export interface KeptBatch extends SignedBatch {
  /** Epoch milliseconds. */
  readonly signedAt: number
  /** `redeemed`: handed in; `returned`: given back before that. What is left is out until the batch ends. */
  readonly parts: readonly (SignedPart & { readonly redeemed: number; readonly returned: number })[]
}

/** The most that may be out or handed in of an offer, together with a batch that is to be signed. */
export interface SigningLimits {
  /** In hundredths of the program's money. */
  readonly budget?: number
  /** By coupon. */
  readonly stock?: { readonly [coupon: string]: number }
}

/** `known`: it was signed before; `reused`: its id was, with other content; `ended`: it would be over already. */
export type Signing =
  | { readonly state: 'signed' | 'known' | 'reused' | 'ended' }
  /** What is left of the budget. */
  | { readonly state: 'over_budget'; readonly left: number }
  /** Of which coupon there are not as many, and what is left of it. */
  | { readonly state: 'out_of_stock'; readonly coupon: string; readonly left: number }

/** A coupon as it is handed in. */
export interface HandingIn {
  readonly batch: string
  /** Its number in the batch. */
  readonly n: number
  /** The command: the same again is answered as at first. */
  readonly key: string
  readonly hash: string
  readonly reason: string
  readonly actor?: string
}

/** A coupon of a batch, and what has become of it. */
export interface KeptCoupon extends Omit<SignedPart, 'count'> {
  readonly offer: string
  readonly validUntil: number
  readonly state: 'issued' | 'redeemed' | 'void' | 'expired'
}

/** `redeemed` just now, or `known`: before, by this very command; `reused`: the command had handed in something else. */
export interface HandedIn extends Omit<KeptCoupon, 'state'> {
  readonly state: 'redeemed' | 'known' | 'reused' | 'used' | 'void' | 'expired'
}

/** What an offer's coupon has cost, and may cost. Worth in hundredths of the program's money. */
export interface CouponSum {
  readonly offer: string
  readonly coupon: string
  readonly redeemed: number
  readonly redeemedWorth: number
  /** Signed, and neither handed in, given back nor over. */
  readonly out: number
  readonly outWorth: number
}

/**
 * Where coupons are kept that were signed in advance and name nobody.
 *
 * - **Never above its limits.** What was handed in of an offer, with what is out of it, stays within the limits that
 *   its batches were signed under, however many are signed at once. What was given back, or is over, counts no more;
 *   what was handed in counts for ever.
 * - **Each once.** Of many who hand in a coupon at once exactly one does; none who gives it back at the same moment
 *   gets it back as well. A command hands in one coupon.
 * - What is told for `now` is the store's own time unless it is said.
 */
export interface CouponStore {
  signCoupons(tenant: string, batch: SignedBatch, limits: SigningLimits, now?: number): Promise<Signing>
  /** Hands one in; `null` where there is no such batch, or no such number in it. */
  handInCoupon(tenant: string, handing: HandingIn, now?: number): Promise<HandedIn | null>
  signedCoupon(tenant: string, batch: string, n: number, now?: number): Promise<KeptCoupon | null>
  /** The numbers of a batch that were handed in or given back, in their order; none where there is no such batch. */
  goneCoupons(tenant: string, batch: string): Promise<readonly number[]>
  /**
   * Takes back what was not handed in, of these numbers or of all: it can't be from now on. Where the batch is over, that
   * changes nothing.
   *
   * @returns how many came back; `null` where there is no such batch
   */
  returnCoupons(tenant: string, batch: string, numbers: readonly number[] | null, now?: number): Promise<number | null>
  couponBatch(tenant: string, id: string): Promise<KeptBatch | null>
  /** Those that end after an instant, by end, then id; where one is named, those behind it. */
  couponBatches(
    tenant: string,
    page: {
      readonly endAfter: number
      readonly after?: Pick<SignedBatch, 'id' | 'validUntil'> | null
      readonly limit: number
    },
  ): Promise<readonly KeptBatch[]>
  /** By offer and coupon, of one offer or all; of what is neither out nor was handed in, nothing is told. */
  couponSums(tenant: string, offer?: string, now?: number): Promise<readonly CouponSum[]>
  /** Forgets the batches that ended by then, and what was handed in of them one by one; the sums stay. */
  forgetCoupons(tenant: string, endedBy: number): Promise<void>
}
