import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { EvenhandedError } from 'evenhanded'
import {
  type ChainFault,
  type ChainVerified,
  type Checkpoint,
  checkpointReader,
  type Store,
  verifyStore,
} from 'evenhanded/server'
import { publicKeyFile, publicKeysOf } from './chain-key.js'
import { linesIn } from './line-file.js'
import { points } from './report/money.js'

/** Where the checkpoints and the key are that signed them. */
export interface CheckpointsAt {
  readonly data: string
  readonly checkpoints?: string
  readonly key?: string
}

/** What was found of the chain, and its first faults. */
export interface ChainFound extends ChainVerified {
  /** How many checkpoints of this tenant were looked at. */
  readonly checkpoints: number
  readonly told: readonly ChainFault[]
}

/** Where `serve` keeps checkpoints unless it is told otherwise. */
export const checkpointsFile = (folder: string): string => join(folder, 'checkpoints.jsonl')

/** So many faults are named: who has rewritten everything is not told each line. */
const most = 1_000

/**
 * Verifies the chain, against the checkpoints where there are any.
 *
 * @throws EvenhandedError `bad_checkpoint_key`, `no_checkpoints`
 */
export async function chainVerified(store: Store, tenant: string, at: CheckpointsAt): Promise<ChainFound> {
  const told: ChainFault[] = []
  let faults = 0
  const tell = (fault: ChainFault): void => {
    faults++
    if (told.length < most) told.push(fault)
  }
  const checkpoints = await signedIn(tenant, at, tell)
  const found = await verifyStore(store, tenant, tell, checkpoints)
  return { ...found, faults, checkpoints: checkpoints.length, told }
}

/** The checkpoints of a tenant whose signatures hold. */
async function signedIn(
  tenant: string,
  { data, checkpoints: named, key }: CheckpointsAt,
  tell: (fault: ChainFault) => void,
): Promise<readonly Checkpoint[]> {
  const file = named ?? checkpointsFile(data)
  if (!existsSync(file)) {
    if (named === undefined) return []
    throw new EvenhandedError('no_checkpoints', `There is no file ${file}.`)
  }
  const reader = await checkpointReader(await publicKeysOf(key ?? publicKeyFile(data)))
  const signed: Checkpoint[] = []
  for await (const [line, n] of linesIn(file)) {
    const checkpoint = await reader(line)
    if (checkpoint === null) tell(unsigned(n))
    else if (checkpoint.tenant === tenant) signed.push(checkpoint)
  }
  return signed
}

const unsigned = (n: number): ChainFault => ({
  code: 'bad_checkpoint',
  block: 0,
  position: null,
  entry: null,
  after: null,
  message: `Line ${n} of the checkpoints is not signed by the key.`,
})

/** What a person is told of it: one line where all holds. Nothing where there is nothing yet. */
export function chainText({ blocks, entries, waiting, faults, checkpoints, told }: ChainFound): readonly string[] {
  if (blocks + waiting + checkpoints + faults === 0) return []
  const parts = [
    `Chain: ${points(entries)} ${entries === 1 ? 'entry' : 'entries'} in ${points(blocks)} ${blocks === 1 ? 'block' : 'blocks'}`,
    ...(waiting > 0 ? [`${points(waiting)} not chained yet`] : []),
    checkpoints === 0 ? 'no checkpoints' : `${points(checkpoints)} ${checkpoints === 1 ? 'checkpoint' : 'checkpoints'}`,
    faults === 0 ? 'ok' : `${points(faults)} wrong`,
  ]
  return [
    '',
    ...wrapped(parts.join(', ')),
    ...told.flatMap(({ code, message }) => wrapped(`${message} (${code})`)),
    ...(faults > told.length ? [`And ${points(faults - told.length)} more.`] : []),
  ]
}

/** At most 80 wide, further lines set in. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < 80) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(last === undefined ? word : `  ${word}`)
  }
  return lines
}
