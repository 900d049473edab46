import { calendarOf } from '../../core/subject/backend/ledger.js'
import type { Entry } from '../../ports/store.js'
import type { Desk } from '../desk.js'
import type { Answered, Asked } from './asked.js'
import { askedByServer } from './asked-by-server.js'
import { commit, load, trying } from './commit.js'
import type { Who } from './reference.js'
import { whoseMember } from './whose.js'

export interface RevokeOptions {
  /** Awards from this instant on, epoch milliseconds. */
  readonly since: number
  /** Who decided it, as in `staff:17`. */
  readonly actor: string
  /** An opaque reference to the case. */
  readonly reason: string
  /** All of them unless said. */
  readonly currency?: string
}

/** An award of respect that would be revoked. Amounts are whole points; `at` is in epoch milliseconds. */
export interface Revocable {
  readonly receiver: string
  readonly currency: string
  /** What was booked as counting. */
  readonly amount: number
  /** What a cap kept back. */
  readonly withheld: number
  readonly at: number
  /** On its way to the receiver still: it will not count when it comes. */
  readonly coming?: true
}

export interface RevokePreview {
  readonly awards: readonly Revocable[]
}

/** What came of it. */
export interface Revoked {
  /** Awards that count no more, those included that counted no more before. */
  readonly revoked: number
  /** What was taken back now, by currency. */
  readonly points: { readonly [currency: string]: number }
  /** What others had given and a cap had kept back, and counts in their place. */
  readonly promoted: { readonly [currency: string]: number }
  /** Awards that could not be reached, and why: `erased` where there is no receiver any more. */
  readonly unreached: readonly (Revocable & { readonly code: string })[]
}

interface Award extends Revocable {
  readonly key: string
}

export async function previewRevocation(
  desk: Desk,
  giver: Who,
  { since, currency }: Pick<RevokeOptions, 'since' | 'currency'>,
): Promise<RevokePreview> {
  const id = await idOf(desk, giver)
  const awards = id === null ? [] : await awardsBy(desk, id, since, currency)
  return { awards: awards.map(shown) }
}

export async function revokeAwards(desk: Desk, giver: Who, options: RevokeOptions): Promise<Revoked> {
  const id = await idOf(desk, giver)
  return id === null ? { revoked: 0, points: {}, promoted: {}, unreached: [] } : revokeEntries(desk, id, options)
}

/** Each receiver's awards of one day are one step; a receiver's days follow one another. */
export async function revokeEntries(desk: Desk, giver: string, options: RevokeOptions): Promise<Revoked> {
  const { since, currency, actor, reason } = options
  const turns = turnsOf(desk, await awardsBy(desk, giver, since, currency))
  const sums = { revoked: 0, points: {} as Sums, promoted: {} as Sums, unreached: [] as Revoked['unreached'][number][] }
  for (const turn of turns) {
    const jobs = turn.map(({ awards, suppressed }) => {
      const asked = awards.map((award): Asked => {
        const id = desk.secrets.call(`revoke:${award.key}:${award.currency}`)
        const about = { type: 'revoke', of: award.key, currency: award.currency, reason, actor } as const
        // Whoever revokes it first says why; it is revoked for all who come later.
        return { ...askedByServer(desk, id, about, { suppressed }), hash: desk.secrets.content({ revoke: award.key }) }
      })
      return { ...whoseMember(desk, { id: awards[0]?.receiver as string, login: null }, asked), asked }
    })
    const done = await commit(desk, jobs)
    for (const [n, { answers }] of done.entries())
      for (const [nth, answer] of answers.entries()) add(sums, turn[n]?.awards[nth] as Award, answer)
  }
  return sums
}

type Sums = { [currency: string]: number }

function add(
  sums: { revoked: number; points: Sums; promoted: Sums; unreached: Revoked['unreached'][number][] },
  award: Award,
  { answer, known }: Answered,
): void {
  if (!answer.ok) {
    sums.unreached.push({ ...shown(award), code: answer.error.code })
    return
  }
  sums.revoked++
  if (known) return
  for (const { currency, kind, amount } of answer.outcome.points ?? []) {
    const of = kind === 'award' ? sums.promoted : sums.points
    if (amount > 0) of[currency] = (of[currency] ?? 0) + amount
  }
}

