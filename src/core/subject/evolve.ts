import { book } from '../points/book.js'
import { citedAfter, withCoupon, withState } from '../points/cited.js'
import type { Result } from '../result.js'
import type { Event } from './event.js'
import type { Refusal } from './refusal.js'
import { put, remember } from './remember.js'
import { accountOf, type Subject } from './subject.js'

/**
 * The subject after one more event, whoever brought it about. On a device nothing is booked (law 11) and nothing
 * that only a backend does: to it, `remember` is enough.
 */
export function evolve(subject: Subject, event: Event): Subject {
  switch (event.type) {
    case 'booked': {
      const { currency } = event.transfer
      const after = put(subject, 'points', currency, book(accountOf(subject, currency), event.transfer))
      return { ...after, cited: citedAfter(subject.cited, event.transfer) }
    }
    case 'drawn':
      return put(subject, 'used', event.counter, (subject.used[event.counter] ?? 0) + event.amount)
    case 'issued':
      return { ...subject, cited: withCoupon(subject.cited, event.coupon) }
    case 'used':
    case 'voided':
      return { ...subject, cited: withState(subject.cited, event.code, event.type === 'used' ? 'redeemed' : 'void') }
    case 'suspended': {
      const { gate, at: since, until, sanction, reason, actor } = event
      return put(subject, 'suspended', gate, { since, until, sanction, reason, actor })
    }
    case 'lifted':
      return put(subject, 'suspended', event.gate, undefined)
    case 'appealed': {
      const suspension = subject.suspended[event.gate]
      return suspension ? put(subject, 'suspended', event.gate, { ...suspension, appealedAt: event.at }) : subject
    }
    case 'age-proven':
      return { ...subject, age: { band: event.band, at: event.at, proven: true } }
    default:
      return remember(subject, event)
  }
}

/** What moves points alone, with what hangs on them. */
const moves: ReadonlySet<Event['type']> = new Set(['booked', 'drawn', 'issued', 'used', 'voided', 'entered'])

/** What happened to points: it stands in the ledger, and no line of the log repeats it. */
export const isOfLedger = ({ type }: Event): boolean => moves.has(type)

/**
 * Whether a decision stands in the subject's log. Where it only moved points, its transfers are the log:
 * awards then never wait for one another's subject, only for its account. What changed nothing is logged,
 * or its answer would stand nowhere.
 */
export const isLogged = (decided: Result<readonly Event[], Refusal>): boolean =>
  !decided.ok || !decided.value.some(({ type }) => type === 'booked') || !decided.value.every(isOfLedger)

/** The subject after a whole command. Each logged one counts, a stored refusal included. */
export function after(subject: Subject, decided: Result<readonly Event[], Refusal>): Subject {
  const next = decided.ok ? decided.value.reduce(evolve, subject) : subject
  return isLogged(decided) ? { ...next, version: subject.version + 1 } : next
}
