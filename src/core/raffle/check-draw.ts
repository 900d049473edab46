import { commitmentOf, type Draw, drawOf, rootOf, type Sha256, type Winner } from './draw.js'

/** One thing that is wrong with a published draw. */
export type DrawFault =
  /** The seed is not the one to which the raffle was bound when it opened. */
  | { readonly code: 'wrong_commitment'; readonly expected: string; readonly found: string }
  /** Tickets, owners or prizes are not those with which it closed. */
  | { readonly code: 'wrong_root'; readonly expected: string; readonly found: string }
  /** Fewer tickets than there were at the close; or this one, which its owner holds, is not among them. */
  | { readonly code: 'ticket_missing'; readonly ticket?: string; readonly count: number }
  /** More tickets than there were at the close; or this one is there twice. */
  | { readonly code: 'ticket_added'; readonly ticket?: string; readonly count: number }
  /** This ticket stands before a smaller one: whoever may choose the order chooses the winner. */
  | { readonly code: 'tickets_reordered'; readonly ticket: string }
  /** The key does not come from this seed, root and beacon. */
  | { readonly code: 'wrong_key'; readonly expected: string; readonly found: string }
  /** At this place of the list another ticket has won, or another prize; `null`: nobody. */
  | {
      readonly code: 'wrong_winner'
      readonly place: number
      readonly expected: Winner | null
      readonly found: Winner | null
    }

/**
 * Does a published draw again, and tells what is wrong with it. Compare its commitment, root, number of entries and
 * beacon with what was published before: no calculation can do that for you.
 *
 * @param mine tickets that must be among those published
 * @returns nothing where all is right
 *
 * @example
 * import { createHash } from 'node:crypto'
 *
 * const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
 * const published = await (await fetch('https://alpine.example/raffles/shoes.json')).json()
 * checkDraw(published, sha256, ['0b']) // [{ code: 'ticket_missing', ticket: '0b', count: 1 }]
 */
export function checkDraw(draw: Draw, sha256: Sha256, mine: readonly string[] = []): readonly DrawFault[] {
  const again = drawOf(draw, sha256)
  const same = (code: 'wrong_commitment' | 'wrong_root' | 'wrong_key', expected: string, found: string) =>
    expected === found ? [] : [{ code, expected, found }]
  return [
    ...same('wrong_commitment', commitmentOf(draw.seed, sha256), draw.commitment),
    ...ticketFaults(draw, mine),
    ...same('wrong_root', rootOf(draw, sha256), draw.root),
    ...same('wrong_key', again.key, draw.key),
    ...winnerFaults(again, draw),
  ]
}

function ticketFaults({ tickets, entries }: Draw, mine: readonly string[]): readonly DrawFault[] {
  const known = new Set<string>()
  const twice = tickets.filter((ticket) => known.has(ticket) || !known.add(ticket))
  const missing = mine.filter((ticket) => !known.has(ticket))
  const late = tickets.find((ticket, place) => ticket > (tickets[place + 1] ?? ticket))
  const more = tickets.length - entries
  return [
    ...(more < 0 ? [{ code: 'ticket_missing', count: -more } as const] : []),
    ...missing.map((ticket) => ({ code: 'ticket_missing', ticket, count: 1 }) as const),
    ...(more > 0 ? [{ code: 'ticket_added', count: more } as const] : []),
    ...twice.map((ticket) => ({ code: 'ticket_added', ticket, count: 1 }) as const),
    ...(late === undefined ? [] : [{ code: 'tickets_reordered', ticket: late } as const]),
  ]
}

function winnerFaults({ winners: expected }: Draw, { winners: found }: Draw): readonly DrawFault[] {
  const places = Array.from({ length: Math.max(expected.length, found.length) }, (_, place) => place)
  return places.flatMap((place) => {
    const [right, told] = [expected[place] ?? null, found[place] ?? null]
    if (right?.ticket === told?.ticket && right?.prize === told?.prize) return []
    return [{ code: 'wrong_winner', place, expected: right, found: told } as const]
  })
}
