import type { Prize } from '../program/raffle.js'

/** SHA-256 of a text in UTF-8, as 64 small hexadecimal digits. */
export type Sha256 = (text: string) => string

/** What is settled when a raffle closes, and published then: the draw can't be steered by what comes later. */
export interface Entries {
  /** Each ticket's id: opaque, as random hexadecimal digits, so that it names nobody. In any order; twice is once. */
  readonly tickets: readonly string[]
  /** Whose a ticket is, as an opaque id; a ticket that is not listed stands for itself. */
  readonly owners?: { readonly [ticket: string]: string }
  /** From the first to the last that is drawn. */
  readonly prizes: readonly Prize[]
  /** Whether an owner of several tickets may win several prizes; at most one unless said. */
  readonly winsAgain?: boolean
}

/** All that a draw comes from. */
export interface DrawInput extends Entries {
  /** 32 random bytes in hexadecimal digits, made before the first entry and kept secret until the draw. */
  readonly seed: string
  /** A public random value from after the close, which nobody could know: named beforehand, looked up at the draw. */
  readonly beacon?: string
}

export interface Winner {
  /** The place of the prize in `prizes`. */
  readonly prize: number
  readonly ticket: string
}

/** A draw as it is published: whoever reads it can do it again. */
export interface Draw extends DrawInput {
  /** What was published when the raffle opened. */
  readonly commitment: string
  /** What was published when the raffle closed, with how many tickets there were. */
  readonly root: string
  readonly entries: number
  /** Smallest first. */
  readonly tickets: readonly string[]
  /** What the places of the winners are made from. */
  readonly key: string
  /** In the order in which they were drawn; fewer than prizes where there were fewer to win. */
  readonly winners: readonly Winner[]
}

/**
 * What is published when the raffle opens: it tells nothing of the seed, and binds to it.
 *
 *     SHA-256 of the text `["seed","<seed>"]`
 */
export const commitmentOf = (seed: string, sha256: Sha256): string => sha256(JSON.stringify(['seed', seed]))

/**
 * What is published when the raffle closes: it binds to every ticket, its owner, and the prizes.
 *
 *     SHA-256 of the JSON text `["entries",[["<ticket>","<owner>"],…],[["<prize>",<count>],…],<winsAgain>]`
 *
 * with the tickets smallest first, each once.
 */
export function rootOf({ tickets, owners = {}, prizes, winsAgain = false }: Entries, sha256: Sha256): string {
  const owned = inOrder(tickets).map((ticket) => [ticket, ownerOf(ticket, owners)])
  return sha256(JSON.stringify(['entries', owned, prizes.map(({ says, count }) => [says, count]), winsAgain]))
}

/**
 * Draws the winners: without replacement, each ticket with the same chance, and the same winners for whoever does it
 * again. In three steps, each of which can be checked by hand:
 *
 *     key      = SHA-256 of `["draw","<seed>","<root>","<beacon>"]`, with null where there is no beacon
 *     number n = SHA-256 of `["number","<key>",n]` as a number, n = 0, 1, 2, …
 *     place    = number modulo the tickets that are left; a number from the last, incomplete turn is skipped
 *
 * The ticket at that place is drawn, and the last of those that are left takes its place. A ticket whose owner has won
 * is put aside. It ends with the last prize or the last ticket.
 *
 * Who knows the seed could still choose tickets to fit it while the raffle is open. A beacon closes that door.
 *
 * @example
 * import { createHash, randomBytes } from 'node:crypto'
 *
 * const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
 * const seed = randomBytes(32).toString('hex')
 * const raffle = { tickets: ['0a', '0b', '0c'], prizes: [{ says: 'A pair of shoes', count: 1 }] }
 * drawOf({ ...raffle, seed, beacon: 'drand 4711: 8e3a' }, sha256).winners // [{ prize: 0, ticket: '0b' }]
 */
export function drawOf(input: DrawInput, sha256: Sha256): Draw {
  const { seed, beacon, owners = {}, prizes, winsAgain = false } = input
  const tickets = inOrder(input.tickets)
  const root = rootOf(input, sha256)
  const key = sha256(JSON.stringify(['draw', seed, root, beacon ?? null]))
  const next = placesFrom(key, sha256)
  const left = [...tickets]
  const won = new Set<string>()
  const winners: Winner[] = []
  for (const prize of placesOf(prizes)) {
    let ticket = drawn(left, next)
    while (ticket !== undefined && won.has(ownerOf(ticket, owners))) ticket = drawn(left, next)
    if (ticket === undefined) break
    if (!winsAgain) won.add(ownerOf(ticket, owners))
    winners.push({ prize, ticket })
  }
  return { ...input, tickets, commitment: commitmentOf(seed, sha256), root, entries: tickets.length, key, winners }
}

/** Tickets by their text, as code units go, and each once. */
const inOrder = (tickets: readonly string[]): readonly string[] => [...new Set(tickets)].sort()

const ownerOf = (ticket: string, owners: { readonly [ticket: string]: string }): string =>
  Object.hasOwn(owners, ticket) ? (owners[ticket] as string) : ticket

/** A prize that is there three times has three turns. */
function* placesOf(prizes: readonly Prize[]): Generator<number> {
  for (const [place, { count }] of prizes.entries()) for (let n = 0; n < count; n++) yield place
}

/** Takes one of those that are left; `undefined` where none is. */
function drawn(left: string[], next: (among: number) => number): string | undefined {
  if (left.length === 0) return undefined
  const place = next(left.length)
  const ticket = left[place]
  const last = left.pop() as string
  if (place < left.length) left[place] = last
  return ticket
}

const numbers = 2n ** 256n

/** A place among so many, each with the same chance: what lies beyond the last whole turn is skipped. */
function placesFrom(key: string, sha256: Sha256): (among: number) => number {
  let n = 0
  return (among) => {
    const turns = numbers - (numbers % BigInt(among))
    for (;;) {
      const number = BigInt(`0x${sha256(JSON.stringify(['number', key, n++]))}`)
      if (number < turns) return Number(number % BigInt(among))
    }
  }
}
