import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EvenhandedError, type Policy, type Program } from 'evenhanded'
import { type Database, postgres } from 'evenhanded/postgres'
import { createServer, memory, type Server, type Store } from 'evenhanded/server'
import { lock, openFolder } from '../data-folder.js'
import { keysIn } from '../keys.js'
import { openDatabase, type Where } from '../open-database.js'
import { cannot } from '../peer.js'
import { checkSecret, fingerprintOf, otherSecret, type Secret, secretIn } from '../secret.js'
import type { Terminal } from '../terminal.js'
import { withoutKeeping, withoutWriting } from './without-writing.js'

/** What all imports of members are told. */
export interface ImportWhere extends Where {
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** A program at work on a database, for one import. */
export interface ImportDesk {
  readonly server: Server
  /** The database as a person knows it. */
  readonly name: string
  close(): Promise<void>
}

/**
 * Opens what an import works on. A dry run decides everything as the import would, and writes nothing: of an embedded
 * database it works on a copy; on a PostgreSQL it reads alone.
 *
 * @throws EvenhandedError `peer_missing`, `data_in_use`, `database_failed`, `other_secret`, `bad_secrets`, `bad_keys`
 */
export async function openDesk(
  terminal: Terminal,
  program: Program,
  where: ImportWhere,
  policy?: Policy,
): Promise<ImportDesk> {
  const ring = await keysIn(where.data, terminal)
  const keys = ring && where.dryRun ? withoutKeeping(ring) : ring
  const { store, secret, name, close } = await (where.dryRun ? rehearsing : working)(terminal, program, where)
  const own = { program, store, secrets: [secret.text], ...(policy && { policy }), ...(keys && { keys }) }
  return { server: createServer(own), name, close }
}

interface Opened {
  readonly store: Store
  readonly secret: Secret
  readonly name: string
  close(): Promise<void>
}

async function working(terminal: Terminal, program: Program, where: ImportWhere): Promise<Opened> {
  const secret = await secretIn(where.data, terminal)
  const { db, name, close } = await openDatabase(where)
  return { ...(await closing(close, name, () => migrated(db, program, secret))), secret, name, close }
}

async function migrated(db: Database, program: Program, secret: Secret): Promise<Pick<Opened, 'store'>> {
  const store = postgres(db)
  await store.migrate()
  await checkSecret(db, program.id, secret)
  return { store }
}

async function rehearsing(terminal: Terminal, program: Program, where: ImportWhere): Promise<Opened> {
  const secret = await secretAsItIs(terminal, where.data)
  if (where.db !== undefined) return reading(program, where, secret)
  const path = join(where.data, 'database')
  if (!existsSync(path)) return { store: memory(), secret, name: path, close: async () => undefined }
  const folder = await mkdtemp(join(tmpdir(), 'evenhanded-dry-run-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  return closing(remove, path, async () => {
    const unlock = await lock(where.data)
    await cp(path, join(folder, 'database'), { recursive: true }).finally(unlock)
    const { db, close } = await openFolder(folder)
    const all = () => close().finally(remove)
    return { ...(await closing(all, path, () => migrated(db, program, secret))), secret, name: path, close: all }
  })
}

async function reading(program: Program, where: ImportWhere, secret: Secret): Promise<Opened> {
  const { db, name, close } = await openDatabase(where)
  return closing(close, name, async () => {
    const isThere = async (table: string): Promise<boolean> => {
      const { rows } = await db.query('select to_regclass($1) is not null as there', [`evenhanded.${table}`])
      return (rows[0] as { readonly there: boolean }).there
    }
    if (!(await isThere('subject'))) return { store: memory(), secret, name, close }
    const { rows } = (await isThere('fingerprint'))
      ? await db.query('select fingerprint from evenhanded.fingerprint where tenant = $1', [program.id])
      : { rows: [] }
    const kept = (rows[0] as { readonly fingerprint: string } | undefined)?.fingerprint
    if (kept !== undefined && kept !== fingerprintOf(program.id, secret)) throw otherSecret()
    return { store: withoutWriting(postgres(db)), secret, name, close }
  })
}

/** Where there is none yet, one is made up, and kept nowhere. */
const secretAsItIs = (terminal: Terminal, folder: string): Promise<Secret> =>
  terminal.env.EVENHANDED_SECRET || existsSync(join(folder, 'secret'))
    ? secretIn(folder, terminal)
    : Promise.resolve({ text: randomBytes(32).toString('base64url'), made: true })

async function closing<Value>(close: () => Promise<void>, name: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    await close()
    throw error instanceof EvenhandedError ? error : cannot(`use the database ${name}`, error)
  }
}
