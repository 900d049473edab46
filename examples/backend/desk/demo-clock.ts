import type { Clock } from 'evenhanded/server'
import type { Data } from '../data.js'

const day = 86_400_000

/** The desk's own time. In the demo, and only there, anybody at the till may let days pass. */
export interface DemoClock {
  readonly now: Clock
  /** Milliseconds before the true time. */
  ahead(): number
  pass(days: number): Promise<void>
}

/** It never goes back, over restarts neither: what was booked by it would lie in the future. */
export async function demoClock({ db }: Pick<Data, 'db'>): Promise<DemoClock> {
  await db.exec(`create table if not exists desk_clock (one boolean primary key default true check (one), days int not null);
    insert into desk_clock (days) values (0) on conflict do nothing`)
  const { rows } = await db.query<{ days: number }>('select days from desk_clock')
  let days = rows[0]?.days ?? 0
  const ahead = () => days * day
  return {
    now: () => Date.now() + ahead(),
    ahead,
    async pass(more) {
      const { rows } = await db.query<{ days: number }>('update desk_clock set days = days + $1 returning days', [more])
      days = rows[0]?.days ?? days
    },
  }
}
