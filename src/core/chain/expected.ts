import { type ChainedBlock, type Hash, mostInBlock, noRoot, rootOf } from './block.js'
import { blockFault, type ChainFault } from './chain-fault.js'

/** An entry that was chained. Without a hash: any number of entries of a block that can't be read. */
export interface Expected {
  readonly block: number
  /** From 1. */
  readonly position: number
  readonly hash: string
}

/** Pages of something, at once or later. */
export type Pages<Item> = AsyncIterable<readonly Item[]> | Iterable<readonly Item[]>

/** What was chained, entry by entry, in the order of the blocks; each block is checked when it is reached. */
export interface ExpectedEntries {
  /** Whether there is another entry; has it at hand. */
  ready(): Promise<boolean>
  /** Whether another one is at hand. */
  has(): boolean
  /** How many follow one another in the block that is being read. */
  run(): number
  /** Whether the next ones of such a run have these hashes, one behind the other. */
  are(hashes: string): boolean
  /** Goes on by so many of a run. */
  skip(count: number): void
  /** The next ones, at most so many, without going on. */
  ahead(count: number): Promise<readonly Expected[]>
  /** Goes on behind so many of those. */
  drop(count: number): void
  readonly blocks: number
  /** Where it stands: behind the last entry at the end. */
  place(): { readonly block: number; readonly position: number }
}

const hashLength = 64
const isHashes = (hashes: string): boolean => hashes.length % hashLength === 0 && /^[0-9a-f]*$/.test(hashes)

export function expectedEntries(
  pages: Pages<ChainedBlock>,
  hash: Hash,
  check: { readonly told: (fault: ChainFault) => void; readonly passed: (block: ChainedBlock) => void },
): ExpectedEntries {
  const blocks = oneByOne(pages)
  const linked = links(hash, check.told)
  let queue: Expected[] = []
  let [head, block, hashes, at, count] = [0, 0, '', 0, 0]
  let passed = 0

  async function nextBlock(): Promise<boolean> {
    while (at >= count) {
      const { value: next, done } = await blocks.next()
      if (done) return false
      passed++
      const { missing, readable } = linked(next)
      check.passed(next)
      if (missing) queue.push({ block: next.n - 1, position: 1, hash: '' })
      if (!readable) queue.push({ block: next.n, position: 1, hash: '' })
      ;[block, hashes, at, count] = [next.n, next.hashes, 0, readable ? next.hashes.length / hashLength : 0]
      if (queue.length > head) return true
    }
    return true
  }

  const self: ExpectedEntries = {
    ready: async () => head < queue.length || at < count || (await nextBlock()),
    has: () => head < queue.length || at < count,
    run: () => (head < queue.length ? Number(queue[head]?.hash !== '') : count - at),
    are: (some) =>
      some === (head < queue.length ? queue[head]?.hash : hashes.slice(at * hashLength, at * hashLength + some.length)),
    skip(count) {
      if (head < queue.length) self.drop(count)
      else at += count
    },
    async ahead(most) {
      ;[queue, head] = [queue.slice(head), 0]
      while (queue.length < most) {
        if (at >= count && !(await nextBlock())) break
        for (; at < count && queue.length < most; at++)
          queue.push({ block, position: at + 1, hash: hashes.slice(at * hashLength, (at + 1) * hashLength) })
      }
      return queue.slice(0, most)
    },
    drop(count) {
      head += count
      if (head >= queue.length) [queue, head] = [[], 0]
    },
    get blocks() {
      return passed
    },
    place: () => queue[head] ?? { block, position: at + 1 },
  }
  return self
}

/** Looks at each block beside the one before it. */
function links(hash: Hash, told: (fault: ChainFault) => void) {
  let [last, root]: [number, string | null] = [0, noRoot]
  return (block: ChainedBlock): { readonly missing: boolean; readonly readable: boolean } => {
    const { n, prev, hashes } = block
    const missing = n > last + 1
    const holds = block.root === rootOf(block, hash)
    // What its root stands for need not be looked through.
    const readable = hashes.length > 0 && hashes.length <= mostInBlock * hashLength && (holds || isHashes(hashes))
    if (n > last + 2) told(blockFault('bad_block', last + 1, `Blocks ${last + 1} to ${n - 1} are missing.`))
    else if (missing) told(blockFault('bad_block', n - 1, `Block ${n - 1} is missing.`))
    else if (n <= last) told(blockFault('bad_block', n, `Block ${n} stands behind block ${last}.`))
    else if (prev !== root) told(blockFault('bad_block', n, `Block ${n} does not follow the one before it.`))
    if (!holds) told(blockFault('bad_block', n, `Block ${n} is not what its root says.`))
    ;[last, root] = [Math.max(n, last), block.root]
    return { missing, readable }
  }
}

/** The items of all pages. */
export async function* oneByOne<Item>(pages: Pages<Item>): AsyncGenerator<Item, undefined> {
  for await (const page of pages) yield* page
  return undefined
}
