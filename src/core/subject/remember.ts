import { record, recordOf } from '../json.js'
import type { Pair } from '../program/pair.js'
import { isConsent } from '../program/purpose.js'
import { inVain, lately, ofLastWeek } from './displays.js'
import type { Event } from './event.js'
import { type Ground, groundsOf, isHeld, lastNo, type OfferHistory, type Subject } from './subject.js'
import { inYear, monthOf, summed } from './weighed.js'

/**
 * The subject after one more event. All memory lives here, but for what a backend alone brings about
 * (`evolve`); no rule does.
 */
export function remember(subject: Subject, event: Event): Subject {
  const after = remembered(subject, event)
  return 'at' in event ? lasting(after, event.at) : after
}

/** What is kept for a week, or for a year, is not kept until the next of its kind: whatever happens, what is over goes. */
export function lasting(subject: Subject, now: number): Subject {
  const displays = ofLastWeek(subject.displays ?? [], now)
  const weighed = inYear(subject.weighed ?? [], now)
  const isSame =
    displays.length === (subject.displays ?? []).length && weighed.length === (subject.weighed ?? []).length
  if (isSame) return subject
  const { displays: _, weighed: __, ...rest } = subject
  return { ...rest, ...(displays.length > 0 && { displays }), ...(weighed.length > 0 && { weighed }) }
}

function remembered(subject: Subject, event: Event): Subject {
  switch (event.type) {
    case 'accepted':
    case 'begun':
      return weighed(put(subject, 'offers', event.offer, history(subject, event)), event)
    case 'supplemented':
      return weighed(subject, event)
    case 'declined':
    case 'dismissed':
      return put(subject, 'offers', event.offer, history(subject, event))
    case 'shown':
      return displayed(put(subject, 'offers', event.offer, history(subject, event)), event)
    case 'appraised': {
      const before = subject.offers[event.offer]
      return before ? put(subject, 'offers', event.offer, { ...before, appraised: event.worth }) : subject
    }
    case 'complained':
      return { ...subject, complainedAt: event.at }
    case 'reconciled': {
      const { complainedAt: _, ...heard } = subject
      return heard
    }
    case 'left':
      return put(released(subject, event.offer), 'offers', event.offer, history(subject, event))
    case 'learned': {
      const { field, at, source, value } = event
      // What was proven stays so where it is only said again.
      const isSame = JSON.stringify(subject.values[field]) === JSON.stringify(value)
      const confirmed = isSame && subject.known[field]?.confirmed && { confirmed: true }
      return put(put(subject, 'known', field, { at, source, ...confirmed }), 'values', field, value)
    }
    case 'confirmed': {
      const known = subject.known[event.field]
      return known ? put(subject, 'known', event.field, { ...known, confirmed: true }) : subject
    }
    case 'granted':
      return put(granted(subject, event), 'objected', event.purpose, undefined)
    case 'refused':
    case 'withdrawn':
    case 'expired':
      return ended(subject, event)
    case 'objected': {
      const mark = { version: subject.version + 1, command: event.command }
      return put(put(subject, 'grounds', event.purpose, undefined), 'objected', event.purpose, mark)
    }
    case 'forgotten':
      return put(put(subject, 'known', event.field, undefined), 'values', event.field, undefined)
    case 'kept':
      return changing(subject, event, (ground) => ({ ...ground, until: event.until }))
    case 'unconfirmed':
      return changing(subject, event, (ground) => ({ ...ground, confirmBy: event.until }))
    case 'effective':
      return changing(subject, event, ({ confirmBy: _, ...ground }) => ground)
    case 'signalled':
      return { ...subject, signal: { at: event.at, command: event.command } }
    case 'restricted':
      return { ...subject, restrictedAt: event.at }
    case 'unrestricted': {
      const { restrictedAt: _, ...free } = subject
      return free
    }
    case 'age-declared':
      return { ...subject, age: { band: event.band, at: event.at } }
    case 'paid':
      return put(subject, 'paid', event.field, true)
    case 'expected': {
      const { currency, amount } = event
      const before = subject.expected[currency] ?? { in: 0, out: 0 }
      const after = { in: before.in + Math.max(amount, 0), out: before.out + Math.max(-amount, 0) }
      return put(subject, 'expected', currency, after)
    }
    case 'erased': {
      const { displays: _, complainedAt: __, weighed: ___, ...left } = subject
      return { ...left, offers: recordOf(Object.entries(left.offers).flatMap(ofErased)), erasedAt: event.at }
    }
    default:
      return subject
  }
}

type Of<Value> = { readonly [name: string]: Value }
/** The parts of a subject that are kept by name. */
type Part = { [P in keyof Subject]-?: Subject[P] extends Of<unknown> ? P : never }[keyof Subject]

/** The subject with another entry in one part, or without that entry. */
export const put = <P extends Part>(
  subject: Subject,
  part: P,
  name: string,
  value: Subject[P][string] | undefined,
): Subject => ({ ...subject, [part]: changed<Of<unknown>[string]>(subject[part], name, value) })

