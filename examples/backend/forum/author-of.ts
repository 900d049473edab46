import type { Post } from '../../community-forum/post.js'
import { memberBy } from '../forum-seed.js'
import type { Forum } from './open-forum.js'

export const nobody: Post['author'] = { name: 'A former member', respect: 0, expert: false }

/** Whoever left is no longer named: without a ground, the name cannot be read. */
export async function authorOf(server: Forum, id: string): Promise<Post['author']> {
  const author = server.subject(memberBy(id))
  const name = await author.read('fullName', 'posting')
  if (name === undefined) return nobody
  const [{ available: respect }, expert] = await Promise.all([author.balance('respect'), author.can('expert')])
  return { name, respect, expert }
}
