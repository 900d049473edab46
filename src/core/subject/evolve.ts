import { record } from '../json.js'
import { book } from '../points/account.js'
import type { Result } from '../result.js'
import type { Event } from './event.js'
import type { Refusal } from './refusal.js'
import { accountOf, type Ground, type OfferHistory, type Subject } from './subject.js'

/** The subject after one more event. All memory lives here; no rule does. */
export function evolve(subject: Subject, event: Event): Subject {
  switch (event.type) {
    case 'accepted':
    case 'declined':
    case 'dismissed':
    case 'shown':
    case 'left':
      return {
        ...subject,
        offers: set(subject.offers, event.offer, history(subject.offers[event.offer], event)),
        ...leaving(subject, event),
      }
    case 'learned': {
      const known = { at: event.at, source: event.source }
      return {
        ...subject,
        known: set(subject.known, event.field, known),
        values: set(subject.values, event.field, event.value),
      }
    }
    case 'granted':
      return granted(subject, event)
    case 'refused':
    case 'withdrawn':
    case 'expired':
      return ended(subject, event)
    case 'objected': {
      const { [event.purpose]: _, ...grounds } = subject.grounds
      const mark = { version: subject.version + 1, command: event.command }
      return { ...subject, grounds: record(grounds), objected: set(subject.objected, event.purpose, mark) }
    }
    case 'forgotten':
      return { ...subject, known: without(subject.known, event.field), values: without(subject.values, event.field) }
    case 'confirmed': {
      const known = subject.known[event.field]
      return known ? { ...subject, known: set(subject.known, event.field, { ...known, confirmed: true }) } : subject
    }
    case 'paid':
      return { ...subject, paid: set(subject.paid, event.field, true) }
    case 'booked': {
      const { currency } = event.transfer
      return { ...subject, points: set(subject.points, currency, book(accountOf(subject, currency), event.transfer)) }
    }
    case 'expected': {
      const before = subject.expected[event.currency] ?? { in: 0, out: 0 }
      const after =
        event.amount > 0 ? { ...before, in: before.in + event.amount } : { ...before, out: before.out - event.amount }
      return { ...subject, expected: set(subject.expected, event.currency, after) }
    }
    case 'erased':
      return { ...subject, erasedAt: event.at }
    case 'given':
      return subject
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

type Of<Value> = { readonly [name: string]: Value }

const set = <Value>(of: Of<Value>, name: string, value: Value): Of<Value> => {
  const copy = record(of)
  copy[name] = value
  return copy
}

const without = <Value>(of: Of<Value>, name: string): Of<Value> => {
  const copy = record(of)
  delete copy[name]
  return copy
}

const statuses = {
  accepted: 'accepted',
  declined: 'declined',
  dismissed: 'dismissed',
  shown: 'shown',
  left: 'left',
} as const

function history(before: OfferHistory | undefined, event: Event & { type: keyof typeof statuses }): OfferHistory {
  const isNo = event.type === 'declined' || event.type === 'dismissed'
  // A display changes nothing, and a no to a supplement does not end what was accepted.
  const stays = before && (event.type === 'shown' || (isNo && before.status === 'accepted'))
  return {
    status: stays ? before.status : statuses[event.type],
    at: stays ? before.at : event.at,
    accepted: (before?.accepted ?? 0) + (event.type === 'accepted' ? 1 : 0),
    displays: (before?.displays ?? 0) + (event.type === 'shown' ? 1 : 0),
  }
}

/** Leaving an offer ends the grounds that rested on it alone; a legal duty stays. */
function leaving(subject: Subject, event: Event & { offer: string }): Partial<Subject> | undefined {
  if (event.type !== 'left') return undefined
  const grounds = record(subject.grounds)
  for (const [purpose, byField] of Object.entries(subject.grounds)) {
    const kept = Object.entries(byField).flatMap(([field, ground]): [string, Ground][] => {
      const bound =
        ground.status === 'granted' && ground.basis !== 'legal-obligation' && !ground.basis.endsWith('consent')
      if (!bound || !ground.offers.includes(event.offer)) return [[field, ground]]
      const offers = ground.offers.filter((offer) => offer !== event.offer)
      return offers.length > 0 ? [[field, { ...ground, offers }]] : []
    })
    grounds[purpose] = record(Object.fromEntries(kept))
  }
  return { grounds }
}

function granted(subject: Subject, event: Event & { type: 'granted' }): Subject {
  const before = subject.grounds[event.purpose]?.[event.field]
  const offers = before?.status === 'granted' ? before.offers.filter((offer) => offer !== event.offer) : []
  const ground: Ground = {
    status: 'granted',
    basis: event.basis,
    offers: [...offers, event.offer],
    since: event.at,
    ...(event.until === undefined ? undefined : { until: event.until }),
    version: subject.version + 1,
    command: event.command,
  }
  return { ...subject, grounds: placed(subject, event, ground), objected: without(subject.objected, event.purpose) }
}

function ended(subject: Subject, event: Event & { type: 'refused' | 'withdrawn' | 'expired' }): Subject {
  const before = subject.grounds[event.purpose]?.[event.field]
  if (event.type === 'refused' && before && before.status !== 'expired') return subject
  const ground: Ground = {
    status: event.type,
    basis: before?.basis ?? 'consent',
    offers: [],
    since: event.at,
    version: subject.version + 1,
    command: event.command,
  }
  return { ...subject, grounds: placed(subject, event, ground) }
}

const placed = (subject: Subject, at: { purpose: string; field: string }, ground: Ground): Of<Of<Ground>> =>
  set(subject.grounds, at.purpose, set(subject.grounds[at.purpose] ?? record(), at.field, ground))
