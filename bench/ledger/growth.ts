import { compare, type Row } from '../compare.js'
import type { BenchServer } from './bench-database.js'
import { anyMember } from './members.js'
import { award, posting } from './posts.js'
import { rate } from './rate.js'

/**
 * As many active members as ever, and more and more of what they have had before.
 *
 * @param most the most transfers of all; each table has ten times those of the one before
 */
export async function growth(server: BenchServer, most: number): Promise<readonly Row[]> {
  const empty = await server.database(0)
  const rows: Row[] = []
  for (let transfers = 10_000; transfers <= most; transfers *= 10) {
    const name = `award after ${transfers.toLocaleString('en')} transfers, after none`
    console.error(`  ${name} …`)
    const full = await server.database(transfers)
    const [ours, other] = [full, empty].map(({ store }) => posting(store, () => [award(anyMember())])) as [
      ReturnType<typeof posting>,
      ReturnType<typeof posting>,
    ]
    rows.push(
      await compare(
        { name, unit: '/s', goal: 0.85, atLeast: true, ours: () => rate(ours, 16), reference: () => rate(other, 16) },
        1,
      ),
    )
    await full.drop()
  }
  await empty.drop()
  return rows
}