const shown = ({ key: _, ...award }: Award): Revocable => award

/** Of whoever was erased, the site's own id leads nowhere any more. */
async function idOf(desk: Desk, { id, login }: Who): Promise<string | null> {
  if (login === null) return id
  const [found] = await load(desk, [{ subject: id, login, commands: [] }])
  return found?.id ?? null
}

async function awardsBy(desk: Desk, giver: string, since: number, currency?: string): Promise<readonly Award[]> {
  const booked = await trying(() => desk.store.givenBy(desk.tenant, giver, since))
  const awards = new Map<string, Award>()
  for (const { subject: receiver, currency, key, kind, amount, withheld = 0, at, undoes } of booked) {
    // What came to count later is taken back with the award that it was a part of.
    if (desk.plan.program.currencies[currency]?.kind !== 'reputation' || undoes !== undefined) continue
    const name = JSON.stringify([receiver, key, currency])
    const before = awards.get(name) ?? { receiver, key, currency, amount: 0, withheld: 0, at }
    const kept = kind === 'suppress' ? withheld : 0
    awards.set(name, { ...before, amount: before.amount + amount, withheld: before.withheld + kept })
  }
  for (const award of await comingFrom(desk, giver, since)) {
    const name = JSON.stringify([award.receiver, award.key, award.currency])
    if (!awards.has(name)) awards.set(name, award)
  }
  return [...awards.values()].filter((one) => currency === undefined || one.currency === currency)
}

/** Of what the deliveries have not read yet: respect whose giver's half is stored, and perhaps not the receiver's. */
async function comingFrom(desk: Desk, giver: string, since: number): Promise<readonly Award[]> {
  const own: Entry[] = []
  let after = await trying(() => desk.store.marked(desk.tenant, 'deliveries'))
  for (;;) {
    const { entries, cursor } = await trying(() => desk.store.feed(desk.tenant, after, 4_000))
    if (entries.length === 0) break
    own.push(...entries.filter(({ kind, subject, at }) => kind === 'endorse' && subject === giver && at >= since))
    after = cursor
  }
  if (own.length === 0) return []
  const [found] = await load(desk, [{ subject: giver, commands: [...new Set(own.map(({ key }) => key))] }])
  return own.flatMap(({ key, currency, amount, at, to }) => {
    const half = found?.answered[key]?.answer as unknown as Answered['answer'] | undefined
    const award = half?.follows?.id
    return award === undefined || to === undefined
      ? []
      : [{ receiver: to, key: award, currency, amount, withheld: 0, at, coming: true as const }]
  })
}

interface Day {
  readonly awards: readonly Award[]
  readonly suppressed: NonNullable<Asked['suppressed']>
}

/**
 * By receiver, currency and day, in turns that hold each receiver once. What a cap kept back comes first: else it would
 * count in the place of what is revoked beside it.
 */
function turnsOf({ plan }: Desk, awards: readonly Award[]): readonly (readonly Day[])[] {
  const calendar = calendarOf(plan)
  const days = new Map<string, { receiver: string; awards: Award[]; suppressed: Day['suppressed'] }>()
  for (const award of awards) {
    const { receiver, currency, at } = award
    const date = calendar.dateOf(at)
    const name = JSON.stringify([receiver, currency, date])
    const suppressed = { currency, from: calendar.startOf(date), until: calendar.endOf(at, 'day') }
    const day = days.get(name) ?? { receiver, awards: [], suppressed }
    day.awards.push(award)
    days.set(name, day)
  }
  const turns: Day[][] = []
  const met = new Map<string, number>()
  for (const { receiver, awards, suppressed } of days.values()) {
    const turn = met.get(receiver) ?? 0
    met.set(receiver, turn + 1)
    turns[turn] ??= []
    turns[turn].push({ suppressed, awards: awards.sort((a, b) => a.amount - b.amount || a.at - b.at) })
  }
  return turns
}
