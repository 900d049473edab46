import { record } from '../json.js'
import type { Display, OfferHistory, Subject } from './subject.js'

/** More than anybody is shown in a week. */
const mostDisplays = 100

/** So many displays in a row that nobody answered are told apart. */
const mostIgnored = 16

const day = 86_400_000

/**
 * Of these displays those that limits look at: of the last seven days, oldest first. One that lies more than a day ahead
 * was made by a clock that was wrong, and is no memory.
 *
 * @param now epoch milliseconds
 */
export const lately = (all: readonly Display[], now: number): readonly Display[] =>
  newest(ofLastWeek(all, now).filter(({ at }) => at <= now + day))

/** Of these displays those that are not older than a week. */
export const ofLastWeek = (all: readonly Display[], now: number): readonly Display[] =>
  all.every(({ at }) => at > now - 7 * day) ? all : all.filter(({ at }) => at > now - 7 * day)

/** Of these displays as many as are kept, oldest first. */
export const newest = (all: readonly Display[]): readonly Display[] =>
  [...all].sort((a, b) => a.at - b.at).slice(-mostDisplays)

/** The last of these displays that nobody answered. */
export const inVain = (times: readonly number[]): readonly number[] =>
  [...times].sort((a, b) => a - b).slice(-mostIgnored)

/**
 * One memory of a person with what another one of the same person was shown and said no to. What was agreed to stays as
 * the one has it.
 *
 * @param now epoch milliseconds
 */
export function alsoShown(one: Subject, other: Subject, now: number): Subject {
  const ours = one.displays ?? []
  const theirs = (other.displays ?? []).filter((their) => !ours.some((our) => isSame(our, their)))
  const offers = record(one.offers)
  for (const [id, their] of Object.entries(other.offers)) {
    const count = theirs.filter(({ offer }) => offer === id).length
    offers[id] = historyOfBoth(offers[id], their, count)
  }
  const displays = lately([...ours, ...theirs], now)
  return { ...one, offers, ...(displays.length > 0 && { displays }) }
}

const isSame = (a: Display, b: Display): boolean => a.at === b.at && a.offer === b.offer && a.channel === b.channel

/** What two turn out to be one were shown and did of one offer: neither gets again what the other got, and each no stands. */
export function joined(one: OfferHistory, other: OfferHistory): OfferHistory {
  const further = rank(other) > rank(one) || (rank(other) === rank(one) && other.at > one.at) ? other : one
  const ats = [one, other].filter((its) => its === further || its.accepted > 0).map(({ at }) => at)
  const steps = (one.steps ?? 0) + (other.steps ?? 0)
  return {
    ...historyOfBoth(one, other, other.displays),
    ...{ status: further.status, at: Math.max(...ats), accepted: one.accepted + other.accepted },
    ...(steps > 0 && { steps }),
  }
}

const ranks = { accepted: 3, begun: 2, left: 1, declined: 1, dismissed: 1, shown: 0 } as const

/** What can be left goes before what was answered, and that before what was only shown. */
const rank = ({ status }: OfferHistory): number => ranks[status]

/** @param more displays that the other one remembers alone */
function historyOfBoth(one: OfferHistory | undefined, other: OfferHistory, more: number): OfferHistory {
  const { status, at } = later(one, other)
  const declinedAt = latest(one?.declinedAt, other.declinedAt)
  const dismissedAt = latest(one?.dismissedAt, other.dismissedAt)
  const shownAt = latest(one?.shownAt, other.shownAt)
  const answered = Math.max(answeredAt(one), answeredAt(other))
  const times = new Set([...(one?.ignored ?? []), ...(other.ignored ?? [])])
  const ignored = inVain([...times].filter((time) => time > answered))
  const appraised = one?.appraised ?? other.appraised
  const steps = Math.max(one?.steps ?? 0, other.steps ?? 0)
  return {
    ...{ status, at, accepted: one?.accepted ?? 0, displays: one ? one.displays + more : other.displays },
    ...(ignored.length > 0 && { ignored }),
    ...(shownAt !== undefined && { shownAt }),
    ...(declinedAt !== undefined && { declinedAt }),
    ...(dismissedAt !== undefined && { dismissedAt }),
    ...(appraised && { appraised }),
    ...(steps > 0 && { steps }),
  }
}

type Standing = Pick<OfferHistory, 'status' | 'at'>

/** What is in force stays so, and nothing else comes into force by being remembered elsewhere. */
function later(one: OfferHistory | undefined, other: OfferHistory): Standing {
  const isNo = other.status === 'declined' || other.status === 'dismissed'
  if (!one) return isNo ? other : { status: 'shown', at: other.at }
  const isOpen = one.status !== 'accepted' && one.status !== 'begun'
  return isNo && isOpen && answeredAt(other) > answeredAt(one) ? other : one
}

const latest = (one = Number.NEGATIVE_INFINITY, other = Number.NEGATIVE_INFINITY): number | undefined =>
  Number.isFinite(Math.max(one, other)) ? Math.max(one, other) : undefined

/** When an offer was answered last, whatever the answer; `-Infinity` where it never was. */
export const answeredAt = (
  of: Pick<OfferHistory, 'status' | 'at' | 'declinedAt' | 'dismissedAt'> | undefined,
): number =>
  of
    ? Math.max(
        of.status === 'shown' ? Number.NEGATIVE_INFINITY : of.at,
        latest(of.declinedAt, of.dismissedAt) ?? Number.NEGATIVE_INFINITY,
      )
    : Number.NEGATIVE_INFINITY
