import type { Json } from '../../core/json.js'
import type { Account } from '../../core/points/account.js'
import { book } from '../../core/points/book.js'
import { utc } from '../../core/points/calendar.js'
import type { Coupon, CouponOf } from '../../core/points/coupon.js'
import { endOfPoints } from '../../core/points/expiry.js'
import type { Hold } from '../../core/points/hold.js'
import { capture, enter, forfeit, hold, leave, release, type Why } from '../../core/points/movement.js'
import { reverse } from '../../core/points/reverse.js'
import type { Draft } from '../../core/points/transfer.js'
import { ok, type Result, refused } from '../../core/result.js'
import type { Event } from '../../core/subject/event.js'
import { after, isLogged } from '../../core/subject/evolve.js'
import { type Refusal, refusal } from '../../core/subject/refusal.js'
import { accountOf, type Subject } from '../../core/subject/subject.js'
import type { Committed, Step } from '../../ports/store.js'

export const uuid = (): string => crypto.randomUUID()

/** When everything in these tests happens. */
export const at = Date.UTC(2026, 0, 1)

/** A command of a test: what it leads to, seen what came before it in the step, under its id. */
export interface Said {
  readonly id: string
  readonly answer: Json
  readonly decide: (subject: Subject, key: string) => Result<readonly Event[], Refusal>
  /** How it was said, where it takes a line of the log: a button in the shop, unless said. */
  readonly how?: Committed['said']
  readonly commitments?: Committed['commitments']
}

export const say = (decide: Said['decide'], more: Partial<Said> = {}): Said => {
  const id = more.id ?? uuid()
  const { answer = { id, ok: true, outcome: {} }, ...rest } = more
  return { ...rest, id, answer, decide }
}

/** The events as they are given. */
export const events = (...list: readonly Event[]): Said => say(() => ok(list))

export const refusing = (more?: Partial<Said>): Said => say(() => refused(refusal('too_soon')), more)

export const learned = (field: string, value: Json): Event => ({
  type: 'learned',
  field,
  value,
  at,
  source: { provenance: 'declared', offer: 'membership', touchpoint: 'web', givenAt: at },
})

export const forgotten = (field: string): Event => ({ type: 'forgotten', field, at })

/** Something that happened, of no further meaning. */
export const shown: Event = { type: 'shown', offer: 'membership', at }

export const booked = (draft: Draft, key: string): Event => ({ type: 'booked', transfer: { ...draft, key } })

/** When points end that come in then. */
export const lotFrom = (availableAt: number) => ({ availableAt, expiresAt: endOfPoints('P24M', availableAt, utc) })

export const awarding = (amount: number, more: Partial<Said> & { currency?: string; at?: number } = {}): Said => {
  const { currency = 'bonus' } = more
  const why = { currency, amount, at: more.at ?? at, reason: `order:${amount}` }
  return say(
    (subject, key) => ok([booked(enter(accountOf(subject, currency), 'award', why, lotFrom(why.at)), key)]),
    more,
  )
}

export const spending = (amount: number, more: Partial<Said> & { at?: number } = {}): Said =>
  say((subject, key) => {
    const why = { currency: 'bonus', amount, at: more.at ?? at, reason: 'reward:voucher' }
    const draft = leave(accountOf(subject, 'bonus'), 'redeem', why)
    return draft.ok ? ok([booked(draft.value, key)]) : refused(refusal('not_enough_points'))
  }, more)

/** Points of one account, moved in whatever way the ledger knows. */
export const moving = (
  amount: number,
  how: (account: Account, why: Why, key: string) => Draft | Result<Draft, { readonly code: string }>,
  more: Partial<Said> & { readonly currency?: string; readonly at?: number; readonly why?: Partial<Why> } = {},
): Said => {
  const { currency = 'bonus' } = more
  const why = { currency, amount, at: more.at ?? at, reason: 'a reason', ...more.why }
  return say((subject, key) => {
    const moved = how(accountOf(subject, currency), why, key)
    if (!('ok' in moved)) return ok([booked(moved, key)])
    return moved.ok ? ok([booked(moved.value, key)]) : refused(refusal('not_enough_points'))
  }, more)
}

/** Until then, and so many milliseconds of grace. */
export const holding = (amount: number, until: number, more: Partial<Said> = {}): Said =>
  moving(amount, (account, why, key) => hold(account, why, { key, until, graceEnd: until + 1000 }), more)

/** So much of an earlier hold. */
export const capturing = (key: string, amount: number): Said =>
  moving(amount, (account, why) => {
    const open = account.holds.find((one) => one.key === key) as Hold
    const when = { at: why.at, graceEnd: why.at + 1000 }
    return amount > 0 ? capture(account, open, why, when) : release(account, open, why, when)
  })

/** So much of an earlier award, and what can't be taken becomes a debt. */
export const reversing = (of: string, amount: number, more: Partial<Said> & { currency?: string } = {}): Said =>
  moving(amount, (account, why) => reverse(account, { ...why, undoes: of }, { returns: 'debt' }), more)

/** A coupon, of the voucher unless said. */
export const issuing = (
  key: string,
  { of = { reward: 'voucher' }, ...coupon }: Partial<Omit<Coupon, keyof CouponOf>> & { readonly of?: CouponOf } = {},
): Event => ({ type: 'issued', coupon: { ...newCoupon, key, code: `code of ${key}`, ...coupon, ...of } })

/** A spending that brings a coupon. */
export const buying = (amount: number, coupon: Parameters<typeof issuing>[1], more: Partial<Said> = {}): Said => {
  const spent = spending(amount, more)
  return say((subject, key) => {
    const decided = spent.decide(subject, key)
    return decided.ok ? ok([...decided.value, issuing(key, coupon)]) : decided
  }, more)
}

const newCoupon = { issuedAt: at, validUntil: at + 1000, state: 'issued' } as const

export const ending = (type: 'used' | 'voided', code: string): Said => events({ type, code, at })

export const drawing = (counter: string, amount: number, most: number): Event => ({
  type: 'drawn',
  counter,
  amount,
  most,
})

/** Everything that an erasure does here: values go, holds end, points are forfeited. */
export const erasing = (more: Partial<Said> = {}): Said =>
  say((subject, key) => {
    const own = Object.entries(subject.points).filter(([, account]) => account.balance > 0)
    const forfeits = own.flatMap(([currency, account]) => forfeited(account, currency, key))
    return ok([...Object.keys(subject.known).map(forgotten), ...forfeits, { type: 'erased', at }])
  }, more)

function forfeited(account: Account, currency: string, key: string): readonly Event[] {
  const [first] = account.holds
  if (!first) return [booked(forfeit(account, currency, at), key)]
  const draft = release(account, first, { currency, at, reason: 'erased' }, { at, graceEnd: at + 1000 })
  return [booked(draft, key), ...forfeited(book(account, { ...draft, key }), currency, key)]
}

const pressed = { type: 'accept', touchpoint: 'web', givenAt: at, act: 'button' } as const

/** The step that these commands lead to from `before`. */
export function stepOf(subject: string, before: Subject, said: readonly Said[], more: Partial<Step> = {}): Step {
  let now = before
  const commands = said.map(({ id, answer, decide, how = pressed, commitments }): Committed => {
    const decided = decide(now, id)
    now = after(now, decided)
    const logged = isLogged(decided)
    return {
      id,
      hash: `hash of ${id}`,
      answer,
      logged,
      said: logged ? how : null,
      events: decided.ok ? decided.value : [],
      ...(commitments && { commitments }),
    }
  })
  return { subject, before, after: now, commands, ...more }
}
