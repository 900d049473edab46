import { postgres } from 'evenhanded/postgres'
import { openDatabase, type Where } from './open-database.js'
import { cannot } from './peer.js'
import type { Terminal } from './terminal.js'

/**
 * `evenhanded migrate`: brings a database to this version's shape. Safe to run at any time, by many at once.
 *
 * @throws EvenhandedError where the database can't be used
 */
export async function migrate(terminal: Terminal, where: Where): Promise<number> {
  const database = await openDatabase(where)
  try {
    await postgres(database.db).migrate()
  } catch (error) {
    throw cannot(`migrate ${database.name}`, error)
  } finally {
    await database.close()
  }
  terminal.out(`${database.name} has this version’s tables.`)
  return 0
}
