import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Store } from 'evenhanded/server'
import { Client, Pool } from 'pg'
import { startPostgres } from '../../tests/support/postgres.js'
import { inProject } from '../built.js'
import { currency, members, tenant } from './members.js'

/** A database with both ledgers in it, ours and the bare one, each with as many transfers. */
export interface BenchDatabase {
  readonly store: Store
  /** As many connections as a server has. */
  readonly many: Pool
  readonly one: Pool
  /** The store over a single connection. */
  readonly storeOfOne: Store
  drop(): Promise<void>
}

/** A PostgreSQL of the bench's own, with its durable defaults. */
export interface BenchServer {
  /** @param transfers how many there are before anything is measured */
  database(transfers: number): Promise<BenchDatabase>
  stop(): Promise<void>
}

/** @throws Error where no PostgreSQL can be started: nothing else stands in for one here */
export async function startBenchServer(): Promise<BenchServer> {
  const started = await startPostgres()
  if ('unavailable' in started) throw new Error(`The ledger is measured on PostgreSQL: ${started.unavailable}`)
  return { database: (transfers) => makeDatabase(started.url, transfers), stop: started.stop }
}

async function makeDatabase(server: string, transfers: number): Promise<BenchDatabase> {
  const name = `bench_${randomBytes(4).toString('hex')}`
  await command(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const [many, one] = [16, 1].map((max) => new Pool({ connectionString: url.href, max })) as [Pool, Pool]
  // Whom a drop finds still leaving, it ends.
  for (const pool of [many, one]) pool.on('error', () => undefined)
  const { postgres } = await import('evenhanded/postgres')
  const [store, storeOfOne] = [postgres(many), postgres(one)]
  await store.migrate()
  await one.query(await readFile(inProject('bench/ledger/bare.sql'), 'utf8'))
  await fill(one, transfers)
  const drop = async (): Promise<void> => {
    await Promise.all([many.end(), one.end()])
    await command(server, `drop database ${name} with (force)`)
  }
  return { store, many, one, storeOfOne, drop }
}

async function command(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}

/** Members have had their awards by turns; what is left of them stands in one lot. Indexes are made afterwards. */
async function fill(db: Pool, transfers: number): Promise<void> {
  const { rows } = await db.query(await readFile(inProject('bench/ledger/indexes.sql'), 'utf8'))
  const indexes = rows as { readonly drop: string; readonly make: string }[]
  for (const { drop } of indexes) await db.query(drop)
  const sql = await readFile(inProject('bench/ledger/fill.sql'), 'utf8')
  const said = { tenant: `'${tenant}'`, currency: `'${currency}'`, members, transfers }
  await db.query(sql.replaceAll(/:(\w+)/g, (text, word) => String(said[word as keyof typeof said] ?? text)))
  for (const { make } of indexes) await db.query(make)
  for (const text of ['vacuum (analyze)', 'checkpoint']) await db.query(text)
}
