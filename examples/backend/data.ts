import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { postgres } from 'evenhanded/postgres'
import { lockFolder } from './folder-lock.js'

/** What the demo keeps between runs: an embedded database and a secret, in one folder. */
export interface Data {
  readonly db: PGlite
  /** The library's own tables, in a schema of their own beside the demo's. */
  readonly store: ReturnType<typeof postgres>
  readonly secret: string
  close(): Promise<void>
}

export async function openData(folder: string, fresh: boolean): Promise<Data> {
  const unlock = await lockFolder(folder)
  const database = join(folder, 'database')
  if (fresh) await rm(database, { recursive: true, force: true })
  const db = await PGlite.create(database)
  const store = postgres(db)
  await store.migrate()
  const close = async () => {
    await db.close()
    await unlock()
  }
  return { db, store, secret: await secretIn(folder), close }
}

async function secretIn(folder: string): Promise<string> {
  const file = join(folder, 'secret')
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  if (kept) return kept
  const made = randomBytes(32).toString('base64url')
  await writeFile(file, made, { mode: 0o600 })
  return made
}
