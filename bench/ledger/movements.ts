import { compare, type Row } from '../compare.js'
import { bareAward, bareBatch } from './bare.js'
import type { BenchDatabase } from './bench-database.js'
import { anyMember, memberId } from './members.js'
import { award, posting, spend } from './posts.js'
import { type Act, rate } from './rate.js'

/** Awards and spends in one round trip, as often a second as the barest function. */
export async function movements(db: BenchDatabase): Promise<readonly Row[]> {
  const { store, storeOfOne, many, one } = db
  const size = 100
  const hot = () => memberId(0)
  const lines: readonly (readonly [name: string, goal: number, connections: number, ours: Act, bare: Act])[] = [
    ['award, 16 connections', 0.6, 16, posting(store, () => [award(anyMember())]), bareAward(many, anyMember)],
    ['award, one connection', 0.7, 1, posting(storeOfOne, () => [award(anyMember())]), bareAward(one, anyMember)],
    [
      `awards, ${size} a call`,
      0.4,
      1,
      posting(storeOfOne, () => Array.from({ length: size }, () => award(anyMember()))),
      bareBatch(one, size, anyMember),
    ],
    ['awards to one member, 16 connections', 0.65, 16, posting(store, () => [award(hot())]), bareAward(many, hot)],
    [
      'spend from one lot, 16 connections',
      0.45,
      16,
      posting(store, () => [spend(anyMember(), 1)]),
      bareAward(many, anyMember),
    ],
  ]
  const rows: Row[] = []
  for (const [name, goal, connections, ours, bare] of lines) {
    console.error(`  ${name} …`)
    rows.push(
      await compare(
        {
          name,
          unit: name.endsWith('a call') ? 'calls/s' : '/s',
          goal,
          atLeast: true,
          ours: () => rate(ours, connections),
          reference: () => rate(bare, connections),
        },
        1,
      ),
    )
  }
  return rows
}
