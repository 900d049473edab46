import type { Calendar, Program } from 'evenhanded'
import type { Store } from 'evenhanded/server'
import { points } from './money.js'
import { table } from './table.js'

/** Points that end on one day. */
export interface ExpiringDay {
  /** The last day on which they can be spent. */
  readonly date: string
  readonly currency: string
  readonly amount: number
  readonly members: number
}

export interface Expiring {
  readonly program: string
  /** The first and the last day that are looked at. */
  readonly from: string
  readonly to: string
  readonly days: readonly ExpiringDay[]
  /** Member by member; `at` is the first instant, in epoch milliseconds, at which they can't be spent any more. */
  readonly endings: Awaited<ReturnType<Store['ending']>>
}

/** What ends from now on, within a span, day by day. */
export async function expiringIn(
  store: Store,
  { id }: Program,
  { calendar, from, until }: { readonly calendar: Calendar; readonly from: number; readonly until: number },
): Promise<Expiring> {
  const endings = await store.ending(id, { from, until })
  const days = new Map<string, ExpiringDay & { readonly who: Set<string> }>()
  for (const { subject, currency, amount, at } of endings) {
    const date = calendar.dateOf(at - 1)
    const name = `${date} ${currency}`
    const day = days.get(name) ?? { date, currency, amount: 0, members: 0, who: new Set<string>() }
    day.who.add(subject)
    days.set(name, { ...day, amount: day.amount + amount, members: day.who.size })
  }
  return {
    program: id,
    from: calendar.dateOf(from),
    to: calendar.dateOf(until - 1),
    days: [...days.values()].map(({ who: _, ...day }) => day),
    endings,
  }
}

/** The same for a reader: at most 80 columns. */
export function expiringText({ program, from, to, days }: Expiring): readonly string[] {
  const head = `Points of ${program} that end from ${from} to ${to}`
  if (days.length === 0) return [head, '', 'None do.']
  const columns = [
    { head: 'last day' },
    { head: 'currency' },
    { head: 'points', right: true },
    { head: 'members', right: true },
  ]
  const rows = days.map(({ date, currency, amount, members }) => [date, currency, points(amount), points(members)])
  return [head, '', ...table(columns, rows)]
}
