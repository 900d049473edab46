import { pointsOf } from 'evenhanded'
import type { postgres } from 'evenhanded/postgres'
import type { Server } from 'evenhanded/server'
import type { Booked } from './book-members.js'

/** Where a program's points stand. */
export interface Ledger {
  readonly store: ReturnType<typeof postgres>
  readonly server: Server
  readonly tenant: string
}

const chunk = 500

/** What members can spend now, whatever happened to their points since they were booked. */
export async function availableTo({ subjects, unnamed }: Booked, currency: string, at: Ledger): Promise<number> {
  let sum = 0
  for (let from = 0; from < subjects.length; from += chunk) {
    const lookups = subjects.slice(from, from + chunk).map((subject) => ({ subject, commands: [] }))
    for (const { subject, now } of await at.store.load(at.tenant, lookups)) {
      const account = subject.points[currency]
      if (account) sum += pointsOf(account, now).available
    }
  }
  for (const login of unnamed) sum += (await at.server.subject({ login }).balance(currency)).available
  return sum
}
