import type { DisplayLimits } from '../program/contact-policy.js'
import type { Display } from '../subject/subject.js'
import type { View } from './view.js'

export type Span = keyof DisplayLimits

export const spans: readonly Span[] = ['session', 'day', 'week']

const day = 86_400_000
/** A session is over after half an hour without a display. */
const halfHour = 1_800_000

const none: readonly Display[] = []

/**
 * From when on one more display stays within these limits, epoch milliseconds: 0 where it does now. What the server and
 * what the device remember counts together. One pass over both, newest first; nothing is allocated.
 *
 * @param offer   counts the displays of this offer alone
 * @param channel counts those on this channel alone
 */
export function freeFrom(
  limits: DisplayLimits,
  { subject, local, at: now }: Pick<View, 'subject' | 'local' | 'at'>,
  offer?: string,
  channel?: string,
): number {
  const ours = subject.displays ?? none
  const theirs = local?.displays ?? none
  let from = 0
  let count = 0
  /** The last display of all, and the one that came after this one. */
  let last = Number.NaN
  let next = Number.NaN
  let isSession = true
  for (let i = ours.length - 1, j = theirs.length - 1; i >= 0 || j >= 0; ) {
    const isOurs = j < 0 || (i >= 0 && (ours[i] as Display).at >= (theirs[j] as Display).at)
    const one = (isOurs ? ours[i--] : theirs[j--]) as Display
    // Two clocks differ a little; one that lies further ahead was wrong, and is not waited for.
    if (one.at > now + day) continue
    if (Number.isNaN(last)) last = one.at
    else if (next - one.at >= halfHour) isSession = false
    next = one.at
    if ((offer !== undefined && one.offer !== offer) || (channel !== undefined && one.channel !== channel)) continue
    count += 1
    if (isSession && count === limits.session) from = Math.max(from, last + halfHour)
    if (count === limits.day) from = Math.max(from, one.at + day)
    if (count === limits.week) from = Math.max(from, one.at + 7 * day)
  }
  return from
}

/** Of these limits the one that holds longest. */
export const bindingOf = (
  limits: DisplayLimits,
  view: Pick<View, 'subject' | 'local' | 'at'>,
  offer?: string,
  channel?: string,
): Span =>
  spans.reduce((longest, per) => {
    const from = (span: Span) => freeFrom(only(limits, span), view, offer, channel)
    return from(per) > from(longest) ? per : longest
  })

const only = (limits: DisplayLimits, span: Span): DisplayLimits =>
  limits[span] === undefined ? {} : { [span]: limits[span] }
