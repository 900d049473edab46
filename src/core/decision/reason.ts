import type { BestFit } from './best-fit.js'

/** Why an offer rests: what was done with it last. */
export type RestReason = 'declined' | 'left' | 'dismissed' | 'silence' | 'stopped'

/** Why an offer is not proposed, with the facts that a page can show. The codes stay as they are. Instants are epoch milliseconds. */
export type OfferBarred =
  | { readonly code: 'unknown_offer' | 'erased' | 'restricted' | 'not_for_minors' | 'complained' }
  /** It is made on the subject's own device, of what is seen and chosen there, and nowhere else. */
  | { readonly code: 'device_only' }
  /** Whoever sees it has objected to its purpose. */
  | { readonly code: 'objected'; readonly purpose: string }
  /** Accepted; `until` it may be accepted anew, where it ever may. */
  | { readonly code: 'accepted'; readonly until?: number }
  | { readonly code: 'at_rest'; readonly until: number; readonly because: RestReason }
  /** It is made at other touchpoints. */
  | { readonly code: 'not_here'; readonly at: readonly string[] }
  /** It hangs on answers that were given otherwise, or not at all. */
  | { readonly code: 'not_now'; readonly fields: readonly string[] }
  /** What it would go by was not seen yet. */
  | { readonly code: 'nothing_to_use'; readonly fields: readonly string[] }
  /** It asks nothing that is not known, and what it gives is given only once. */
  | { readonly code: 'known' }
  /** What it needs may not be used: objected to, or refused and not asked again yet. */
  | { readonly code: 'no_ground'; readonly fields: readonly string[]; readonly until?: number }
  | {
      readonly code: 'shown_too_often'
      /** Which limit: `offer`, `channel` or `all`, per `session`, `day` or `week`. */
      readonly limit: { readonly of: 'offer' | 'channel' | 'all'; readonly per: 'session' | 'day' | 'week' }
      readonly until: number
    }
  | { readonly code: 'quiet_hours'; readonly until: number }
  | { readonly code: 'not_yet'; readonly from: number }
  | { readonly code: 'over'; readonly since: number }
  /** The date is not known, is stale, was not declared by the subject, or may not be used for this. */
  | { readonly code: 'no_moment'; readonly moment: string }
  /** Nobody is approached about it without explicit consent to that. */
  | { readonly code: 'taboo_unconfirmed'; readonly moment: string; readonly purpose: string }
  /** `opens`: a date of the subject's own calendar, as in `2027-04-23`; absent where it is over for good. */
  | { readonly code: 'not_the_moment'; readonly moment: string; readonly opens?: string }
  | { readonly code: 'not_near'; readonly places: readonly string[] }
  /** It asks more than it gives: both in the program's money. */
  | { readonly code: 'uneven'; readonly worth: number; readonly burden: number }
  /** No model of what goes with a basket is at hand here; or no coupon is left for anything that the basket has not. */
  | { readonly code: 'nothing_fits'; readonly why: 'no_model' | 'none_left_or_fitting' }
  /** Hardly anyone like this accepted it here. */
  | { readonly code: 'silenced'; readonly accepted: number; readonly of: number }

/** Why an offer is proposed: what it asks that is not known. */
export type OfferProposed =
  | { readonly code: 'asks'; readonly fields: readonly string[] }
  | { readonly code: 'asks_nothing_new' }
  /** Of its coupons this one goes with what was seen. */
  | { readonly code: 'fits'; readonly fit: BestFit }

export type OfferReason = OfferBarred | OfferProposed
