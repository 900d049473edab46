import { EvenhandedError } from '../../core/error.js'
import type { Loaded, Lookup, Step } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import { type Erasing, openedToErase } from '../erasure/erasing.js'
import { leftOf, register } from '../erasure/left-of.js'
import { withoutSuppressed } from '../erasure/suppressed.js'
import { erases, sealStep } from '../vault/seal-step.js'
import type { Asked } from './asked.js'
import { type Decided, decideAll, type Start } from './decide-all.js'
import { load, trying } from './load.js'
import { needsValues, type Opened, opened, unopened } from './opened.js'

export { load, trying } from './load.js'

/** One subject's commands, and how to find whose they are. */
export interface Job {
  readonly lookups: readonly Lookup[]
  readonly start: (loaded: readonly Loaded[]) => Start
  readonly asked: readonly Asked[]
  /** Of an erasure that is done again: when it was done at first. */
  readonly erasedAt?: number
}

/** What a job came to, and the instant at which it was decided. */
export interface Done extends Decided {
  readonly now: number
}

/** A job that was read and waits to be decided. */
interface Read {
  readonly job: Job
  readonly index: number
  readonly start: Start
  readonly asked: readonly Asked[]
  readonly now: number
}

/** A job whose step waits to be stored. */
interface Ready {
  readonly read: Read
  readonly step: Step
}

const tries = 10

/**
 * Loads, decides and stores: two round trips for all jobs together, and nothing locked between them. A job
 * that lost a race is loaded and decided again; the others are not held up. What is personal is opened for the decision
 * where it needs that, and sealed before it is stored.
 *
 * @throws EvenhandedError `store_failed`, or `busy` after ten lost races; `bad_keys`, `keys_failed`; `register_failed`
 */
export async function commit(desk: Desk, jobs: readonly Job[]): Promise<readonly Done[]> {
  const done = new Array<Done>(jobs.length)
  let open = jobs.map((job, index) => ({ job, index }))
  for (let attempt = 0; open.length > 0; attempt++) {
    if (attempt === tries) throw new EvenhandedError('busy', 'Others stored first, time and again.')
    if (attempt > 0) await pause(attempt)
    const ready: Ready[] = []
    const read = await readAll(desk, open)
    for (const { read: one, decided, step } of await Promise.all(read.map((one) => decide(desk, one)))) {
      done[one.index] = { ...decided, now: one.now }
      if (step) ready.push({ read: one, step })
    }
    const steps = ready.map(({ step }) => step)
    const stored = steps.length > 0 ? await trying(() => desk.store.store(desk.tenant, steps)) : []
    await dropKeys(
      desk,
      ready.filter((_, n) => stored[n] === 'stored'),
    )
    open = ready.filter((_, n) => stored[n] !== 'stored').map(({ read }) => read)
  }
  desk.stored(done.flatMap(({ step }) => (step ? [step] : [])))
  return done
}

async function readAll(desk: Desk, open: readonly Pick<Read, 'job' | 'index'>[]): Promise<readonly Read[]> {
  const loaded = await load(
    desk,
    open.flatMap(({ job }) => job.lookups),
  )
  let at = 0
  const all = open.map(({ job, index }): Read => {
    const own = loaded.slice(at, at + job.lookups.length)
    at += own.length
    const now = desk.clock?.() ?? own[0]?.now ?? Date.now()
    return { job, index, start: job.start(own), asked: job.asked, now }
  })
  return withoutSuppressed(desk, all, all[0]?.now ?? Date.now())
}

interface Made {
  readonly read: Read
  readonly decided: Decided
  /** As the store may see it. */
  readonly step: Step | null
}

async function decide(desk: Desk, read: Read): Promise<Made> {
  const { start, asked, now } = read
  const own = needsValues(desk.plan, asked) ? await openedFor(desk, start, asked) : unopened(start.subject)
  const decided = decideAll(desk.plan, { ...start, subject: own.subject }, asked, now)
  return { read, decided, step: decided.step && (await sealedFor(desk, read, own, decided.step)) }
}

async function openedFor(desk: Desk, { id, key, subject }: Start, asked: readonly Asked[]): Promise<Opened> {
  if (id === null) return unopened(subject)
  if (!asked.some(({ command }) => command?.type === 'erase')) return opened(desk, { id, key }, subject)
  return openedToErase(desk, { id, key }, subject)
}

async function sealedFor(desk: Desk, { start, job, now }: Read, own: Opened, step: Step): Promise<Step> {
  const { vault, secrets, plan } = desk
  const { shut, open } = own
  const sealed = await sealStep({ vault, secrets, program: plan.program, key: start.key, shut, open }, step)
  if (!erases(step)) return sealed
  const erasing: Erasing = { step, opened: own, login: start.login ?? start.bind, at: job.erasedAt ?? now }
  const left = await leftOf(desk, erasing)
  if (job.erasedAt === undefined) await register(desk, step, erasing.at, left)
  return { ...sealed, ...left }
}

/** A ring that keeps keys forgets those of whom it is stored that they were erased. */
async function dropKeys(desk: Desk, stored: readonly Ready[]): Promise<void> {
  for (const { read, step } of stored) {
    const { key } = read.start
    if (!erases(step) || !key) continue
    try {
      await desk.vault.keys.drop(step.subject, key)
    } catch (error) {
      // They are erased, and nobody is told otherwise; whoever keeps the keys has to see to it.
      desk.onError(error)
    }
  }
}

/** A little longer each time and never the same, so that those who raced don't meet again. */
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * 2 ** attempt * 4))
