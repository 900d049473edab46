import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EvenhandedError } from 'evenhanded'
import type { OpenDatabase } from './database.js'
import { cannot, unlessMissing } from './peer.js'

/** What PGlite keeps in memory of its files: enough for an import, and far less than its own 128 MB. */
const buffers = '16MB'

/**
 * The PGlite in a folder, made on first use.
 *
 * @param folder holds `database`, and `lock` while somebody uses it
 * @throws EvenhandedError `peer_missing`, `data_in_use`, `database_failed`
 */
export async function openFolder(folder: string): Promise<OpenDatabase> {
  const { PGlite } = await unlessMissing('@electric-sql/pglite', () => import('@electric-sql/pglite'))
  const unlock = await lock(folder)
  try {
    const path = join(folder, 'database')
    if (!existsSync(path)) await make(path)
    const startParams = [...PGlite.defaultStartParams, '-c', `shared_buffers=${buffers}`]
    const db = await PGlite.create(path, { startParams })
    const close = async (): Promise<void> => {
      await db.close()
      await unlock()
    }
    return { db, close, name: path }
  } catch (error) {
    await unlock()
    throw error instanceof EvenhandedError ? error : cannot(`open the database in ${folder}`, error)
  }
}

/**
 * Makes an empty database in a process of its own: that takes PGlite some 800 MB, which would never be given back.
 * Under another name first, so that half a database is never found.
 */
async function make(path: string): Promise<void> {
  const draft = `${path}.new`
  await rm(draft, { recursive: true, force: true })
  const script = `import { PGlite } from ${JSON.stringify(import.meta.resolve('@electric-sql/pglite'))}
const db = await PGlite.create(process.argv[1])
await db.close()`
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script, draft], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000)
    })
    child.once('error', reject)
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(said.trim() || `it ended with ${code}`))))
  })
  await rename(draft, path)
}

/** PGlite has no lock of its own, and two that write to one folder destroy it. */
export async function lock(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'lock')
  await mkdir(folder, { recursive: true })
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' })
      return () => rm(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt > 1) throw cannot(`write to ${folder}`, error)
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''))
    if (isAlive(owner))
      throw new EvenhandedError(
        'data_in_use',
        `${folder} is in use by process ${owner}.\nEnd that first (a running server, another import), or name another folder with --data.\nIf that process is none of ours, remove ${file}.`,
      )
    await rm(file, { force: true })
  }
}

/** A process that is not ours to signal is alive as well. */
function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
