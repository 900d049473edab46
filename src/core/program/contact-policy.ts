import type { Duration } from '../duration.js'

/** How often something may be displayed; answers are not counted. Without bound unless said. */
export interface DisplayLimits {
  /** A session ends after half an hour without a display. */
  readonly session?: number
  /** In 24 hours. */
  readonly day?: number
  /** In seven days. */
  readonly week?: number
}

/** A stretch of the day on the subject's own clock, as in `21:00` until `08:00`. */
export interface QuietHours {
  readonly from: string
  readonly until: string
}

export interface ChannelPolicy {
  /** Over all offers on this channel. */
  readonly displays?: DisplayLimits
  /** In the place of the program's own; `none` where a channel has no quiet hours. */
  readonly quiet?: QuietHours | 'none'
}

/** How often people are approached, where, and when not. */
export interface ContactPolicy {
  /** Over all offers and channels. */
  readonly displays?: DisplayLimits
  /** Of each offer, unless the offer says its own. */
  readonly perOffer?: DisplayLimits
  /** By the `channel` of touchpoints. */
  readonly channels?: { readonly [channel: string]: ChannelPolicy }
  readonly quiet?: QuietHours
  /** How long an offer rests after it was dismissed; `P1D` unless said. After a no it rests as its purpose says. */
  readonly afterDismissal?: Duration
  /** How long it rests after a display that nobody answered; not at all unless said. */
  readonly afterSilence?: Duration
  /** After so many displays that nobody answered it stops; three times unless said. */
  readonly stopsAfter?: number
  /** And rests so long before it is proposed anew; `P90D` unless said. */
  readonly stopsFor?: Duration
}
