import { EvenhandedError } from '../../core/error.js'
import type { Json } from '../../core/json.js'
import type { Raffle } from '../../core/program/raffle.js'
import { commitmentOf, type Draw, drawOf, rootOf } from '../../core/raffle/draw.js'
import { endOf } from '../../core/subject/backend/raffle.js'
import type { KeptRaffle } from '../../ports/store.js'
import { trying } from '../calls/commit.js'
import type { Desk } from '../desk.js'
import { opened, sealed } from '../secrets/seal.js'
import { hashOf } from '../secrets/secrets.js'

/** A raffle as anybody may see it. Once it is drawn, this is all that `checkDraw` needs. */
export interface PublicRaffle extends Partial<Omit<Draw, 'prizes' | 'commitment'>>, Pick<Draw, 'prizes'> {
  readonly raffle: string
  readonly label: string
  /** The last day on which one can enter. */
  readonly closes: string
  /** `announced` before its commitment is published; `open` takes entries; `closed` waits for its draw. */
  readonly state: 'announced' | 'open' | 'closed' | 'drawn'
  readonly commitment?: string
  /** Which public value the draw will use, as it was said when the raffle opened. */
  readonly beaconSource?: string
  /** Epoch milliseconds. */
  readonly openedAt?: number
  readonly closedAt?: number
  readonly drawnAt?: number
}

/** What was won, and by whom. */
export interface WinnerKnown {
  readonly ticket: string
  /** The place of the prize among the raffle's. */
  readonly prize: number
  readonly says: string
  /** For the backend alone; `null` where its owner left or was erased, or the raffle's data is gone by now. */
  readonly subject: string | null
}

/** Why a raffle is not opened, closed or drawn. */
export interface RaffleRefusal {
  readonly code: 'not_open' | 'not_closed' | 'already_drawn' | 'already_open'
  readonly message: string
}

type Answered<Value> = Promise<({ readonly ok: true } & Value) | { readonly ok: false; readonly error: RaffleRefusal }>

/**
 * A declared raffle, for the site's own backend. What is settled when is published then, so that nobody can steer the
 * draw: its commitment when it opens, its tickets when it closes, the seed and a beacon when it is drawn.
 */
export interface RaffleDesk {
  /**
   * Makes the seed, keeps it sealed, and publishes what binds to it. Safe to call again: what is published stays.
   *
   * @param options.beacon names the public value that the draw will use, as in `drand, the first round of 1 February`
   */
  open(options?: { readonly beacon?: string }): Answered<{ readonly commitment: string }>
  /** Settles the tickets, from the end of its last day on; `dueWork` does it as well. */
  close(): Answered<{ readonly root: string; readonly entries: number }>
  /**
   * Draws the winners, once. The same again returns the first draw; another beacon is refused (`already_drawn`).
   *
   * @param options.beacon the value itself, known to nobody before the raffle closed
   */
  draw(options: {
    readonly beacon?: string
    readonly actor: string
  }): Answered<{ readonly draw: Draw; readonly winners: readonly WinnerKnown[]; readonly known: boolean }>
  /** Who won, once it is drawn. */
  winners(): Promise<readonly WinnerKnown[]>
  /** What anybody may see, as `GET /raffles/:name` serves it. */
  published(): Promise<PublicRaffle>
}

/** A raffle as it is kept. */
export interface RaffleBody {
  readonly sealedSeed: string
  readonly commitment: string
  readonly openedAt: number
  readonly beaconSource?: string
  readonly closed?: {
    readonly at: number
    readonly root: string
    readonly tickets: readonly string[]
    readonly owners: { readonly [ticket: string]: string }
    /** As they were declared then. */
    readonly prizes: Raffle['prizes']
  }
  readonly drawn?: { readonly at: number; readonly actor: string; readonly draw: Draw }
  /** When its entrants were forgotten. */
  readonly forgottenAt?: number
}

interface Kept {
  readonly version: number
  readonly body: RaffleBody
}

const words = {
  not_open: 'Nothing was published that binds this raffle. Open it before its last day is over.',
  not_closed: 'This raffle still takes entries. Draw it after its last day.',
  already_drawn: 'This raffle was drawn with another beacon. Its draw stands.',
  already_open: 'This raffle was opened with another beacon. What was published stands.',
} as const

const no = (code: RaffleRefusal['code']) => ({ ok: false, error: { code, message: words[code] } }) as const

/** @throws EvenhandedError `bad_raffle` where the program declares none of this name */
export function raffleNamed(desk: Desk, name: string): RaffleDesk {
  const { raffles } = desk.plan.program
  const raffle = Object.hasOwn(raffles, name) ? raffles[name] : undefined
  if (!raffle) throw new EvenhandedError('bad_raffle', `There is no raffle ${name}.`)
  return raffleDesk(desk, name, raffle)
}

function raffleDesk(desk: Desk, name: string, raffle: Raffle): RaffleDesk {
  const drawn = async ({ drawn }: RaffleBody, known: boolean) => {
    const draw = drawn?.draw as Draw
    return { ok: true, draw, winners: await winnersOf(desk, name, draw), known } as const
  }
  return {
    async open({ beacon } = {}) {
      const { body } = await openRaffle(desk, name, beacon)
      if (beacon !== undefined && body.beaconSource !== beacon) return no('already_open')
      return { ok: true, commitment: body.commitment }
    },
    async close() {
      const closed = await closeRaffle(desk, name, raffle)
      return typeof closed === 'string' ? no(closed) : { ok: true, root: closed.root, entries: closed.tickets.length }
    },
    async draw({ beacon, actor }) {
      const closed = await closeRaffle(desk, name, raffle)
      if (typeof closed === 'string') return no(closed)
      const { kept, made } = await changed(desk, name, async ({ body }) => {
        if (body.drawn) return undefined
        const seed = await opened(desk.secrets.key('raffle'), body.sealedSeed)
        const { tickets, owners, prizes } = closed
        const draw = drawOf({ seed, tickets, owners, prizes, ...(beacon !== undefined && { beacon }) }, hashOf)
        return { ...body, drawn: { at: await timeOf(desk), actor, draw } }
      })
      const isOther = beacon !== undefined && kept?.body.drawn?.draw.beacon !== beacon
      return isOther || !kept ? no('already_drawn') : drawn(kept.body, !made)
    },
    async winners() {
      const draw = (await keptRaffle(desk, name))?.body.drawn?.draw
      return draw ? winnersOf(desk, name, draw) : []
    },
    published: () => publishedRaffle(desk, name, raffle),
  }
}

