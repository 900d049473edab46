import { book } from '../points/account.js'
import type { Result } from '../result.js'
import type { Event } from './event.js'
import type { Refusal } from './refusal.js'
import { put, remember } from './remember.js'
import { accountOf, type Subject } from './subject.js'

/**
 * The subject after one more event, whoever brought it about. On a device nothing is booked (law 11) and nothing
 * confirmed: to it, `remember` is enough.
 */
export function evolve(subject: Subject, event: Event): Subject {
  switch (event.type) {
    case 'booked': {
      const { currency } = event.transfer
      return put(subject, 'points', currency, book(accountOf(subject, currency), event.transfer))
    }
    case 'confirmed': {
      const known = subject.known[event.field]
      return known ? put(subject, 'known', event.field, { ...known, confirmed: true }) : subject
    }
    default:
      return remember(subject, event)
  }
}

/**
 * Whether a decision stands in the subject's log. Where it only moved points, its transfers are the log:
 * awards then never wait for one another's subject, only for its account. What changed nothing is logged,
 * or its answer would stand nowhere.
 */
export const isLogged = (decided: Result<readonly Event[], Refusal>): boolean =>
  !decided.ok || decided.value.length === 0 || decided.value.some((event) => event.type !== 'booked')

/** The subject after a whole command. Each logged one counts, a stored refusal included. */
export function after(subject: Subject, decided: Result<readonly Event[], Refusal>): Subject {
  const next = decided.ok ? decided.value.reduce(evolve, subject) : subject
  return isLogged(decided) ? { ...next, version: subject.version + 1 } : next
}
