import type { Deeds } from '../program/earn-rule.js'
import type { DeedTiers } from '../program/tier.js'

/** What trust levels count. Spread it into a program's `deeds`, and have the backend report each. */
export const trustDeeds = {
  /** Once per topic, when it is first opened. */
  topicsEntered: { label: 'Open a topic' },
  postsRead: { label: 'Read a post' },
  minutesRead: { label: 'Read for a minute' },
  /** Once a day, with the first post that is read on it. */
  daysVisited: { label: 'Come by on a day' },
  /** Once per topic that others began. */
  topicsReplied: { label: 'Reply in a topic' },
  likesGiven: { label: 'Like a post' },
  /** The giver is who liked it. */
  likesReceived: { label: 'Have a post liked' },
  /** Once per post of theirs that was flagged as spam or as inappropriate, when a moderator has agreed. */
  postsFlagged: { label: 'Have a post flagged' },
  /** Once per such flag; the giver is who flagged. */
  flagsReceived: { label: 'Receive a flag' },
  /** Once per suspension or silencing by a moderator; less one where it was lifted as a mistake. */
  penalties: { label: 'Be suspended or silenced' },
} as const satisfies Deeds

/**
 * The trust levels 0 to 3 of Discourse, as its settings are by default.
 *
 * | asks | basic (1) | member (2) | regular (3) | setting |
 * | --- | --- | --- | --- | --- |
 * | topics entered, ever | 5 | 20 | 200 | tl1, tl2 `_requires_topics_entered`, `tl3_requires_topics_viewed_all_time` |
 * | posts read, ever | 30 | 100 | 500 | tl1, tl2 `_requires_read_posts`, `tl3_requires_posts_read_all_time` |
 * | minutes read, ever | 10 | 60 | | tl1, tl2 `_requires_time_spent_mins` |
 * | days visited, ever | | 15 | | `tl2_requires_days_visited` |
 * | likes received, given, ever | | 1, 1 | | `tl2_requires_likes_received`, `_given` |
 * | topics replied to, ever | | 3 | | `tl2_requires_topic_reply_count` |
 * | within 100 days | | | | `tl3_time_period` |
 * | days visited | | | 50 | `tl3_requires_days_visited` |
 * | topics replied to | | | 10 | `tl3_requires_topics_replied_to` |
 * | of the topics that were begun | | | 25 %, at most 500 | `tl3_requires_topics_viewed`, `_cap` |
 * | of the posts that were written | | | 25 %, at most 20,000 | `tl3_requires_posts_read`, `_cap` |
 * | likes given | | | 30 | `tl3_requires_likes_given` |
 * | likes received | | | 20, on 7 days, from 5 people | `tl3_requires_likes_received`; a third, a quarter of it |
 * | posts flagged; people who flagged | | | at most 5; at most 5 | `tl3_requires_max_flagged` |
 * | suspended or silenced within 6 months | | | never | |
 *
 * The shares are of the `totals` that the site says: topics and posts of the last 100 days that all can see. Below
 * 90 % of what regular asks within 100 days it is lost; what counts for ever and what counts against keep their
 * bounds. Basic and member are not lost, since what they ask never shrinks.
 *
 * Three things differ. Discourse protects regulars for 14 days from their promotion on (`tl3_promotion_min_duration`),
 * here for 14 days from the day on which they fall short, as often as that happens. Discourse counts topics replied to
 * anew in each 100 days; here a topic counts on the day on which the backend reports it. And who is that long a member
 * as the minutes that basic and member ask is not asked again: nobody reads longer than that. Newer versions of
 * Discourse may ask 250 topics and 2,000 posts at most, and protect for 100 days.
 *
 * Source: discourse/discourse, `config/site_settings.yml`, `lib/promotion.rb`, `app/models/trust_level3_requirements.rb`.
 *
 * @example
 * const respect = { kind: 'reputation', label: 'Respect', tiers: trustLevels } as const
 * const forum = { deeds: trustDeeds, currencies: { respect } }
 */
export const trustLevels: DeedTiers<keyof typeof trustDeeds> = {
  by: 'deeds',
  within: 'P100D',
  keep: 0.9,
  grace: 'P14D',
  steps: [
    { name: 'new', label: 'New', deeds: {} },
    {
      name: 'basic',
      label: 'Basic',
      deeds: {
        topicsEntered: { atLeast: 5, ever: true },
        postsRead: { atLeast: 30, ever: true },
        minutesRead: { atLeast: 10, ever: true },
      },
    },
    {
      name: 'member',
      label: 'Member',
      deeds: {
        topicsEntered: { atLeast: 20, ever: true },
        postsRead: { atLeast: 100, ever: true },
        minutesRead: { atLeast: 60, ever: true },
        daysVisited: { atLeast: 15, ever: true },
        likesReceived: { atLeast: 1, ever: true },
        likesGiven: { atLeast: 1, ever: true },
        topicsReplied: { atLeast: 3, ever: true },
      },
    },
    {
      name: 'regular',
      label: 'Regular',
      deeds: {
        daysVisited: { days: 50 },
        topicsReplied: 10,
        topicsEntered: [
          { share: 0.25, cap: 500 },
          { atLeast: 200, ever: true },
        ],
        postsRead: [
          { share: 0.25, cap: 20_000 },
          { atLeast: 500, ever: true },
        ],
        likesGiven: 30,
        likesReceived: { atLeast: 20, days: 7, givers: 5 },
        postsFlagged: { atMost: 5 },
        flagsReceived: { giversAtMost: 5 },
        penalties: { atMost: 0, within: 'P6M' },
      },
    },
  ],
}
