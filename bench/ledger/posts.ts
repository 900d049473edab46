import { randomUUID } from 'node:crypto'
import type { Store } from 'evenhanded/server'
import { currency, tenant } from './members.js'
import type { Act } from './rate.js'

export type Post = Parameters<Store['post']>[1][number]

/** Two years on: points of one day end together. */
const expiresAt = Date.UTC(new Date().getUTCFullYear() + 2, 11, 31)

/** As a server posts it: with a hash of what was asked, and the answer to it. */
function post(kind: Post['kind'], subject: string, amount: number, more: Partial<Post>): Post {
  const key = randomUUID()
  const answer = { id: key, ok: true, outcome: { points: [{ currency, kind, amount }] } }
  const named = { subject, key, hash: randomUUID(), answer }
  return { ...named, kind, currency, amount, reason: 'order:4711', at: Date.now(), ...more }
}

export function award(subject: string, amount = 100): Post {
  const at = Date.now()
  return post('award', subject, amount, { at, lot: { availableAt: at, expiresAt } })
}

export const spend = (subject: string, amount: number): Post => post('redeem', subject, amount, {})

/** Posts, and makes sure that each was: what is left to a decision costs less. */
export const posting =
  (store: Store, posts: () => readonly Post[]): Act =>
  async () => {
    const outcomes = await store.post(tenant, posts())
    if (outcomes.length === 0 || outcomes.some((one) => one !== 'posted')) throw new Error('A post was not posted')
  }
