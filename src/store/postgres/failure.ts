import { EvenhandedError } from '../../core/error.js'

/** unique_violation, serialization_failure, deadlock_detected: somebody else was there first, nothing was written. */
const conflicts: ReadonlySet<unknown> = new Set(['23505', '40001', '40P01'])

/** invalid_schema_name, undefined_table, undefined_function. */
const missing: ReadonlySet<unknown> = new Set(['3F000', '42P01', '42883'])

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

export const isConflict = (error: unknown): boolean => conflicts.has(codeOf(error))

export const isMissing = (error: unknown): boolean => missing.has(codeOf(error))

export const notMigrated = (cause: unknown): EvenhandedError =>
  new EvenhandedError('not_migrated', 'The database has not this version’s tables: call store.migrate() first', [], {
    cause,
  })
