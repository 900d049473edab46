import type { BackendCall } from '../../../src/server.js'
import type { Draw } from './seeded.js'

/** A coupon is handed in: the one that a redemption brought, if it did. */
export interface Use {
  readonly type: 'use'
  readonly of: string
  readonly reason: string
  readonly key: string
}

/** One call of one member's. */
export interface Request {
  readonly who: number
  readonly call: (BackendCall | Use) & { readonly key: string }
}

/** What somebody sends at once. */
export interface Operation {
  readonly requests: readonly Request[]
  /** It is sent twice at once, by two servers, as a webhook may. */
  readonly twice: boolean
}

type Amounts = { readonly [currency: string]: number }
type Call = Request['call']
type Unkeyed = Call extends infer One ? (One extends unknown ? Omit<One, 'key' | 'reason'> : never) : never

/** So many are cited from: what is undone is mostly recent. */
const recent = 30

/**
 * Endless operations of so many members, the same for the same draw whatever becomes of them. What they cite is any
 * earlier call of that member's which is of the right sort, whether it was answered or not.
 */
export function* operations(draw: Draw, members: number): Generator<Operation, never> {
  const before = Array.from({ length: members }, (): Request[] => [])
  let count = 0
  const { next, upTo, pick } = draw
  const keyed = (who: number, call: Unkeyed): Request => {
    const key = `op:${count++}`
    const request = { who, call: { ...call, reason: key, key } as Call }
    const own = before[who] as Request[]
    own.push(request)
    if (own.length > recent) own.shift()
    return request
  }
  const currency = () => pick(['bonus', 'bonus', 'bonus', 'miles', 'miles', 'coins'])
  const some = (most: number): Amounts => ({ [currency()]: upTo(most) })
  const part = (most: number) => (next() < 0.5 ? {} : { points: some(most) })
  const other = (who: number) => ({ login: loginOf((who + upTo(members - 1)) % members) })
  const earlier = (who: number, types: readonly string[]): string | undefined => {
    const all = (before[who] as Request[]).filter(({ call }) => types.includes(call.type))
    return all.length > 0 ? pick(all).call.key : undefined
  }
  /** What was handed in before, and may be handed in once. */
  const handedIn = (who: number): string | undefined => {
    const all = (before[who] as Request[]).flatMap(({ call }) => (call.type === 'use' ? [call.of] : []))
    return all.length > 0 ? pick(all) : undefined
  }
  const citing = (of: string | undefined, call: (of: string) => Unkeyed): Unkeyed =>
    of === undefined ? { type: 'award', points: some(30) } : call(of)
  const kinds: readonly (readonly [weight: number, make: (who: number) => Unkeyed])[] = [
    [14, () => ({ type: 'award', points: some(40) })],
    [3, () => ({ type: 'award', points: { bonus: upTo(20), miles: upTo(20) }, qualifies: true })],
    [3, (who) => ({ type: 'award', points: { respect: upTo(4) }, giver: other(who) })],
    [5, () => ({ type: 'earn', rule: pick(['buy', 'buy', 'preorder']), amount: upTo(3_000) })],
    [3, (who) => ({ type: 'did', deed: 'liked', giver: other(who) })],
    [9, () => ({ type: 'spend', points: some(15) })],
    [1, () => ({ type: 'spend', points: { bonus: 400 } })],
    [13, () => ({ type: 'redeem', reward: pick(['voucher', 'voucher', 'lamp', 'mug', 'tea']) })],
    [7, () => ({ type: 'hold', points: some(20), for: pick(['PT1S', 'PT2S', 'PT30S'] as const) })],
    [5, (who) => citing(earlier(who, ['hold']), (hold) => ({ type: 'capture', hold, ...part(12) }))],
    [3, (who) => citing(earlier(who, ['hold']), (hold) => ({ type: 'release', hold }))],
    [9, (who) => citing(earlier(who, ['award', 'earn']), (of) => ({ type: 'reverse', of, ...part(8) }))],
    [4, (who) => citing(earlier(who, ['spend', 'capture']), (of) => ({ type: 'reverse', of, ...part(8) }))],
    [1, () => ({ type: 'reverse', points: some(5) })],
    [5, () => ({ type: 'convert', conversion: pick(['toMiles', 'toCoins']), amount: upTo(20) })],
    [6, (who) => ({ type: 'give', to: other(who), points: some(20) })],
    [4, (who) => citing(earlier(who, ['redeem']), (of) => ({ type: 'use', of }))],
    [2, (who) => citing(handedIn(who), (of) => ({ type: 'use', of }))],
    [2, () => ({ type: 'adjust', actor: 'staff:17', points: { [currency()]: pick([-4, 4]) } })],
    [1, () => ({ type: pick(['freeze', 'thaw', 'thaw', 'thaw'] as const), actor: 'staff:17', currency: 'coins' })],
  ]
  const weight = kinds.reduce((sum, [one]) => sum + one, 0)
  const one = (who: number): Unkeyed => {
    let left = next() * weight
    for (const [own, make] of kinds) {
      left -= own
      if (left < 0) return make(who)
    }
    return { type: 'award', points: some(30) }
  }
  // Awards and spends of many members, in an order of their own: what a night's batch sends.
  const batch = (): readonly Request[] =>
    Array.from({ length: 4 + upTo(8) }, () => {
      const who = upTo(members) - 1
      return keyed(who, { type: next() < 0.8 ? 'award' : 'spend', points: some(9) })
    })
  for (;;) {
    // A voucher is undone now and then, and is in stock again; lamps never are.
    const who = upTo(members) - 1
    const undone = next() < 0.03 ? (before[who] as Request[]).find(isVoucher)?.call.key : undefined
    const requests =
      undone !== undefined
        ? [keyed(who, { type: 'reverse', of: undone })]
        : next() < 0.04
          ? batch()
          : [keyed(who, one(who))]
    yield { requests, twice: next() < 0.1 }
  }
}

const isVoucher = ({ call }: Request): boolean => call.type === 'redeem' && call.reward === 'voucher'

/** The site's own name of a member. */
export const loginOf = (who: number): string => `member ${who}`
