import type { Row } from '../compare.js'
import { acrossLots } from './across-lots.js'
import { startBenchServer } from './bench-database.js'
import { commands } from './commands.js'
import { growth } from './growth.js'
import { members } from './members.js'
import { movements } from './movements.js'
import { plans } from './plans.js'
import { sqlAsText } from './sql-text.js'
import { written } from './written.js'

/**
 * What the ledger costs beside the barest function of one insert and one update, on the same PostgreSQL with its
 * durable defaults: every commit is on disk before it counts.
 *
 * @param most the most transfers that awards are measured after
 */
export async function ledger(most: number): Promise<readonly Row[]> {
  sqlAsText()
  const server = await startBenchServer()
  try {
    const db = await server.database(members * 60)
    const rows = [
      // First what reads whole accounts: later ones have many lots.
      ...(await commands(db)),
      ...(await movements(db)),
      ...(await acrossLots(db)),
      ...(await written(db)),
      ...(await plans(db)),
    ]
    await db.drop()
    return [...rows, ...(await growth(server, most))]
  } finally {
    await server.stop()
  }
}
