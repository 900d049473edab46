import { blockOf, mostInBlock } from '../../core/chain/block.js'
import { entryHash } from '../../core/chain/entry.js'
import type { Block, Line } from '../../ports/record.js'
import { trying } from '../calls/commit.js'
import type { Desk } from '../desk.js'
import { timeOf } from '../raffle/raffles.js'
import { sha256 } from './sha256.js'
import { signCheckpoint } from './signed-checkpoint.js'

export interface ChainOptions {
  /** How long it may take, in milliseconds; as long as it takes unless said. */
  readonly budget?: number
  /** Whether the last lines are chained that fill no block and are younger than a minute; they wait unless said. */
  readonly all?: boolean
}

/** What was chained by this run. */
export interface Chained {
  readonly blocks: number
  readonly lines: number
  /** Whether a checkpoint was kept. */
  readonly signed: boolean
  /** Whether there may be more to chain: the time was over, or others kept being faster. */
  readonly more: boolean
}

/** Lines that fill no block wait so long for others. */
const patience = 60_000

/** So often somebody else may append first, one time after the other, before it is left to them. */
const races = 20

/**
 * Chains what is settled: full blocks of 1,000 lines at once, fewer where the oldest has waited for a minute. It reads
 * what others wrote and locks nothing of it; of many that append the same block one succeeds, and the others go on
 * behind it. Where checkpoints are kept, each run that appended keeps one; so does the first run of a process, in case
 * another one ended in between.
 */
export function chainWork(desk: Desk): (options?: ChainOptions) => Promise<Chained> {
  const { store, tenant, checkpoints } = desk
  const hashOf = entryHash(sha256)
  let isOwed = true

  async function run({ budget = Number.POSITIVE_INFINITY, all = false }: ChainOptions = {}): Promise<Chained> {
    const from = performance.now()
    const start = await timeOf(desk)
    const now = (): number => desk.clock?.() ?? Math.floor(start + performance.now() - from)
    const sums = { blocks: 0, lines: 0 }
    let last = await trying(() => store.lastBlock(tenant))
    let [lost, more] = [0, false]
    for (;;) {
      const { lines, cursor } = await trying(() => store.lines(tenant, last?.cursor ?? null, mostInBlock))
      if (lines.length === 0 || !(all || isDue(lines, now()))) break
      const block = blockOf(last, { hashes: lines.map(hashOf), cursor, at: now() }, sha256)
      if (await trying(() => store.append(tenant, block))) {
        sums.blocks++
        sums.lines += lines.length
        last = block
        lost = 0
      } else {
        lost++
        await pause(lost)
        last = await trying(() => store.lastBlock(tenant))
      }
      more = performance.now() - from >= budget || lost >= races
      if (more) break
    }
    isOwed ||= sums.blocks > 0
    return { ...sums, signed: last !== null && isOwed && (await sign(last, now())), more }
  }

  /** The chain stands without it: what fails is told, and made up for by the next run. */
  async function sign({ n, root, cursor }: Block, at: number): Promise<boolean> {
    if (!checkpoints) return false
    try {
      await checkpoints.keep(await signCheckpoint({ tenant, n, root, cursor, at }, checkpoints.key))
      isOwed = false
      return true
    } catch (error) {
      desk.onError(error)
      return false
    }
  }

  return run
}

const isDue = (lines: readonly Line[], now: number): boolean =>
  lines.length >= mostInBlock || lines.some((line) => recordedAt(line) <= now - patience)

/** When a line was recorded. */
export const recordedAt = (line: Line): number => (line.kind === 'log' ? line.at : line.transfer.at)

/** Never the same, so that those who raced do not meet again. */
const pause = (lost: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(lost, 8) * 10))
