import type { Account } from '../../points/account.js'
import { book } from '../../points/book.js'
import { utc } from '../../points/calendar.js'
import { type Hold, overBy } from '../../points/hold.js'
import { type Return, release } from '../../points/movement.js'
import type { Draft, Transfer } from '../../points/transfer.js'
import type { Deciding } from '../../program/authority.js'
import type { Currency } from '../../program/currency.js'
import type { Plan } from '../../program/plan.js'
import type { Result } from '../../result.js'
import type { Event } from '../event.js'
import { type Refusal, refuse } from '../refusal.js'
import { accountOf } from '../subject.js'

/** One command's work on a subject's accounts: each transfer stands on those before it. */
export interface Ledger extends Deciding<Plan> {
  /** As it stands after what was entered; holds whose time is over are released first. */
  account(currency: string): Account
  enter(draft: Draft): void
  emit(event: Event): void
  /** How much is drawn of what all members share, this command included. */
  used(counter: string): number
  readonly events: readonly Event[]
}

export function ledgerOf(deciding: Deciding<Plan>): Ledger {
  const { plan, subject, key, now } = deciding
  const accounts = new Map<string, Account>()
  const events: Event[] = []
  const enter = (draft: Draft): void => {
    const transfer = { ...draft, key }
    accounts.set(draft.currency, book(accounts.get(draft.currency) ?? accountOf(subject, draft.currency), transfer))
    events.push({ type: 'booked', transfer })
  }
  const account = (currency: string): Account => {
    const known = accounts.get(currency)
    if (known) return known
    const first = accountOf(subject, currency)
    accounts.set(currency, first)
    for (const hold of overBy(first.holds, now)) enter(timedOut(accounts.get(currency) as Account, currency, hold, now))
    return accounts.get(currency) as Account
  }
  const emit = (event: Event) => void events.push(event)
  const used = (counter: string): number =>
    events.reduce(
      (sum, event) => (event.type === 'drawn' && event.counter === counter ? sum + event.amount : sum),
      subject.used[counter] ?? 0,
    )
  return { plan, subject, key, now, events, account, enter, emit, used }
}

/** A decision whose every number can be told exactly; else a refusal. */
export const exact = (decided: Decided): Decided =>
  decided.ok && decided.value.some((event) => event.type === 'booked' && !isExact(event.transfer))
    ? refuse('bad_amount')
    : decided

const isExact = ({ amount, balanceAfter, withheld = 0, tallies = [] }: Transfer): boolean =>
  [amount, balanceAfter, withheld, ...tallies.map(({ n }) => n)].every(Number.isSafeInteger)

type Decided = Result<readonly Event[], Refusal>

/** Of a release that nobody asked for. */
export const timeout = 'timeout'

/** What came back when the hold was over, whenever that is booked. */
const timedOut = (account: Account, currency: string, hold: Hold, now: number): Draft =>
  release(
    account,
    hold,
    { currency, at: now, reason: timeout, code: timeout },
    { at: hold.until, graceEnd: hold.graceEnd },
  )

export const currencyOf = (plan: Plan, name: string): Currency =>
  plan.program.currencies[name] ?? { kind: 'redeemable', label: name }

export const calendarOf = ({ calendar }: Plan) => calendar ?? utc

/** When what comes back at `at` ends, where its own end is past. */
export function returnAt(plan: Plan, currency: string, at: number): Return {
  const calendar = calendarOf(plan)
  const { grace = 'P30D' } = currencyOf(plan, currency)
  return { at, graceEnd: calendar.endOf(calendar.later(at, grace), 'day') }
}
