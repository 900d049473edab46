import type { TierStanding } from 'evenhanded/server'
import type { Card, Dated, Standing } from '../../loyalty-desk/card.js'
import { desk } from '../../loyalty-desk/program.js'
import type { Desk } from './open-desk.js'

/** Everything that a member's page shows beside what its client knows. */
export async function cardOf({ server, clock, journal }: Desk, subject: string): Promise<Card> {
  const now = clock.now()
  const member = server.subject(subject)
  const [state, standing, lines, written, left] = await Promise.all([
    member.state(),
    member.standing('grain'),
    member.statement('grain', { limit: 200 }),
    journal.of(subject),
    stocks(server),
  ])
  const account = state?.points.grain
  const lots = account?.lots ?? []
  const alive = lots.filter(({ expiresAt }) => now < expiresAt)
  return {
    now,
    pending: dated(alive.filter(({ availableAt }) => now < availableAt).map((lot) => [lot.availableAt, lot.remaining])),
    ending: dated(alive.map((lot) => [lot.expiresAt, lot.remaining])),
    standing: standingOf(standing, now),
    left,
    lines: lines.map(({ actor: _, ...line }) => line),
    ...written,
  }
}

/** One entry an instant, the soonest first. */
function dated(parts: readonly (readonly [at: number, amount: number])[]): readonly Dated[] {
  const sums = new Map<number, number>()
  for (const [at, amount] of parts) sums.set(at, (sums.get(at) ?? 0) + amount)
  return [...sums].map(([at, amount]) => ({ at, amount })).sort((a, b) => a.at - b.at)
}

function standingOf({ held, points }: TierStanding, now: number): Standing {
  return {
    earned: points?.earned ?? 0,
    ends: points?.periodEnds ?? now,
    tier: held ? { name: held.name, until: held.until ?? null } : null,
  }
}

async function stocks(server: Desk['server']): Promise<Card['left']> {
  const names = Object.keys(desk.rewards) as ('coffee' | 'loaf')[]
  const all = await Promise.all(names.map(async (name) => [name, (await server.stock(name)).left] as const))
  return Object.fromEntries(all)
}
