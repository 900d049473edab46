import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import { type Database, postgres } from 'evenhanded/postgres'
import { createServer } from 'evenhanded/server'
import { createDatabase } from '../support/database.js'
import { openDesk, type Said } from './desk.js'
import { oldClub } from './old-club.program.js'

const source = readFileSync(fileURLToPath(new URL('./old-club.program.ts', import.meta.url)), 'utf8')

type Cell = string | number | undefined
type Server = ReturnType<typeof serverOf>

/** What one import said; its JSON where it printed one. */
export interface Imported extends Said {
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what was printed
  readonly json: any
}

/** A database that command lines and tests share. Each test has a program, and so a tenant, of its own. */
export interface OldDesk {
  readonly folder: string
  readonly data: string
  readonly secret: string
  /** The words that lead a command to it. */
  readonly where: readonly string[]
  program(id: string, change?: (text: string) => string): string
  /** Writes a table, every cell in quotes. */
  table(name: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): string
  write(name: string, text: string | Uint8Array): string
  run(...words: readonly string[]): Promise<Said>
  /** `evenhanded import`, with its JSON. */
  imports(kind: string, program: string, file: string, ...more: readonly string[]): Promise<Imported>
  /** Looks at a tenant through a server of its own. */
  look<Value>(tenant: string, work: (server: Server) => Promise<Value>): Promise<Value>
  /** Every row of every table with where it lies and what wrote it: a row that was only written again shows. */
  rows(): Promise<string>
  close(): Promise<void>
}

const serverOf = (db: Database, tenant: string, secret: string) =>
  createServer({ program: oldClub, tenant, store: postgres(db), secrets: [secret] })

/** @param postgresUrl of a real PostgreSQL; PGlite in a folder where there is none */
export async function openOldDesk(postgresUrl: string | null): Promise<OldDesk> {
  const desk = openDesk()
  const data = join(desk.folder, 'data')
  const real = postgresUrl === null ? undefined : await createDatabase(postgresUrl)
  const where = real ? ['--db', real.url, '--data', data] : ['--data', data]
  // An embedded database is one user's at a time.
  const using = async <Value>(work: (db: Database) => Promise<Value>): Promise<Value> => {
    if (real) return work(real.pool)
    const db = await PGlite.create(join(data, 'database'))
    return work(db).finally(() => db.close())
  }
  const write = (name: string, text: string | Uint8Array): string => {
    const path = join(desk.folder, name)
    writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text)
    return path
  }
  const run = (...words: readonly string[]) => desk.run(...words, ...where)
  return {
    folder: desk.folder,
    data,
    secret: desk.secret,
    where,
    program(id, change = (text) => text) {
      return write(`${id}.ts`, change(source.replace("id: 'old-club'", `id: '${id}'`)))
    },
    table(name, columns, rows) {
      const cell = (text: Cell): string => `"${String(text ?? '').replaceAll('"', '""')}"`
      return write(name, [columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n'))
    },
    write,
    run,
    async imports(kind, program, file, ...more) {
      const said = await run('import', kind, program, file, '--json', ...more)
      return { ...said, json: said.out === '' ? undefined : JSON.parse(said.out) }
    },
    look: (tenant, work) => using((db) => work(serverOf(db, tenant, desk.secret))),
    rows: () => using(allRows),
    async close() {
      await real?.drop()
      desk.close()
    },
  }
}

async function allRows(db: Database): Promise<string> {
  const { rows } = await db.query("select tablename from pg_tables where schemaname = 'evenhanded' order by 1")
  const names = (rows as { tablename: string }[]).map(({ tablename }) => tablename)
  const all: string[] = []
  for (const name of names) {
    const { rows } = await db.query(
      `select ctid::text, xmin::text, t::text as row from evenhanded.${name} t order by 1`,
    )
    all.push(name, ...(rows as object[]).map((row) => JSON.stringify(row)))
  }
  return all.join('\n')
}
