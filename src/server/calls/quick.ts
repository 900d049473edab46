import type { Json } from '../../core/json.js'
import { endOfPoints } from '../../core/points/expiry.js'
import type { Plan } from '../../core/program/plan.js'
import type { Award, Spend } from '../../core/subject/backend/backend-command.js'
import { calendarOf } from '../../core/subject/backend/ledger.js'
import { ledgerOutcome } from '../../core/subject/backend/ledger-outcome.js'
import type { Command, Redeem } from '../../core/subject/command.js'
import { nobody } from '../../core/subject/subject.js'
import type { Post } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import type { Answered, Asked, Batch } from './asked.js'
import { trying } from './commit.js'
import type { Who } from './reference.js'

/** What a command books, where that is known before anything is read. */
type Movement = Pick<Post, 'kind' | 'currency' | 'amount' | 'reason' | 'code' | 'actor' | 'lot'>

/**
 * Books in one round trip what needs no decision. What the store would rather have decided is left to the long way,
 * and so is everything before the store has told its time.
 *
 * @returns per batch and place the answer, or nothing where it is still to be had
 */
export async function postAll(
  desk: Desk,
  batches: readonly Batch[],
): Promise<readonly (readonly (Answered | undefined)[])[]> {
  const at = desk.clock?.() ?? desk.time.now()
  if (at === undefined) return []
  const posts = batches.map(({ who, asked }) => postsOf(desk, who, asked, at))
  const all = posts.flat()
  if (all.length === 0) return []
  const said = await trying(() => desk.store.post(desk.tenant, all))
  let n = 0
  return posts.map((own) =>
    own.map(({ answer }) =>
      said[n++] === 'posted' ? { answer: answer as unknown as Answered['answer'], known: false } : undefined,
    ),
  )
}

/** Whose it is: a login's subject has the id that the login makes, or the one that it was found with. */
export const idFor = ({ found }: Desk, { id, login }: Who): string => (login === null ? id : (found.get(login) ?? id))

/** All of a person's commands or none: they count in their order, and only awards may be put in another. */
function postsOf(desk: Desk, who: Who, asked: readonly Asked[], at: number): readonly Post[] {
  if (asked.length > 1 && !asked.every(({ command }) => command?.type === 'award')) return []
  const posts: Post[] = []
  for (const one of asked) {
    const movement = one.command && !one.refusal ? movementOf(desk.plan, one.command, at) : undefined
    if (!movement) return []
    const outcome = ledgerOutcome(desk.plan, nobody, one.command as Command, [
      { type: 'booked', transfer: { ...movement, key: one.id, seq: 1, balanceAfter: 0, at } },
    ])
    const answer = { id: one.id, ok: true, outcome } satisfies Answered['answer']
    const named = { subject: idFor(desk, who), key: one.id, hash: one.hash as string }
    posts.push({ ...named, answer: answer as unknown as Json, ...movement, at })
  }
  return posts
}

function movementOf(plan: Plan, command: Command, at: number): Movement | undefined {
  switch (command.type) {
    case 'award':
      return awarded(plan, command, at)
    case 'spend':
      return spent(plan, command)
    case 'redeem':
      return redeemed(plan, command)
    default:
      return undefined
  }
}

function awarded(plan: Plan, command: Award, at: number): Movement | undefined {
  const { points, reason, actor, giver, partner, qualifies, availableAt = at, expiresAt } = command
  const one = only(plan, points)
  if (!one || giver !== undefined || expiresAt !== undefined || !isOf(plan, partner, one.currency)) return undefined
  const { expires, tiers } = one.its
  if (one.amount > (plan.policy.maxAward?.[one.currency] ?? one.amount)) return undefined
  if (qualifies && tiers?.by === 'points') return undefined
  const lot = { availableAt, expiresAt: endOfPoints(expires, availableAt, calendarOf(plan)) }
  return { kind: 'award', currency: one.currency, amount: one.amount, ...said(reason, actor, partner), lot }
}

function spent(plan: Plan, { points, reason, actor, partner }: Spend): Movement | undefined {
  const one = only(plan, points)
  if (one?.its.kind !== 'redeemable' || !isOf(plan, partner, one.currency)) return undefined
  return { kind: 'redeem', currency: one.currency, amount: one.amount, ...said(reason, actor || undefined, partner) }
}

/** Only what has neither stock, budget nor limit, and brings no coupon. */
function redeemed(plan: Plan, { reward: name }: Redeem): Movement | undefined {
  const reward = Object.hasOwn(plan.program.rewards, name) ? plan.program.rewards[name] : undefined
  if (!reward || reward.stock !== undefined || reward.limit || reward.gives.benefit === 'coupon') return undefined
  if (plan.policy.budgets?.rewards?.[name] !== undefined) return undefined
  const one = only(plan, reward.costs)
  const code = `reward:${name}`
  return one && { kind: 'redeem', currency: one.currency, amount: one.amount, reason: code, code }
}

/** One amount, and a sound one: whatever else it is, is decided. */
function only({ program }: Plan, points: { readonly [currency: string]: number | undefined }) {
  const [entry, more] = Object.entries(points)
  if (!entry || more) return undefined
  const [currency, amount] = entry
  const its = Object.hasOwn(program.currencies, currency) ? program.currencies[currency] : undefined
  return its && Number.isSafeInteger(amount) && (amount as number) >= 1
    ? { currency, amount: amount as number, its }
    : undefined
}

/** Whether a partner, where one is named, is declared and deals in this currency. */
const isOf = ({ program }: Plan, partner: string | undefined, currency: string): boolean =>
  partner === undefined ||
  (Object.hasOwn(program.partners, partner) && program.partners[partner]?.currency === currency)

const said = (reason: string, actor: string | undefined, partner: string | undefined) => ({
  reason,
  ...(partner !== undefined && { code: `partner:${partner}` }),
  ...(actor !== undefined && { actor }),
})
