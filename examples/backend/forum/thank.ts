import type { Data } from '../data.js'
import { memberBy } from '../forum-seed.js'
import type { Forum } from './open-forum.js'

interface Thanks {
  readonly post: number
  readonly author: string
  readonly giver: string
}

/**
 * Once per post and giver, however often it is sent; nobody thanks themselves, or more often in a day than the policy
 * lets them. What went wrong, in words.
 */
export async function thank(
  db: Data['db'],
  server: Forum,
  { post, author, giver }: Thanks,
): Promise<string | undefined> {
  const key = `helpful:${post}:${giver}`
  const award = await server
    .subject(memberBy(author))
    .award({ points: { respect: 1 }, reason: `helpful:${post}`, giver: memberBy(giver), key })
  if (!award.ok) return words[award.error.code] ?? award.error.message
  await db.query('insert into forum_helpful (post, giver) values ($1, $2) on conflict do nothing', [post, giver])
  return undefined
}

const words: { readonly [code: string]: string } = {
  self_award: 'Nobody thanks themselves.',
  over_limit: 'No more today: four thanks, and two to one person.',
}
