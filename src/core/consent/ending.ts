import { groundsOf, type Subject } from '../subject/subject.js'

/**
 * The next instant at which something of a subject's state ends by itself, epoch milliseconds; `null` if nothing does.
 * Of who was erased: when a legal duty ends.
 */
export function endsAt(subject: Pick<Subject, 'grounds'>): number | null {
  const ends = groundsOf(subject).flatMap(({ ground: { status, until, confirmBy } }) =>
    status === 'granted' ? [until, confirmBy].filter((end) => end !== undefined) : [],
  )
  return ends.reduce<number | null>((least, end) => (least === null || end < least ? end : least), null)
}
