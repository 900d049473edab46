import { EvenhandedError } from '../../core/error.js'
import type { TransferKind } from '../../core/points/transfer.js'
import { calendarOf } from '../../core/subject/backend/ledger.js'
import { askedByServer } from '../calls/asked-by-server.js'
import { commit, type Done, trying } from '../calls/commit.js'
import { whoseMember } from '../calls/whose.js'
import type { chainWork } from '../chain/chain-work.js'
import { dueConfirmations } from '../confirm/due-confirmations.js'
import type { Desk } from '../desk.js'
import { type RafflesDone, raffleTime } from '../raffle/raffle-time.js'
import { timeOf } from '../raffle/raffles.js'
import { dueRegisters, type RequestsDue } from '../rights/due-registers.js'
import { type Delivered, deliver } from './deliveries.js'

export interface DueWorkOptions {
  /** By deed, how many there were on the whole site: what a tier's `share` is a share of. */
  readonly totals?: { readonly [deed: string]: number }
  /** How long it may take, in milliseconds; as long as it takes unless said. The next call goes on where it ended. */
  readonly budget?: number
  /**
   * Whether members are told of what is to come (`points.expiring`, `tier.will-drop`). It has to look at everybody
   * whose points end soon, so once an hour is enough. True unless said.
   */
  readonly notices?: boolean
}

/** What was done, in lines of the ledger where nothing else is said. */
export interface DueDone extends Delivered {
  /** Messages to confirm an address that had not been sent. */
  readonly messages: number
  /** Points whose time was over. */
  readonly expired: number
  /** Holds that were not resolved in time. */
  readonly released: number
  readonly tiers: number
  readonly notices: number
  readonly raffles: RafflesDone
  /** What people asked for and wait for; see to those that are overdue. */
  readonly requests: RequestsDue
  /** Lines that were added to the chain. */
  readonly chained: number
}

const page = 500

/**
 * Books what time has brought about. Nothing that a member sees depends on when: it can run at any time, anywhere, on
 * many machines at once. Whoever comes second finds it done.
 */
export function dueWork(
  desk: Desk,
  chain: ReturnType<typeof chainWork>,
): (options?: DueWorkOptions) => Promise<DueDone> {
  let after: string | null = null
  return async ({ totals, budget = Number.POSITIVE_INFINITY, notices = true } = {}) => {
    const from = performance.now()
    const isOver = () => performance.now() - from >= budget
    const now = await timeOf(desk)
    await desk.uses.flush()
    const soon = notices ? horizon(desk, now) : now
    const booked = new Map<TransferKind, number>()
    for (;;) {
      const subjects: readonly string[] = await trying(() =>
        desk.store.due(desk.tenant, { now, soon, after, limit: page }),
      )
      for (const done of await bookDue(desk, subjects, totals)) count(booked, done)
      after = subjects.length < page ? null : (subjects.at(-1) as string)
      if (after === null || isOver()) break
    }
    const delivered = await deliver(desk, isOver)
    const raffles = await raffleTime(desk, now)
    const requests = await dueRegisters(desk, now)
    const chained = await chain({ budget: from + budget - performance.now() })
    // Last: it waits for others, and for a mail service that is slow nothing else shall wait.
    const confirmations = await dueConfirmations(desk, isOver)
    const lines = (kind: TransferKind) => booked.get(kind) ?? 0
    return {
      expired: lines('expire'),
      released: lines('release'),
      tiers: lines('tier'),
      notices: lines('notice'),
      ...delivered,
      raffles,
      requests,
      messages: confirmations.messages,
      chained: chained.lines,
      more: after !== null || delivered.more || confirmations.more || chained.more,
    }
  }
}

/** Up to when anybody is told of what is to come. */
function horizon({ plan }: Desk, now: number): number {
  const calendar = calendarOf(plan)
  const windows = Object.values(plan.program.currencies).flatMap(({ notice = 'P30D', tiers }) => [
    notice,
    ...(tiers?.by === 'points' ? [tiers.notice ?? 'P30D'] : []),
  ])
  return Math.max(now, ...windows.map((window) => calendar.later(now, window)))
}

/**
 * One command each, with an id of its own: what keeps it from being booked twice is the account's number, and who reads
 * it again finds nothing due.
 */
async function bookDue(
  desk: Desk,
  subjects: readonly string[],
  totals: DueWorkOptions['totals'],
): Promise<readonly Done[]> {
  if (subjects.length === 0) return []
  const jobs = subjects.map((id) => {
    const asked = [askedByServer(desk, crypto.randomUUID(), { type: 'due', ...(totals && { totals }) })]
    return { ...whoseMember(desk, { id, login: null }, asked), asked }
  })
  try {
    return await commit(desk, jobs)
  } catch (error) {
    // Somebody is always faster here: what is still due will be named again.
    if (error instanceof EvenhandedError && error.code === 'busy') return []
    throw error
  }
}

function count(booked: Map<TransferKind, number>, { step }: Done): void {
  for (const event of step?.commands.flatMap(({ events }) => events) ?? [])
    if (event.type === 'booked') booked.set(event.transfer.kind, (booked.get(event.transfer.kind) ?? 0) + 1)
}
