import { groundsOf, type Subject } from '../subject/subject.js'

/** The next instant at which something of a subject's state ends by itself, epoch milliseconds; `null` if nothing does. */
export function endsAt(subject: Pick<Subject, 'grounds' | 'erasedAt'>): number | null {
  if (subject.erasedAt !== null) return null
  const ends = groundsOf(subject).flatMap(({ ground: { status, until } }) =>
    status === 'granted' && until !== undefined ? [until] : [],
  )
  return ends.reduce<number | null>((least, until) => (least === null || until < least ? until : least), null)
}
