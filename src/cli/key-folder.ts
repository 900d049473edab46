import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EvenhandedError } from 'evenhanded'
import type { KeyRing } from 'evenhanded/server'
import { syncFolder } from './sync-folder.js'

/**
 * A ring that keeps the keys itself, each in a small file of a folder, and the store a name alone: whoever is erased has
 * their file removed, and no backup of the database can be opened any more. The folder belongs on another disk than the
 * database's backups; its own backups must be as young as an erasure may take.
 *
 * @param inner wraps what stands in the files, so that the folder alone opens nothing either
 * @throws EvenhandedError from its verbs: `bad_keys` where a key was put under another subject's name
 */
export function keyFolder(folder: string, inner?: KeyRing): KeyRing {
  const fileOf = (name: string): string => join(folder, name.slice(0, 2), name)
  return {
    async wrap(key, subject) {
      const name = randomBytes(16).toString('hex')
      const text = inner ? await inner.wrap(key, subject) : Buffer.from(key).toString('base64')
      await mkdir(join(folder, name.slice(0, 2)), { recursive: true, mode: 0o700 })
      await written(fileOf(name), JSON.stringify([subject, text]))
      return name
    },
    async unwrap(name, subject) {
      const [owner, text] = await told(folder, fileOf(checked(name)))
      if (text === undefined) return null
      if (owner !== subject) throw new EvenhandedError('bad_keys', `The key ${name} is another subject’s.`)
      return inner ? inner.unwrap(text, subject) : new Uint8Array(Buffer.from(text, 'base64'))
    },
    async drop(name) {
      // Overwriting says nothing of what a disk or its snapshots keep: where that matters, give it a key of its own.
      await rm(fileOf(checked(name)), { force: true })
    },
  }
}

/** The file's content, or nothing where it was removed. A folder that is not there at all was not mounted. */
async function told(folder: string, file: string): Promise<readonly [owner?: string, text?: string]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as [string, string]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && existsSync(folder)) return []
    throw error
  }
}

/** On the disk before anything is sealed with it: what is sealed with a lost key is lost. */
async function written(path: string, text: string): Promise<void> {
  const draft = `${path}.new`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.write(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  await syncFolder(dirname(path))
}

/** A name comes out of the database: nothing but a name leads into the folder. */
function checked(name: string): string {
  if (/^[0-9a-f]{32}$/.test(name)) return name
  throw new EvenhandedError('bad_keys', 'A subject’s key was wrapped by another ring than this folder.')
}
