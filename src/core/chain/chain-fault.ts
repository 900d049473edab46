import { type EntryName, nameText } from './entry-name.js'

/**
 * What can be wrong.
 *
 * - `changed`: the line is there, and is not what was chained.
 * - `missing`: a line that was chained is not there any more.
 * - `added`: a line stands among the chained ones, and was never chained.
 * - `reordered`: a line that was chained stands elsewhere.
 * - `cut`: the last lines or blocks are gone.
 * - `bad_block`: a block is missing, changed, or does not follow the one before.
 * - `bad_checkpoint`: what was signed is not what is there, or the signature is not the key's.
 */
export type ChainFaultCode = 'changed' | 'missing' | 'added' | 'reordered' | 'cut' | 'bad_block' | 'bad_checkpoint'

export interface ChainFault {
  readonly code: ChainFaultCode
  /** The number of the block; of a line that was added, where it stands. */
  readonly block: number
  /** Which entry of the block, from 1; `null` where the whole block is meant. */
  readonly position: number | null
  /** Which line it is; of one that is gone `null`: its hash tells no name. */
  readonly entry: EntryName | null
  /** Of one that is gone: the line that stood before it. */
  readonly after: EntryName | null
  readonly message: string
}

export const entryFault = (
  code: ChainFaultCode,
  { block, position }: { readonly block: number; readonly position: number },
  { entry = null, after = null }: { readonly entry?: EntryName | null; readonly after?: EntryName | null },
  what: string,
): ChainFault => {
  const name = entry ? `${nameText(entry)} ` : ''
  const behind = after ? `, behind ${nameText(after)}` : ''
  const message = `Block ${block}, entry ${position}: ${name}${what}${behind}.`
  return { code, block, position, entry, after, message }
}

export const blockFault = (code: ChainFaultCode, block: number, message: string): ChainFault => ({
  code,
  block,
  position: null,
  entry: null,
  after: null,
  message,
})
