import { inSegment, segmentPairs } from '../../core/decision/segment.js'
import { look } from '../../core/decision/view.js'
import type { Plan } from '../../core/program/plan.js'
import type { Counted } from '../events.js'
import type { Acting } from './acting.js'

/** As it stands before the event; nothing where the site does not count. */
export function counted(
  acting: Pick<Acting, 'board' | 'plan' | 'counts' | 'clock' | 'tally'>,
  offer: string,
  event: 'shown' | 'accepted' | 'declined' | 'dismissed' | 'begun',
): Counted {
  const { board, counts } = acting
  if (counts === undefined) return {}
  const { optimistic, local } = board.get()
  const before = [optimistic, local].flatMap(({ offers }) => offers[offer] ?? [])
  const isFirst = {
    shown: () => before.every(({ displays }) => displays === 0),
    accepted: () => before.every(({ accepted }) => accepted === 0),
    begun: () => before.every(({ accepted }) => accepted === 0),
    declined: () => before.every(({ status }) => status === 'shown'),
    dismissed: () => before.every(({ status }) => status === 'shown'),
  }
  return { touchpoint: counts, segments: segmentsOf(acting, offer), first: isFirst[event]() }
}

/**
 * The segments that somebody is in, as far as the site may count them: by what the server is told, for what stays on the
 * device is told to nobody (law 8). What is read for it is a use (law 10).
 */
function segmentsOf(
  { board, plan, clock, tally }: Pick<Acting, 'board' | 'plan' | 'clock' | 'tally'>,
  offer: string,
): readonly string[] {
  const view = look(plan, board.get().optimistic, undefined, clock())
  const names = Object.keys(plan.program.segments).filter((name) => isCountable(plan, name))
  for (const { field, purpose } of names.flatMap((name) => segmentPairs(plan, view, name)))
    tally.count(field, purpose, `count:${offer}`)
  return names.filter((name) => inSegment(plan, view, name))
}

/** A special field is read by the explicit consent to another use than to be counted. */
function isCountable({ program }: Plan, name: string): boolean {
  const { for: purpose, where = {} } = program.segments[name] ?? {}
  const isHere = purpose !== undefined && program.purposes[purpose]?.on === 'device'
  return !isHere && !Object.keys(where).some((field) => program.fields[field]?.special)
}
