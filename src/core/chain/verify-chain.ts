import type { ChainedBlock, Hash } from './block.js'
import { blockFault, type ChainFault } from './chain-fault.js'
import { type ChainedLine, entryHash } from './entry.js'
import { nameOf } from './entry-name.js'
import { type Expected, type ExpectedEntries, expectedEntries, type Pages } from './expected.js'
import { type FoundEntries, foundEntries } from './found.js'
import { inStep, type Pair } from './in-step.js'
import { type Reckoning, reckoning } from './reckoning.js'

/** That a chain was so long once, and what its root was. */
export interface ChainedUpTo {
  readonly n: number
  readonly root: string
}

export interface ChainToVerify {
  /** All lines in the store's order, in pages of any size. */
  readonly lines: Pages<ChainedLine>
  /** All blocks by number, in pages of any size. */
  readonly blocks: Pages<ChainedBlock>
  /**
   * The first line behind the cursor of the last block, where there is one: it and what follows are not chained yet.
   * Without it a line that was cut off the end can't be told from the one that stands there now, and is not chained yet.
   */
  readonly next?: ChainedLine | undefined
  /** Checkpoints whose signatures hold, from where nobody could change them. */
  readonly checkpoints?: readonly ChainedUpTo[]
  /** SHA-256 as lower-case hex. */
  readonly hash: Hash
  /** The hash of a line's entry, for who has it at hand; it is computed unless said. */
  readonly hashOf?: (line: ChainedLine) => string
}

/** What was read. */
export interface ChainVerified {
  readonly blocks: number
  /** Lines that were chained and are there, wherever they stand. */
  readonly entries: number
  /** Lines that are not chained yet, which is no fault. */
  readonly waiting: number
  readonly faults: number
}

/** How far is looked ahead for where both meet again: further and further. */
const windows = [1_000, 4_000, 16_000, 64_000] as const

/**
 * Whether everything that was chained is still there, unchanged and in its order. It reads lines and blocks once, side
 * by side, and what it has in memory depends on neither's number. Where they part it looks ahead for where they meet
 * again, so that a line that is gone is told as one line; more than 64,000 in a row that are gone or new are told as
 * changed.
 *
 * Whoever can write everything can chain everything anew, or cut its end: only a checkpoint shows that.
 *
 * @param told is told of each fault
 *
 * @example
 * const { entries } = await verifyChain(chain, ({ code, message }) => console.error(code, message))
 */
export async function verifyChain(chain: ChainToVerify, told: (fault: ChainFault) => void): Promise<ChainVerified> {
  let faults = 0
  const count = (fault: ChainFault): void => {
    faults++
    told(fault)
  }
  const signed = checkpointsOf(chain.checkpoints ?? [], count)
  const expected = expectedEntries(chain.blocks, chain.hash, { told: count, passed: signed.passed })
  const found = foundEntries(chain.lines, chain.hashOf ?? entryHash(chain.hash), chain.next ? nameOf(chain.next) : null)
  const reckoned = reckoning(count)
  const walk: Walk = { expected, found, reckoned, endKnown: chain.next !== undefined }
  let entries = 0
  while ((await expected.ready()) && (await found.ready())) {
    entries += inTurn(walk)
    if (expected.has() && found.has()) entries += await meetAgain(walk)
  }
  await endsOf(walk)
  reckoned.end()
  signed.end(expected.place().block)
  return { blocks: expected.blocks, entries, waiting: await found.rest(), faults }
}

/** Both sides on their way. */
interface Walk {
  readonly expected: ExpectedEntries
  readonly found: FoundEntries
  readonly reckoned: Reckoning
  /** Whether what was found ends where what is not chained yet begins. */
  readonly endKnown: boolean
}

/** Goes on while both say the same, as far as they are at hand; returns how far. */
function inTurn({ expected, found }: Walk): number {
  let [same, most] = [0, expected.run()]
  while (most > 0 && found.has()) {
    const { count, hashes } = found.run(most)
    if (expected.are(hashes)) {
      expected.skip(count)
      found.skip(count)
      same += count
      most = expected.run()
    } else if (count === 1) break
    // Somewhere among them: where, is found by halves.
    else most = count >> 1
  }
  return same
}

/** Looks ahead for where both meet again, and keeps what is between; returns how many are the same. */
async function meetAgain(walk: Walk): Promise<number> {
  const { expected, found, reckoned, endKnown } = walk
  for (const window of windows) {
    const [due, there] = [await expected.ahead(window), await found.ahead(window)]
    const [dueEnds, thereEnds] = [due.length < window, there.length < window]
    const pairs = inStep(due, there)
    if (pairs.length === 0 && !(dueEnds && thereEnds) && window !== windows.at(-1)) continue
    // Where they meet no more, one stands beside the other, as far as both reach.
    const beside = Math.min(due.length, there.length)
    const last: Pair = [thereEnds ? beside : due.length, dueEnds && !endKnown ? beside : there.length]
    let [from, of] = [0, 0]
    let after = found.previous()
    for (const [to, until] of pairs.length > 0 ? pairs : [last]) {
      const place = due[from] ?? expected.place()
      if (to > from || until > of)
        reckoned.add({ expected: due.slice(from, to), found: there.slice(of, until), place, after })
      after = there[until]?.entry ?? null
      ;[from, of] = pairs.length > 0 ? [to + 1, until + 1] : [to, until]
    }
    expected.drop(from)
    found.drop(of)
    return pairs.length
  }
  return 0
}

/** What was chained and has nothing beside it any more; or what stands there and was never chained. */
async function endsOf({ expected, found, reckoned, endKnown }: Walk): Promise<void> {
  const after = found.previous()
  if (await expected.ready()) {
    const due = await expected.ahead(windows[0])
    expected.drop(due.length)
    let cut = 0
    for (let more = due.length; more > 0; cut += more) {
      more = (await expected.ahead(windows[0])).length
      expected.drop(more)
    }
    reckoned.add({ expected: due, found: [], place: due[0] as Expected, after, cut })
  }
  while (endKnown && (await found.ready())) {
    const there = await found.ahead(windows[0])
    found.drop(there.length)
    reckoned.add({ expected: [], found: there, place: expected.place(), after })
  }
}

/** Holds the blocks to what was signed. */
function checkpointsOf(checkpoints: readonly ChainedUpTo[], told: (fault: ChainFault) => void) {
  const roots = new Map<number, Set<string>>()
  for (const { n, root } of checkpoints) roots.set(n, (roots.get(n) ?? new Set()).add(root))
  return {
    passed({ n, root }: ChainedBlock): void {
      const signed = roots.get(n)
      if (signed && (signed.size > 1 || !signed.has(root)))
        told(blockFault('bad_checkpoint', n, `Block ${n} is not the one that was signed.`))
    },
    end(last: number): void {
      let most = 0
      for (const n of roots.keys()) most = Math.max(most, n)
      if (most > last) told(blockFault('cut', last + 1, `Blocks up to ${most} were signed, the chain ends at ${last}.`))
    },
  }
}