/** The seed is as secret as the draw is fair: in the database it is sealed. */
async function openRaffle(desk: Desk, name: string, beacon?: string): Promise<Kept> {
  const before = await keptRaffle(desk, name)
  if (before) return before
  const seed = hex(crypto.getRandomValues(new Uint8Array(32)))
  const body: RaffleBody = {
    sealedSeed: await sealed(desk.secrets.key('raffle'), seed),
    commitment: commitmentOf(seed, hashOf),
    openedAt: await timeOf(desk),
    ...(beacon !== undefined && { beaconSource: beacon }),
  }
  await keep(desk, name, { version: 1, body })
  // Whoever was first: what is published stands.
  return (await keptRaffle(desk, name)) as Kept
}

/** Opens a declared raffle that takes entries and was not opened; says whether it did. */
export async function openInTime(desk: Desk, name: string, raffle: Raffle, now: number): Promise<boolean> {
  if (now >= endOf(desk.plan, raffle) || (await keptRaffle(desk, name))) return false
  await openRaffle(desk, name)
  return true
}

/** From here on nobody can add or take away a ticket. Owners are told apart, and named by nothing else. */
export async function closeRaffle(
  desk: Desk,
  name: string,
  raffle: Raffle,
): Promise<NonNullable<RaffleBody['closed']> | 'not_open' | 'not_closed'> {
  const now = await timeOf(desk)
  const { kept } = await changed(desk, name, async ({ body }) => {
    if (body.closed || now < endOf(desk.plan, raffle)) return undefined
    const entries = await trying(() => desk.store.entries(desk.tenant, name))
    const several = new Set<string>()
    const seen = new Set<string>()
    for (const { subject } of entries) if (seen.has(subject) || !seen.add(subject)) several.add(subject)
    const ownerOf = (subject: string) => desk.secrets.content({ raffle: name, commitment: body.commitment, subject })
    const owners = Object.fromEntries(
      entries.filter(({ subject }) => several.has(subject)).map(({ ticket, subject }) => [ticket, ownerOf(subject)]),
    )
    const tickets = [...new Set(entries.map(({ ticket }) => ticket))].sort()
    const { prizes } = raffle
    return { ...body, closed: { at: now, root: rootOf({ tickets, owners, prizes }, hashOf), tickets, owners, prizes } }
  })
  if (!kept) return 'not_open'
  return kept.body.closed ?? 'not_closed'
}

async function winnersOf(desk: Desk, name: string, draw: Draw): Promise<readonly WinnerKnown[]> {
  const entries = await trying(() => desk.store.entries(desk.tenant, name))
  const owners = new Map(entries.map(({ ticket, subject }) => [ticket, subject]))
  return draw.winners.map(({ ticket, prize }) => ({
    ticket,
    prize,
    says: draw.prizes[prize]?.says ?? '',
    subject: owners.get(ticket) ?? null,
  }))
}

export async function publishedRaffle(desk: Desk, name: string, raffle: Raffle): Promise<PublicRaffle> {
  const { label, closes } = raffle
  const kept = await keptRaffle(desk, name)
  if (!kept) return { raffle: name, label, closes, prizes: raffle.prizes, state: 'announced' }
  const { commitment, openedAt, beaconSource, closed, drawn } = kept.body
  const state = drawn ? 'drawn' : closed ? 'closed' : 'open'
  const opening = { commitment, openedAt, ...(beaconSource !== undefined && { beaconSource }) }
  const all = { raffle: name, label, closes, prizes: closed?.prizes ?? raffle.prizes, state, ...opening } as const
  if (!closed) return all
  const { at: closedAt, root, tickets, owners } = closed
  const settled = { ...all, closedAt, root, tickets, owners, entries: tickets.length }
  return drawn ? { ...settled, ...drawn.draw, drawnAt: drawn.at } : settled
}

export async function keptRaffle(desk: Desk, name: string): Promise<Kept | null> {
  const kept = await trying(() => desk.store.raffle(desk.tenant, name))
  return kept && { version: kept.version, body: kept.body as unknown as RaffleBody }
}

const keep = (desk: Desk, name: string, { version, body }: Kept): Promise<boolean> =>
  trying(() => desk.store.keepRaffle(desk.tenant, name, { version, body: body as unknown as Json } as KeptRaffle))

/** Changes a raffle as it is kept, again from what another server made of it meanwhile. */
export async function changed(
  desk: Desk,
  name: string,
  change: (kept: Kept) => Promise<RaffleBody | undefined>,
): Promise<{ readonly kept: Kept | null; readonly made: boolean }> {
  for (;;) {
    const kept = await keptRaffle(desk, name)
    const body = kept ? await change(kept) : undefined
    if (!kept || !body) return { kept, made: false }
    const after = { version: kept.version + 1, body }
    if (await keep(desk, name, after)) return { kept: after, made: true }
  }
}

export const timeOf = async (desk: Desk): Promise<number> => desk.clock?.() ?? (await trying(() => desk.store.now()))

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
