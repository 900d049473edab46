import type { Clock } from '../../ports/clock.js'
import type { Post, Step, Store, Stored } from '../../ports/store.js'
import { firsts } from '../step.js'
import { answerKept } from './answer.js'
import { couponBatches } from './coupon-batches.js'
import { isConflict, isMissing, notMigrated } from './failure.js'
import { type Ask, ledger } from './ledger.js'
import { loaded } from './load.js'
import { migration } from './migrate.js'
import { recordStore } from './record.js'
import { registers } from './registers.js'
import { rowsOf, tables } from './rows.js'
import { schemaNamed } from './schema.js'
import { usualLookup, usualStep, usualValues } from './usual-step.js'

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
  const ask: Ask = async <Row>(text: string, values: readonly unknown[]) => {
    try {
      return (await db.query(inSchema(text), [...values])).rows as readonly Row[]
    } catch (error) {
      throw isMissing(error) ? notMigrated(error) : error
    }
  }

  /** What came of steps that each have a subject of their own. */
  const storeTogether = async (tenant: string, steps: readonly Step[]): Promise<readonly Stored[]> => {
    const rows = rowsOf(steps, options.clock?.())
    const usual = usualStep(rows)
    if (usual) {
      const [answer] = await ask<{ stored: boolean }>(storeUsualSql, [tenant, ...usual])
      return [answer?.stored ? 'stored' : 'raced']
    }
    const values = tables.map((table) => (rows[table].length > 0 ? JSON.stringify(rows[table]) : null))
    const [answer] = await ask<{ raced: string }>(storeSql, [tenant, ...values])
    const raced = new Set(JSON.parse(answer?.raced ?? '[]') as number[])
    return steps.map((_, n) => (raced.has(n + 1) ? 'raced' : 'stored'))
  }

  const postTogether = async (tenant: string, posts: readonly Post[]): Promise<readonly Posted[]> => {
    const [first, ...others] = posts
    if (first && others.length === 0) {
      const [answer] = await ask<{ posted: boolean }>(postUsualSql, [tenant, ...usualPost(first)])
      return [answer?.posted ? 'posted' : 'decide']
    }
    const [answer] = await ask<{ posted: string }>(postSql, [tenant, JSON.stringify(posts.map(postOf))])
    return (JSON.parse(answer?.posted ?? '[]') as boolean[]).map((posted) => (posted ? 'posted' : 'decide'))
  }

  return {
    async load(tenant, lookups) {
      if (lookups.length === 0) return []
      const usual = usualLookup(lookups)
      const rows = await (usual
        ? ask<{ found: string }>(loadUsualSql, [tenant, ...usual])
        : ask<{ found: string }>(loadSql, [tenant, JSON.stringify(lookups)]))
      const all = rows.map(({ found }, n) => loaded(lookups[n] ?? { commands: [] }, found))
      return options.clock ? all.map((one) => ({ ...one, now: options.clock?.() ?? one.now })) : all
    },

    async store(tenant, steps) {
      if (steps.length === 0) return []
      const first = firsts(steps)
      const firstSteps = first.map((n) => steps[n] as Step)
      const stored = await unlessUndone((some) => storeTogether(tenant, some), firstSteps, 'raced')
      const outcome = steps.map((): Stored => 'raced')
      for (const [position, n] of first.entries()) outcome[n] = stored[position] ?? 'raced'
      return outcome
    },

    async post(tenant, posts) {
      if (posts.length === 0) return []
      return unlessUndone((some) => postTogether(tenant, some), posts, 'decide')
    },

    async migrate() {
      await db.query(inSchema(migration))
    },

    ...ledger(ask, options.clock),
    ...recordStore(ask),
    ...registers(ask, options.clock),
    ...couponBatches(ask, options.clock),
  }
}

type Posted = 'posted' | 'decide'

/** All together; where a conflict that no guard foresees undid that, each by itself, and `lost` where it still does. */
async function unlessUndone<Item, Outcome>(
  together: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  items: readonly Item[],
  lost: Outcome,
): Promise<readonly Outcome[]> {
  try {
    return await together(items)
  } catch (error) {
    if (!isConflict(error)) throw error
    if (items.length === 1) return [lost]
    const outcomes: Outcome[] = []
    for (const item of items) outcomes.push(...(await unlessUndone(together, [item], lost)))
    return outcomes
  }
}

const placesAfter = (first: number, count: number): string =>
  Array.from({ length: count }, (_, n) => `$${first + n + 1}`).join(', ')
const loadSql = 'select evenhanded.load_v3($1, $2) as found'
const loadUsualSql = 'select evenhanded.load_usual_v2($1, $2, $3, $4) as found'
const storeUsualSql = `select evenhanded.store_usual_v2($1, ${placesAfter(1, usualValues)}) as stored`
const storeSql = `select evenhanded.store_v3($1, ${placesAfter(1, tables.length)}) as raced`
const postUsualSql = `select evenhanded.post_usual_v1($1, ${placesAfter(1, 14)}) as posted`
const postSql = 'select evenhanded.post_v1($1, $2) as posted'

/** The values for `post_usual_v1`. */
function usualPost({ answer, ...post }: Post): readonly unknown[] {
  const { subject, login, key, hash, kind, currency, amount, reason, code, actor, at, lot } = post
  const named = [subject, login, key, hash, answerKept(answer, post), kind, currency, amount, reason, code, actor, at]
  return [...named, lot?.availableAt, lot?.expiresAt].map((value) => value ?? null)
}

/** An answer is kept to the byte: it travels as text, where its transfer does not tell it. */
const postOf = (post: Post) => ({ ...post, answer: answerKept(post.answer, post) })
