import { EvenhandedError } from '../../core/error.js'
import type { Loaded, Lookup, Step } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import type { Asked } from './asked.js'
import { type Decided, decideAll, type Start } from './decide-all.js'

/** One subject's commands, and how to find whose they are. */
export interface Job {
  readonly lookups: readonly Lookup[]
  readonly start: (loaded: readonly Loaded[]) => Start
  readonly asked: readonly Asked[]
}

/** What a job came to, and the instant at which it was decided. */
export interface Done extends Decided {
  readonly now: number
}

const tries = 10

/**
 * Loads, decides and stores: two round trips for all jobs together, and nothing locked between them. A job
 * that lost a race is loaded and decided again; the others are not held up.
 *
 * @throws EvenhandedError `store_failed`, or `busy` after ten lost races
 */
export async function commit(desk: Desk, jobs: readonly Job[]): Promise<readonly Done[]> {
  const done = new Array<Done>(jobs.length)
  let open = jobs.map((job, index) => ({ job, index }))
  for (let attempt = 0; open.length > 0; attempt++) {
    if (attempt === tries) throw new EvenhandedError('busy', 'Others stored first, time and again.')
    if (attempt > 0) await pause(attempt)
    const loaded = await load(
      desk,
      open.flatMap(({ job }) => job.lookups),
    )
    const steps: Step[] = []
    const stepped: typeof open = []
    let at = 0
    for (const one of open) {
      const own = loaded.slice(at, at + one.job.lookups.length)
      at += own.length
      const now = desk.clock?.() ?? own[0]?.now ?? Date.now()
      const decided = decideAll(desk.plan, one.job.start(own), one.job.asked, now)
      done[one.index] = { ...decided, now }
      if (!decided.step) continue
      steps.push(decided.step)
      stepped.push(one)
    }
    const stored = steps.length > 0 ? await trying(() => desk.store.store(desk.tenant, steps)) : []
    open = stepped.filter((_, index) => stored[index] !== 'stored')
  }
  return done
}

/** Reads, in one round trip. */
export async function load(desk: Desk, lookups: readonly Lookup[]): Promise<readonly Loaded[]> {
  const loaded = await trying(() => desk.store.load(desk.tenant, lookups))
  if (loaded[0]) desk.time.heard(loaded[0].now)
  return loaded
}

/** What the database says of its failure is for the site's own log alone. */
export async function trying<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask()
  } catch (cause) {
    if (cause instanceof EvenhandedError) throw cause
    throw new EvenhandedError('store_failed', 'The store failed.', [], { cause })
  }
}

/** A little longer each time and never the same, so that those who raced don't meet again. */
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 2 ** attempt * 4))
