import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EvenhandedError } from 'evenhanded'
import { type CheckpointKey, newCheckpointKey, publicKeyOf } from 'evenhanded/server'
import type { Terminal } from './terminal.js'

/** The half of the data folder's key that whoever verifies needs. */
export const publicKeyFile = (folder: string): string => join(folder, 'checkpoint-key.pub.json')

/**
 * The key that checkpoints are signed with: of `EVENHANDED_CHECKPOINT_KEY`, else of the data folder, where it is made on
 * first use, for its owner's eyes alone; its public half is written beside it.
 *
 * @throws EvenhandedError `bad_checkpoint_key`
 */
export async function signingKeyIn(folder: string, terminal: Terminal): Promise<CheckpointKey> {
  const given = terminal.env.EVENHANDED_CHECKPOINT_KEY
  if (given !== undefined && given !== '') return signing(given, 'EVENHANDED_CHECKPOINT_KEY')
  const file = join(folder, 'checkpoint-key.json')
  const made = await newCheckpointKey()
  await mkdir(folder, { recursive: true })
  try {
    await writeFile(file, `${JSON.stringify(made)}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return signing(await readFile(file, 'utf8'), file)
  }
  await writeFile(publicKeyFile(folder), `${JSON.stringify(publicKeyOf(made))}\n`)
  return made
}

/**
 * The keys in a file, one JWK or a set of them (`{ "keys": […] }`), as after the key was changed.
 *
 * @throws EvenhandedError `bad_checkpoint_key`
 */
export async function publicKeysOf(file: string): Promise<readonly CheckpointKey[]> {
  const said = json(await read(file), file) as { readonly keys?: readonly CheckpointKey[] } & CheckpointKey
  const keys = said.keys ?? [said]
  for (const key of keys) if (!isKey(key)) throw bad(file)
  return keys.map(publicKeyOf)
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new EvenhandedError('bad_checkpoint_key', `Can’t read ${file}.\nName the public key with --key.`, [], {
      cause,
    })
  }
}

function signing(text: string, from: string): CheckpointKey {
  const key = json(text, from) as CheckpointKey
  if (!isKey(key) || typeof key.d !== 'string') throw bad(from)
  return key
}

function json(text: string, from: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw bad(from)
  }
}

const isKey = (key: CheckpointKey): boolean =>
  typeof key === 'object' && key?.kty === 'OKP' && key.crv === 'Ed25519' && typeof key.x === 'string'

const bad = (from: string): EvenhandedError =>
  new EvenhandedError(
    'bad_checkpoint_key',
    `${from} holds no Ed25519 key as JWK, as in {"kty":"OKP","crv":"Ed25519",…}.`,
  )
