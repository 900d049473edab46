import { inSegment } from '../../core/decision/segment.js'
import type { Counted } from '../events.js'
import type { Acting } from './acting.js'

/** As it stands before the event; nothing where the site does not count. */
export function counted(
  { board, plan, counts }: Pick<Acting, 'board' | 'plan' | 'counts'>,
  offer: string,
  event: 'shown' | 'accepted' | 'declined' | 'dismissed' | 'begun',
): Counted {
  if (counts === undefined) return {}
  const { optimistic, local } = board.get()
  const view = board.view()
  const before = [optimistic, local].flatMap(({ offers }) => offers[offer] ?? [])
  const isFirst = {
    shown: () => before.every(({ displays }) => displays === 0),
    accepted: () => before.every(({ accepted }) => accepted === 0),
    begun: () => before.every(({ accepted }) => accepted === 0),
    declined: () => before.every(({ status }) => status === 'shown'),
    dismissed: () => before.every(({ status }) => status === 'shown'),
  }
  return {
    touchpoint: counts,
    segments: Object.keys(plan.program.segments).filter((name) => inSegment(plan, view, name)),
    first: isFirst[event](),
  }
}
