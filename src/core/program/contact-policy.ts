import type { Duration } from '../duration.js'

/** How often something may be displayed, 100 times at most; answers are not counted. Without bound unless said. */
export interface DisplayLimits {
  /**
   * A session is a row of displays, of whatever offer and wherever, with less than half an hour between one and the
   * next; after half an hour without any it is over.
   */
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

/**
 * How often people are approached, where, and when not. It bounds what `next()` proposes; an offer that somebody opens by
 * themselves can be accepted whenever they like.
 */
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
  /** After so many displays that nobody answered it stops, 16 at most; three unless said. */
  readonly stopsAfter?: number
  /** And rests so long, after each further one as well, until it is answered; `P90D` unless said. */
  readonly stopsFor?: Duration
}

/** What holds at one touchpoint. */
export interface PlannedApproach {
  readonly channel: string
  readonly displays: DisplayLimits | undefined
  /** Minutes since midnight; it may reach over midnight. */
  readonly quiet: { readonly from: number; readonly until: number } | undefined
}

export function plannedApproach(contact: ContactPolicy = {}, channel: string): PlannedApproach {
  const { channels = {} } = contact
  const own = Object.hasOwn(channels, channel) ? channels[channel] : undefined
  const quiet = own?.quiet ?? contact.quiet ?? 'none'
  return {
    channel,
    displays: own?.displays,
    quiet: quiet === 'none' ? undefined : { from: minutesOf(quiet.from), until: minutesOf(quiet.until) },
  }
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
