import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EvenhandedError } from 'evenhanded'
import { type KeyRing, keyRing } from 'evenhanded/server'
import { keyFolder } from './key-folder.js'
import type { Terminal } from './terminal.js'

/**
 * The key ring that personal values are sealed with: of `EVENHANDED_KEYS`, else of the file `keys` in the data folder;
 * `undefined` where there is neither: then it follows from the secret. With `EVENHANDED_KEY_FOLDER` the keys of subjects
 * are kept in that folder, out of the reach of the database's backups.
 *
 * @throws EvenhandedError `bad_keys`
 */
export async function keysIn(folder: string, terminal: Terminal): Promise<KeyRing | undefined> {
  const file = join(folder, 'keys')
  const own =
    keysOfEnvironment('EVENHANDED_KEYS', terminal.env) ?? (existsSync(file) ? await keysOfFile(file) : undefined)
  const apart = terminal.env.EVENHANDED_KEY_FOLDER
  return apart === undefined || apart === '' ? own : keyFolder(apart, own)
}

/**
 * A ring of the keys in a file: 32 bytes each in base 64, one a line. The first wraps, all unwrap.
 *
 * @throws EvenhandedError `bad_keys` where there is none, or one of them is no key
 */
export const keysOfFile = async (path: string): Promise<KeyRing> => ringOf(await readFile(path, 'utf8'), path)

/** The same of an environment variable, keys apart by spaces; `undefined` where it is not set. */
export function keysOfEnvironment(name: string, env: Terminal['env']): KeyRing | undefined {
  const text = env[name]
  return text === undefined || text === '' ? undefined : ringOf(text, name)
}

function ringOf(text: string, from: string): KeyRing {
  const keys = text
    .split(/\s+/)
    .filter((line) => line !== '')
    .map((line) => new Uint8Array(Buffer.from(line, 'base64')))
  if (keys.length === 0 || keys.some((key) => key.length !== 32))
    throw new EvenhandedError(
      'bad_keys',
      `${from} holds no keys of 32 bytes in base 64.\nMake one: openssl rand -base64 32`,
    )
  return keyRing(keys)
}
