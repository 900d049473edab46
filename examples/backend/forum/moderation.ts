import type { Revocation } from '../../community-forum/moderating.js'
import type { Data } from '../data.js'
import { memberBy } from '../forum-seed.js'
import { authorOf } from './author-of.js'
import type { Forum } from './open-forum.js'

const actor = 'moderator:demo'
const day = 86_400_000

export type Sanction = 'advert' | 'rude'

/** What moderators do, and the one thing that is done against it: an appeal. `you` is the visitor, who plays both. */
export const moderation = (db: Data['db'], server: Forum) => ({
  /** What would be taken back, changing nothing. */
  async preview(giver: string): Promise<Revocation> {
    const { awards } = await server.revokeAwardsBy(memberBy(giver), { since: 0, preview: true })
    const sums = new Map<string, number>()
    for (const { receiver, amount, withheld } of awards)
      sums.set(receiver, (sums.get(receiver) ?? 0) + amount + withheld)
    const named = [...sums].map(async ([id, amount]) => ({ name: (await authorOf(server, id)).name, amount }))
    return { to: await Promise.all(named) }
  },

  /** One decision for all that somebody gave: the case is the giver's. */
  async revoke(giver: string): Promise<string> {
    const { points } = await server.revokeAwardsBy(memberBy(giver), { since: 0, actor, reason: 'case:demo' })
    await db.query('update forum_helpful set revoked = true where giver = $1', [giver])
    return `${points.respect ?? 0} respect is taken back. Nobody else’s is touched.`
  },

  async suspend(you: string, sanction: Sanction, key: string): Promise<string> {
    // To the end of a day, so that the same decision sent twice is the same.
    const until = Math.ceil(Date.now() / day) * day + 7 * day
    const why = { sanction, until, actor, reason: `case:${key}`, key: `suspend:${key}` }
    const done = await server.subject(you).suspend('post', why)
    return done.ok ? 'Writing is suspended for a week. You are shown why.' : done.error.message
  },

  async lift(you: string, key: string): Promise<string> {
    const done = await server.subject(you).lift('post', { actor, reason: `case:${key}`, key: `lift:${key}` })
    return done.ok ? 'Writing is free again.' : done.error.message
  },

  async appeal(you: string, key: string): Promise<string> {
    const done = await server.subject(you).appeal('post', { reason: `appeal:${key}`, key: `appeal:${key}` })
    return done.ok ? 'Your appeal is with the moderators.' : done.error.message
  },
})