function changed<Value>(of: Of<Value> | undefined, name: string, value: Value | undefined): Of<Value> {
  const copy = record(of)
  if (value === undefined) delete copy[name]
  else copy[name] = value
  return copy
}

const placed = (subject: Subject, { purpose, field }: Pair, ground: Ground | undefined): Subject =>
  put(subject, 'grounds', purpose, changed(subject.grounds[purpose], field, ground))

function changing(subject: Subject, pair: Pair, change: (ground: Ground) => Ground): Subject {
  const ground = subject.grounds[pair.purpose]?.[pair.field]
  return ground ? placed(subject, pair, change(ground)) : subject
}

function history(subject: Subject, event: Event & { type: OfferHistory['status'] }): OfferHistory {
  const { type, at, offer } = event
  const before = subject.offers[offer]
  // A display changes nothing, and a no to a supplement, or to the next step, does not end what was accepted or begun.
  const isShown = type === 'shown'
  const isNo = type === 'declined' || type === 'dismissed'
  const stays = before && (isShown || (isNo && isHeld(before)) || (type === 'begun' && before.status === 'accepted'))
  const since = type === 'accepted' || type === 'begun' ? undefined : before
  const declinedAt = type === 'declined' || type === 'left' ? at : since?.declinedAt
  const dismissedAt = type === 'dismissed' ? at : since?.dismissedAt
  const shownAt = isShown ? at : before?.shownAt
  const steps = (before?.steps ?? 0) + (event.type === 'begun' && event.gives ? 1 : 0)
  return {
    status: stays ? before.status : type,
    at: stays ? before.at : at,
    accepted: (before?.accepted ?? 0) + (type === 'accepted' ? 1 : 0),
    displays: (before?.displays ?? 0) + (isShown ? 1 : 0),
    ...(isShown && { ignored: inVain([...(before?.ignored ?? []), at]) }),
    ...(shownAt !== undefined && { shownAt }),
    ...(declinedAt !== undefined && { declinedAt }),
    ...(dismissedAt !== undefined && { dismissedAt }),
    ...(steps > 0 && { steps }),
    ...(before?.appraised && { appraised: before.appraised }),
  }
}

/** That something was accepted or begun once outlasts who did it; what they were shown and said no to does not. */
const ofErased = ([offer, { status, at, accepted }]: readonly [string, OfferHistory]): [string, OfferHistory][] =>
  accepted > 0 || status === 'left' ? [[offer, { status, at, accepted, displays: 0 }]] : []

/** Who is shown something is not shown too much of it: the last week is kept, and no more. */
const displayed = (subject: Subject, { offer, at, channel }: Event & { type: 'shown' }): Subject =>
  channel === undefined
    ? subject
    : { ...subject, displays: lately([...(subject.displays ?? []), { offer, channel, at }], at) }

/** What was given and got is summed up by month: a year can be told, and no more is kept. */
function weighed(
  subject: Subject,
  { at, weighed: its }: Event & { type: 'accepted' | 'begun' | 'supplemented' },
): Subject {
  if (!its) return subject
  return { ...subject, weighed: summed([...(subject.weighed ?? []), { month: monthOf(at), ...its }]) }
}

/** Leaving an offer ends the grounds that rested on it alone; a legal duty stays, and a consent has its own exit. */
const released = (subject: Subject, offer: string): Subject =>
  groundsOf(subject).reduce((left, { purpose, field, ground }) => {
    const { status, basis, offers } = ground
    const isBound = status === 'granted' && basis !== 'legal-obligation' && !isConsent(ground) && offers.includes(offer)
    if (!isBound) return left
    const others = offers.filter((other) => other !== offer)
    return placed(left, { purpose, field }, others.length > 0 ? { ...ground, offers: others } : undefined)
  }, subject)

function granted(subject: Subject, event: Event & { type: 'granted' }): Subject {
  const { basis, offer, at: since, until, terms, command } = event
  const before = subject.grounds[event.purpose]?.[event.field]
  const others = before?.status === 'granted' ? before.offers.filter((other) => other !== offer) : []
  return placed(subject, event, {
    status: 'granted',
    basis,
    offers: [...others, offer],
    since,
    ...(until !== undefined && { until }),
    ...(terms !== undefined && { terms }),
    version: subject.version + 1,
    command,
  })
}

function ended(subject: Subject, event: Event & { type: 'refused' | 'withdrawn' | 'expired' }): Subject {
  const { type: status, at: since, command } = event
  const before = subject.grounds[event.purpose]?.[event.field]
  // A no takes nothing back that stands, and lifts no withdrawal; when it was said counts all the same.
  if (status === 'refused' && before && before.status !== 'expired')
    return placed(subject, event, { ...before, refusedAt: since })
  const basis = before?.basis ?? 'consent'
  // Who let a consent lapse said no to it.
  const refusedAt = status === 'expired' ? lastNo(before) : undefined
  const version = subject.version + 1
  const ground = { status, basis, offers: [], since, version, command }
  return placed(subject, event, refusedAt === undefined ? ground : { ...ground, refusedAt })
}
