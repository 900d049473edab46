import type { Json } from '../../core/json.js'
import { record } from '../../core/json.js'
import { type Cited, nothingCited, undoneBy } from '../../core/points/cited.js'
import type { Coupon } from '../../core/points/coupon.js'
import type { TransferKind } from '../../core/points/transfer.js'
import { type State, subjectOf } from '../../core/subject/state.js'
import { nobody, type Subject } from '../../core/subject/subject.js'
import type { Answered, Loaded, Lookup } from '../../ports/store.js'
import { type AccountRow, accountIn } from './account-row.js'
import { plainAnswer } from './answer.js'
import { ofRow } from './coupon-row.js'
import { type TransferRow, transferIn } from './transfer-row.js'

/** What `load_v3` says of one lookup. */
interface Found {
  readonly now: number
  readonly id: string | null
  readonly version: number
  readonly state: State
  readonly key: string | null
  readonly login: string | null
  readonly values: { readonly [field: string]: Json } | null
  readonly points: { readonly [currency: string]: AccountRow } | null
  readonly answered: { readonly [command: string]: FoundAnswer } | null
  readonly cited: { readonly [command: string]: FoundCited } | null
  readonly used: { readonly [counter: string]: number } | null
}

/** Without an answer: the transfer that tells it. */
type FoundAnswer = readonly [hash: string, answer: Json | null, currency: string, kind: TransferKind, amount: number]

type FoundCited = readonly [
  transfers: readonly TransferRow[] | null,
  undoing: readonly TransferRow[] | null,
  coupons: readonly FoundCoupon[] | null,
]
type FoundCoupon = readonly [
  code: string,
  reward: string | null,
  issuedAt: number,
  validUntil: number,
  state: Coupon['state'],
  offer: string | null,
]

/** A row of `load_v3`, as it was asked for so. */
export function loaded({ commands, cites = [], counters = [] }: Lookup, text: string): Loaded {
  const found = JSON.parse(text) as Found
  const { id, key, login, now } = found
  const cited = citedIn(cites, found)
  const used = usedIn(counters, found)
  const subject = { ...(id === null ? nobody : subjectIn(found)), cited, used }
  return { id, subject, login, key, answered: answeredIn(commands, found), now }
}

const subjectIn = ({ version, state, values, points }: Found): Subject =>
  subjectOf({
    version,
    state,
    values: values ?? {},
    points: Object.fromEntries(
      Object.entries(points ?? {}).map(([currency, account]) => [currency, accountIn(account)]),
    ),
  })

/** Under the ids that were asked for: PostgreSQL writes a UUID in small letters. */
function answeredIn(commands: readonly string[], { answered }: Found): Loaded['answered'] {
  const result = record<Answered>()
  for (const command of answered ? commands : []) {
    const first = answered?.[command.toLowerCase()]
    if (!first) continue
    const [hash, answer, currency, kind, amount] = first
    result[command] = { hash, answer: answer ?? plainAnswer({ key: command, currency, kind, amount }) }
  }
  return result
}

/** What was asked for, under the ids that it was asked by, and what was found beside. */
function citedIn(cites: readonly string[], { id, cited }: Found): Subject['cited'] {
  const result = record<Cited>()
  const open = new Map(id === null ? [] : Object.entries(cited ?? {}))
  for (const key of cites) result[key] = citationIn(key, open.get(key.toLowerCase()))
  for (const key of cites) open.delete(key.toLowerCase())
  for (const [key, found] of open) result[key] = citationIn(key, found)
  return result
}

function citationIn(key: string, found: FoundCited | undefined): Cited {
  if (!found) return nothingCited
  const [transfers, undoing, coupons] = found
  const undone = record<number>()
  for (const { currency, ...transfer } of (undoing ?? []).map(transferIn))
    undone[currency] = (undone[currency] ?? 0) + undoneBy({ currency, ...transfer })
  return {
    transfers: (transfers ?? []).map(transferIn),
    undone,
    coupons: (coupons ?? []).map(([code, reward, issuedAt, validUntil, state, offer]) => ({
      code,
      ...ofRow(reward, offer),
      key: key.toLowerCase(),
      issuedAt,
      validUntil,
      state,
    })),
  }
}

function usedIn(counters: readonly string[], { used }: Found): Subject['used'] {
  const result = record<number>()
  for (const counter of counters) result[counter] = (used && Object.hasOwn(used, counter) && used[counter]) || 0
  return result
}
