import { calendarOf } from '../../core/subject/backend/ledger.js'
import type { Loaded } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import type { Asked } from './asked.js'
import { earlier } from './call-command.js'
import { load } from './commit.js'
import type { Calls } from './met.js'

type Suppressed = NonNullable<Asked['suppressed']>

/**
 * Where respect is undone, the day on which a cap may have kept back what counts in its place. It costs a round trip
 * where something is undone that may be respect, and the policy has such a cap; else none.
 *
 * @returns per person, of one currency
 */
export async function keptBack(desk: Desk, people: readonly Calls[]): Promise<readonly (Suppressed | undefined)[]> {
  const capped = cappedIn(desk)
  if (capped.length === 0) return []
  const undoing = people.flatMap(({ who, calls }, n) => {
    const cites = calls.flatMap((call) =>
      call.type === 'reverse' && call.of !== undefined ? [earlier(desk, call.of)] : [],
    )
    const named = { subject: who.id, ...(who.login !== null && { login: who.login }) }
    return cites.length > 0 ? [{ n, lookup: { ...named, commands: [], cites } }] : []
  })
  if (undoing.length === 0) return []
  const loaded = await load(
    desk,
    undoing.map(({ lookup }) => lookup),
  )
  const days: (Suppressed | undefined)[] = people.map(() => undefined)
  for (const [at, { n }] of undoing.entries()) days[n] = daysOf(desk, capped, loaded[at] as Loaded)
  return days
}

const cappedIn = ({ plan: { policy, program } }: Desk): readonly string[] =>
  Object.keys(policy.respect ?? {}).filter(
    (currency) =>
      policy.respect?.[currency]?.receivesPerDay !== undefined && program.currencies[currency]?.kind === 'reputation',
  )

/** From the first to the last day of what was given in one currency. */
function daysOf({ plan }: Desk, capped: readonly string[], { subject }: Loaded): Suppressed | undefined {
  const calendar = calendarOf(plan)
  const given = Object.values(subject.cited)
    .flatMap(({ transfers }) => transfers)
    .filter(({ giver, currency }) => giver !== undefined && capped.includes(currency))
  const currency = given[0]?.currency
  if (currency === undefined) return undefined
  const instants = given.filter((line) => line.currency === currency).map(({ at }) => at)
  const from = calendar.startOf(calendar.dateOf(Math.min(...instants)))
  return { currency, from, until: calendar.endOf(Math.max(...instants), 'day') }
}
