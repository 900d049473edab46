import type { Database } from 'evenhanded/postgres'

/** A database in use by one command. */
export interface OpenDatabase {
  readonly db: Database
  /** As a person knows it; without a password. */
  readonly name: string
  close(): Promise<void>
}
