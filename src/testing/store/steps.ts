import type { Json } from '../../core/json.js'
import { utc } from '../../core/points/calendar.js'
import { endOfPoints } from '../../core/points/expiry.js'
import { enter, forfeit, leave } from '../../core/points/movement.js'
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
}

export const say = (decide: Said['decide'], more: Partial<Said> = {}): Said => {
  const id = more.id ?? uuid()
  return { id, answer: more.answer ?? { id, ok: true, outcome: {} }, decide }
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

/** Everything that an erasure does here: values go, points are forfeited. */
export const erasing = (more: Partial<Said> = {}): Said =>
  say((subject, key) => {
    const forfeits = Object.entries(subject.points)
      .filter(([, account]) => account.balance > 0)
      .map(([currency, account]) => booked(forfeit(account, currency, at), key))
    return ok([...Object.keys(subject.known).map(forgotten), ...forfeits, { type: 'erased', at }])
  }, more)

/** The step that these commands lead to from `before`. */
export function stepOf(subject: string, before: Subject, said: readonly Said[], more: Partial<Step> = {}): Step {
  let now = before
  const commands = said.map(({ id, answer, decide }): Committed => {
    const decided = decide(now, id)
    now = after(now, decided)
    return { id, hash: `hash of ${id}`, answer, logged: isLogged(decided), events: decided.ok ? decided.value : [] }
  })
  return { subject, before, after: now, commands, ...more }
}
