import { createHash } from 'node:crypto'
import { type Cited, undoneBy } from '../../src/core/points/cited.js'
import type { Coupon } from '../../src/core/points/coupon.js'
import type { Transfer } from '../../src/core/points/transfer.js'
import { compile, type Plan } from '../../src/core/program/plan.js'
import type { Program } from '../../src/core/program/program.js'
import type { BackendCommand } from '../../src/core/subject/backend/backend-command.js'
import { ledgerOutcome } from '../../src/core/subject/backend/ledger-outcome.js'
import type { Command } from '../../src/core/subject/command.js'
import { decide } from '../../src/core/subject/decide.js'
import type { Event } from '../../src/core/subject/event.js'
import { after } from '../../src/core/subject/evolve.js'
import { onServer } from '../../src/core/subject/on-server.js'
import { type SubjectJson, subjectOf, toJson } from '../../src/core/subject/state.js'
import { nobody, pointsIn, type Subject } from '../../src/core/subject/subject.js'
import { zonedCalendar } from '../../src/server/zoned-calendar.js'
import { club, policyOf, type Rules } from './program.js'
import { lineOf, type Said, type Seen, type UnderTest } from './under-test.js'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The server's plan of a program, with the days of its time zone. */
export const planOf = (program: Program, policy: ReturnType<typeof policyOf>): Plan =>
  compile(program, {
    authority: onServer,
    hash,
    policy,
    ...(program.timeZone && { calendar: zonedCalendar(program.timeZone) }),
  })

/** What a store would keep of one member. */
export interface Kept {
  readonly subject: Subject
  readonly transfers: readonly Transfer[]
  readonly coupons: readonly Coupon[]
}

/** Members on the pure core: what a server and its store do around it, in a few lines. */
export interface Members {
  /** Decides, and keeps what follows. */
  tell(who: number, said: Told, now: number): ReturnType<typeof decide>
  readonly kept: readonly Kept[]
  readonly used: { readonly [counter: string]: number }
}

type Without = 'subject' | 'at' | 'touchpoint' | 'seen' | 'own'
/** A backend's command without what surrounds it. */
export type Told = BackendCommand extends infer C ? (C extends unknown ? Omit<C, Without> : never) : never

export function createMembers(plan: Plan, names: readonly string[]): Members {
  const kept: Kept[] = names.map(() => ({ subject: nobody, transfers: [], coupons: [] }))
  let used: { [counter: string]: number } = {}
  return {
    kept,
    get used() {
      return used
    },
    tell(who, said, now) {
      const before = kept[who] as Kept
      const command = {
        ...said,
        subject: names[who],
        at: now,
        touchpoint: Object.keys(plan.program.touchpoints)[0],
        seen: before.subject.version,
      } as Command
      // Every store gives back what went through JSON.
      const read = subjectOf(JSON.parse(JSON.stringify(toJson(before.subject))) as SubjectJson)
      const subject = {
        ...read,
        cited: Object.fromEntries(citedBy(said, before).map((key) => [key, citation(before, key)])),
        used,
      }
      const decided = decide(plan, subject, command, now)
      const events = decided.ok ? decided.value : []
      const next = after(subject, decided)
      kept[who] = {
        subject: next,
        transfers: [...before.transfers, ...events.flatMap((one) => (one.type === 'booked' ? [one.transfer] : []))],
        coupons: events.reduce(couponsAfter, before.coupons),
      }
      used = { ...next.used }
      return decided
    },
  }
}

function couponsAfter(coupons: readonly Coupon[], event: Event): readonly Coupon[] {
  if (event.type === 'issued') return [...coupons, event.coupon]
  if (event.type !== 'used' && event.type !== 'voided') return coupons
  const state = event.type === 'used' ? 'redeemed' : 'void'
  return coupons.map((one) => (one.code === event.code ? { ...one, state } : one))
}

/**
 * Every text in a command may be the key of what it cites, and what caps had kept back may count in its place: more
 * than a server loads, and the same to whoever reads.
 */
const citedBy = (said: Told, { transfers }: Kept): readonly string[] => [
  ...Object.values(said).filter((value) => typeof value === 'string'),
  ...transfers.flatMap(({ kind, key }) => (kind === 'suppress' ? [key] : [])),
]

function citation({ transfers, coupons }: Kept, key: string): Cited {
  const undone: { [currency: string]: number } = {}
  for (const transfer of transfers)
    if (transfer.undoes === key) undone[transfer.currency] = (undone[transfer.currency] ?? 0) + undoneBy(transfer)
  return {
    transfers: transfers.filter((transfer) => transfer.key === key),
    undone,
    coupons: coupons.filter((coupon) => coupon.key === key || coupon.code === key),
  }
}

const names = ['ada', 'bo'] as const

/** The pure ledger as the model is compared with. */
export function createPure(rules: Rules): UnderTest & { readonly members: Members } {
  const plan = planOf(club, policyOf(rules))
  const members = createMembers(plan, names)
  const seen = new Map<string, Seen>()
  const decideOne = (said: Said, now: number): Seen => {
    const told = toldBy(said, members)
    const before = (members.kept[said.who] as Kept).subject
    const decided = members.tell(said.who, told, now)
    if (said.type === 'due') return dueSeen(decided)
    if (!decided.ok) return { ok: false, code: decided.error.code }
    if (said.type === 'give') {
      const credited = { type: 'credited', id: `${said.key}:to`, points: said.points, reason: 'gift' } as const
      const arrived = members.tell(1 - said.who, { ...credited, giver: names[said.who] }, now)
      if (!arrived.ok) throw new Error(`a gift went astray: ${arrived.error.code}`)
    }
    const { points = [] } = ledgerOutcome(plan, before, told as never, decided.value)
    return { ok: true, lines: points.map(lineOf).sort() }
  }
  return {
    members,
    async act(said, now) {
      const key = `${said.who}/${said.key}`
      const first = seen.get(key) ?? decideOne(said, now)
      seen.set(key, first)
      return first
    },
    async shown(who, currency, at) {
      const { subject } = members.kept[who] as Kept
      const { tier: _, ...points } = pointsIn(subject, currency, at)
      return { ...points, balance: subject.points[currency]?.balance ?? 0 }
    },
  }
}

/** Which holds were over is told by whoever comes first: what is compared is what due work alone does. */
function dueSeen(decided: ReturnType<typeof decide>): Seen {
  if (!decided.ok)
    return decided.error.code === 'nothing_due' ? { ok: true, lines: [] } : { ok: false, code: decided.error.code }
  const lines = decided.value.flatMap((event) =>
    event.type === 'booked' && event.transfer.kind !== 'release' ? [lineOf(event.transfer)] : [],
  )
  return { ok: true, lines: lines.sort() }
}

function toldBy(said: Said, { kept }: Members): Told {
  const { who, key: id, ...call } = said
  const more = { ...call, id, reason: 'test' }
  const coupon = (kept[who] as Kept).coupons.find((one) => one.key === ('of' in said ? said.of : ''))
  const changes: { readonly [T in Said['type']]?: object } = {
    earn: { rule: 'buy' },
    take: { type: 'reverse' },
    capture: { hold: 'of' in said && said.of },
    release: { hold: 'of' in said && said.of },
    use: { coupon: coupon?.code ?? 'none' },
    give: { to: names[1 - who] },
    adjust: { actor: 'staff:1' },
    freeze: { actor: 'staff:1' },
    thaw: { actor: 'staff:1' },
  }
  return { ...more, ...changes[said.type] } as Told
}
