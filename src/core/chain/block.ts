/** SHA-256 of bytes, or of a text in UTF-8, as lower-case hex: the core computes none itself. */
export type Hash = (data: Uint8Array | string) => string

/** A link of the chain, as a store keeps it. */
export interface ChainedBlock {
  /** Counts from 1. */
  readonly n: number
  /** The `root` of the block before, as lower-case hex; 64 zeros of the first. */
  readonly prev: string
  /** SHA-256 over RFC 8785 of `at`, `hashes`, `n` and `prev`, as lower-case hex. */
  readonly root: string
  /** 32 bytes per line, in the order of the lines, as lower-case hex. */
  readonly hashes: string
  /** Where the line behind its last one is found. */
  readonly cursor: string
  /** Epoch milliseconds. */
  readonly at: number
}

/** At most so many lines in a block. */
export const mostInBlock = 1_000

/** What stands for the root before the first block. */
export const noRoot = '0'.repeat(64)

/**
 * The block that follows another one.
 *
 * @param before the last block; `null` before the first
 * @param content the hashes of its lines in their order, at most 1,000
 */
export function blockOf(
  before: Pick<ChainedBlock, 'n' | 'root'> | null,
  content: { readonly hashes: readonly string[]; readonly cursor: string; readonly at: number },
  hash: Hash,
): ChainedBlock {
  const { cursor, at } = content
  const chained = { n: (before?.n ?? 0) + 1, prev: before?.root ?? noRoot, hashes: content.hashes.join(''), at }
  return { ...chained, root: rootOf(chained, hash), cursor }
}

/** What the root of a block has to be. Its cursor is where a store goes on: another store may have another. */
export function rootOf({ at, hashes, n, prev }: Omit<ChainedBlock, 'root' | 'cursor'>, hash: Hash): string {
  // Of numbers and hex this is RFC 8785. Of anything else it is no JSON, and still another text for another block.
  return hash(`{"at":${at},"hashes":"${hashes}","n":${n},"prev":"${prev}"}`)
}
