import type { Row } from '../compare.js'
import { startBenchServer } from '../ledger/bench-database.js'
import { members } from '../ledger/members.js'
import { sqlAsText } from '../ledger/sql-text.js'
import { chaining } from './chaining.js'
import { reading } from './reading.js'
import { recording } from './recording.js'
import { verifying } from './verifying.js'

/** What consent costs: to read by it, to record it, to chain it beside the awards, and to verify all of it. */
export async function consent(): Promise<readonly Row[]> {
  sqlAsText()
  const [read, verified] = [await reading(), await verifying()]
  const server = await startBenchServer()
  try {
    // Few transfers beforehand: those that one transaction fills in are looked through by each reading of their lines.
    const chained = await server.database(members)
    const rows = [...(await chaining(chained))]
    await chained.drop()
    const recorded = await server.database(members)
    rows.push(...(await recording(recorded)))
    await recorded.drop()
    return [...read, ...rows, ...verified]
  } finally {
    await server.stop()
  }
}
