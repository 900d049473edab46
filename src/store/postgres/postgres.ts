import type { Clock } from '../../ports/clock.js'
import type { Step, Store, Stored } from '../../ports/store.js'
import { firsts } from '../step.js'
import { isConflict, isMissing, notMigrated } from './failure.js'
import { loaded } from './load.js'
import { migration } from './migrate.js'
import { rowsOf, tables } from './rows.js'
import { schemaNamed } from './schema.js'
import statement from './sql/statement.sql'
import { type LineRow, lineOf } from './statement.js'

/** What is wanted of a database: pg's `Pool` and PGlite have it, and nothing else of either is used. */
export interface Database {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly unknown[] }>
}

export interface PostgresOptions {
  /** The schema that everything stands in, in small letters, digits and `_`; `evenhanded` unless said. */
  readonly schema?: string
  /** The time that `load` tells; the database's own unless said, as a test may. */
  readonly clock?: Clock
}

/**
 * Keeps subjects, points and logs in PostgreSQL 15 or later, or in PGlite. Call `migrate()` once before.
 *
 * @throws EvenhandedError `bad_schema`; from its verbs `not_migrated` where the schema is not there and `bad_step`
 *   where a step contradicts itself; whatever else the driver throws is passed on
 *
 * @example
 * const store = postgres(new Pool({ connectionString: process.env.DATABASE_URL }))
 * await store.migrate()
 */
export function postgres(db: Database, options: PostgresOptions = {}): Store {
  const inSchema = schemaNamed(options.schema ?? 'evenhanded')
  const sql = {
    load: inSchema('select evenhanded.load_v1($1, $2) as found'),
    store: inSchema(`select evenhanded.store_v1($1, ${tables.map((_, n) => `$${n + 2}`).join(', ')}) as raced`),
    statement: inSchema(statement),
    migrate: inSchema(migration),
  }

  const ask = async <Row>(text: string, values: unknown[]): Promise<readonly Row[]> => {
    try {
      return (await db.query(text, values)).rows as readonly Row[]
    } catch (error) {
      throw isMissing(error) ? notMigrated(error) : error
    }
  }

  /** What came of steps that each have a subject of their own. */
  const storeTogether = async (tenant: string, steps: readonly Step[]): Promise<readonly Stored[]> => {
    const rows = rowsOf(steps)
    const values = tables.map((table) => (rows[table].length > 0 ? JSON.stringify(rows[table]) : null))
    const [answer] = await ask<{ raced: string }>(sql.store, [tenant, ...values])
    const raced = new Set(JSON.parse(answer?.raced ?? '[]') as number[])
    return steps.map((_, n) => (raced.has(n + 1) ? 'raced' : 'stored'))
  }

  /** Together; where a conflict that no guard foresees undid that, each by itself. */
  const storeAll = async (tenant: string, steps: readonly Step[]): Promise<readonly Stored[]> => {
    try {
      return await storeTogether(tenant, steps)
    } catch (error) {
      if (!isConflict(error)) throw error
      if (steps.length === 1) return ['raced']
      const stored: Stored[] = []
      for (const step of steps) stored.push(...(await storeAll(tenant, [step])))
      return stored
    }
  }

  return {
    async load(tenant, lookups) {
      if (lookups.length === 0) return []
      const rows = await ask<{ found: string }>(sql.load, [tenant, JSON.stringify(lookups)])
      const all = rows.map(({ found }, n) => loaded(lookups[n]?.commands ?? [], found))
      return options.clock ? all.map((one) => ({ ...one, now: options.clock?.() ?? one.now })) : all
    },

    async store(tenant, steps) {
      if (steps.length === 0) return []
      const first = firsts(steps)
      const stored = await storeAll(
        tenant,
        first.map((n) => steps[n] as Step),
      )
      const outcome = steps.map((): Stored => 'raced')
      for (const [position, n] of first.entries()) outcome[n] = stored[position] ?? 'raced'
      return outcome
    },

    async migrate() {
      await db.query(sql.migrate)
    },

    async statement(tenant, subject, currency, { before = Number.MAX_SAFE_INTEGER, limit = 50 } = {}) {
      return (await ask<LineRow>(sql.statement, [tenant, subject, currency, before, limit])).map(lineOf)
    },
  }
}
