import type { Account } from '../../core/points/account.js'
import { enter, expire, leave, note, restore, type Why } from '../../core/points/movement.js'
import type { Draft, Transfer } from '../../core/points/transfer.js'
import { ok } from '../../core/result.js'
import type { Event } from '../../core/subject/event.js'
import { accountOf } from '../../core/subject/subject.js'
import type { Step } from '../../ports/store.js'
import {
  at,
  awarding,
  booked,
  buying,
  capturing,
  drawing,
  events,
  holding,
  lotFrom,
  moving,
  reversing,
  type Said,
  say,
  uuid,
} from './steps.js'

const day = 86_400_000

/** A member's life in which every kind of transfer is booked, with every part that one may have. */
export function story(): readonly Said[] {
  const [first, hold, other, bought, giver, friend] = [uuid(), uuid(), uuid(), uuid(), uuid(), uuid()]
  const silver = { name: 'silver', since: at, until: at + 90 * day }
  const tallies = [
    { name: 'cap:buy:ever', n: 500, until: Number.MAX_SAFE_INTEGER },
    { name: 'tier:1', n: 500, until: at + day },
  ]
  return [
    moving(500, (account, why) => ({ ...enter(account, 'award', why, lotFrom(at)), tallies, tier: silver }), {
      id: first,
      why: { code: 'rule:buy', withheld: 7 },
    }),
    moving(200, (account, why) => enter(account, 'adjust', why, lotFrom(at + 5 * day)), { why: { actor: 'staff:17' } }),
    holding(300, at + day, { id: hold }),
    capturing(hold, 120),
    holding(30, at + 3 * day, { id: other }),
    holding(20, at + 2 * day),
    capturing(other, 0),
    holding(30, at + day),
    buying(100, {}, { id: bought }),
    moving(40, (account, why) => restored(account, why, bought)),
    noting('deed', { deed: { name: 'post', day: 20_454, n: 1, keptFrom: 20_000 }, giver }),
    noting('suppress', { withheld: 5, giver }, 'respect'),
    noting('endorse', { to: friend, tallies: [{ name: `gives:1:${friend}`, n: 3, until: at + day }] }, 'respect'),
    awarding(4, { currency: 'respect' }),
    noting('notice', { code: 'points.expiring', lot: { availableAt: at, expiresAt: at + day } }),
    noting('freeze', { actor: 'staff:17' }),
    noting('thaw', { actor: 'staff:17' }),
    moving(5, (account, why) => leave(account, 'give', { ...why, to: friend })),
    moving(6, (account, why) => leave(account, 'deduct', why)),
    converting(10, 3),
    reversing(first, 450),
    awarding(20, { at: at + day }),
    noting('tier', { tier: null }),
    moving(0, (account) => expire(account, 'bonus', at + 2000 * day) as Draft),
    events(drawing('stock:voucher', 1, 5)),
  ]
}

type Noted = Partial<Pick<Draft, 'deed' | 'withheld' | 'giver' | 'to' | 'tallies' | 'code' | 'lot' | 'actor' | 'tier'>>

const noting = (kind: Parameters<typeof note>[1], more: Noted, currency = 'bonus'): Said =>
  moving(0, (account, why) => ({ ...note(account, kind, why), ...more }), { currency })

const restored = (account: Account, why: Why, of: string): Draft => {
  const [lot] = account.lots
  const spent = lot ? [{ lot: lot.seq, amount: 100, expiresAt: lot.expiresAt }] : []
  return restore(account, spent, 0, { ...why, undoes: of }, { at: why.at, graceEnd: why.at + 1000 })
}

/** One command, two accounts. */
const converting = (amount: number, got: number): Said =>
  say((subject, key) => {
    const why = { at, reason: 'exchanged', code: 'conversion:miles' }
    const left = leave(accountOf(subject, 'bonus'), 'convert', { ...why, currency: 'bonus', amount })
    const miles = accountOf(subject, 'miles')
    const entered = enter(miles, 'credit', { ...why, currency: 'miles', amount: got }, lotFrom(at))
    return ok([...(left.ok ? [booked(left.value, key)] : []), booked(entered, key)])
  })

/** What a step books, in its order. */
export const transfersOf = ({ commands }: Step): readonly Transfer[] =>
  commands.flatMap(({ events }) => events).flatMap((event: Event) => (event.type === 'booked' ? [event.transfer] : []))
