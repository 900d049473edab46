import type { Erasure, Erasures } from '../../ports/erasures.js'
import { askedByServer } from '../calls/asked-by-server.js'
import { commit } from '../calls/commit.js'
import { trying } from '../calls/load.js'
import { whoseMember } from '../calls/whose.js'
import type { Desk } from '../desk.js'

/** What a register of erasures came to, once it was done again. */
export interface Replayed {
  /** Lines of the register that are this tenant's. */
  readonly lines: number
  /** Who had come back with the backup and was erased again. */
  readonly erased: number
  /** Who was erased already. */
  readonly before: number
  /** Who is not in this database at all. */
  readonly unknown: number
}

/** So many at once. */
const page = 200

/**
 * Erases everybody again who stands in a register, as after a backup was restored: their values, keys and logins go, and
 * what keeps them from being imported again is there until the end that it had at first. Safe to do again, and as often
 * as one likes.
 *
 * @throws EvenhandedError `store_failed`, `busy`, `not_migrated`; what was done by then stays done
 */
export async function replayErasures(desk: Desk, register: Erasures): Promise<Replayed> {
  const sums = { lines: 0, erased: 0, before: 0, unknown: 0 }
  let open = new Map<string, Erasure>()
  const close = async (): Promise<void> => {
    for (const came of await eraseAgain(desk, [...open.values()])) sums[came]++
    open = new Map()
  }
  for await (const erasure of register.all()) {
    if (erasure.tenant !== desk.tenant) continue
    sums.lines++
    // Whoever stands there twice was erased the first time.
    if (!open.has(erasure.subject)) open.set(erasure.subject, erasure)
    if (open.size === page) await close()
  }
  await close()
  return sums
}

async function eraseAgain(
  desk: Desk,
  erasures: readonly Erasure[],
): Promise<readonly Exclude<keyof Replayed, 'lines'>[]> {
  if (erasures.length === 0) return []
  const jobs = erasures.map(({ subject, at }) => {
    const asked = [askedByServer(desk, desk.secrets.half(`erased:${subject}:${at}`), { type: 'erase' })]
    return { ...whoseMember(desk, { id: subject, login: null }, asked), asked, erasedAt: at }
  })
  const done = await commit(desk, jobs)
  const now = done[0]?.now ?? Date.now()
  const open = erasures.flatMap(({ suppressions }) => suppressions).filter(({ until }) => until > now)
  if (open.length > 0) await trying(() => desk.store.suppress(desk.tenant, open))
  return done.map(({ answers: [said] }) => {
    if (!said) return 'unknown'
    const { answer, known } = said
    if (answer.ok) return known ? 'before' : 'erased'
    return answer.error.code === 'no_subject' ? 'unknown' : 'before'
  })
}
