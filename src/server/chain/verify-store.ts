import type { ChainFault } from '../../core/chain/chain-fault.js'
import { type ChainedUpTo, type ChainVerified, verifyChain } from '../../core/chain/verify-chain.js'
import type { Block, Line, RecordStore } from '../../ports/record.js'
import { sha256 } from './sha256.js'

/**
 * Verifies the chain of a tenant as it stands in a store, while others may go on writing: what is chained from now on
 * is not looked at.
 *
 * @param told is told of each fault
 */
export async function verifyStore(
  store: Pick<RecordStore, 'lines' | 'blocks' | 'lastBlock'>,
  tenant: string,
  told: (fault: ChainFault) => void,
  checkpoints: readonly ChainedUpTo[] = [],
): Promise<ChainVerified> {
  const last = await store.lastBlock(tenant)
  const next = last ? (await store.lines(tenant, last.cursor, 1)).lines[0] : undefined
  const [lines, blocks] = [linesOf(store, tenant), blocksOf(store, tenant, last?.n ?? 0)]
  return await verifyChain({ lines, blocks, next, checkpoints, hash: sha256 }, told)
}

/** All lines; while a page is being checked the next one is on its way. */
async function* linesOf(store: Pick<RecordStore, 'lines'>, tenant: string): AsyncGenerator<readonly Line[], undefined> {
  const page = 1_000
  const read = (after: string | null) => {
    const coming = store.lines(tenant, after, page)
    // Whoever stops in between does not wait for it.
    coming.catch(() => undefined)
    return coming
  }
  let coming = read(null)
  for (;;) {
    const { lines, cursor } = await coming
    if (lines.length === 0) return undefined
    coming = read(cursor)
    yield lines
  }
}

/** A block is 64 kB: a few at once. */
async function* blocksOf(
  store: Pick<RecordStore, 'blocks'>,
  tenant: string,
  last: number,
): AsyncGenerator<readonly Block[], undefined> {
  const page = 16
  let after = 0
  while (after < last) {
    const blocks = (await store.blocks(tenant, after, page)).filter(({ n }) => n <= last)
    if (blocks.length === 0) return undefined
    yield blocks
    after = blocks.at(-1)?.n ?? last
  }
  return undefined
}
