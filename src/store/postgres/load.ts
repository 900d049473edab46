import type { Json } from '../../core/json.js'
import { record } from '../../core/json.js'
import type { Account } from '../../core/points/account.js'
import { type State, subjectOf } from '../../core/subject/state.js'
import { nobody, type Subject } from '../../core/subject/subject.js'
import type { Answered, Loaded } from '../../ports/store.js'

/** What `load_v1` says of one lookup. */
interface Found {
  readonly now: number
  readonly id: string | null
  readonly version: number
  readonly state: State
  readonly login: string | null
  readonly values: { readonly [field: string]: Json } | null
  readonly points: { readonly [currency: string]: FoundAccount } | null
  readonly answered: { readonly [command: string]: readonly [hash: string, answer: Json] } | null
}

type FoundAccount = readonly [seq: number, balance: number, lots: readonly FoundLot[] | null]
type FoundLot = readonly [seq: number, amount: number, remaining: number, availableAt: number, expiresAt: number]

/** A row of `load_v1`, as it was asked for with these commands. */
export function loaded(commands: readonly string[], text: string): Loaded {
  const found = JSON.parse(text) as Found
  const { id, login, now } = found
  return { id, subject: id === null ? nobody : subjectIn(found), login, answered: answeredIn(commands, found), now }
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

const accountIn = ([seq, balance, lots]: FoundAccount): Account => ({
  seq,
  balance,
  lots: (lots ?? []).map(([seq, amount, remaining, availableAt, expiresAt]) => ({
    seq,
    amount,
    remaining,
    availableAt,
    expiresAt,
  })),
})

/** Under the ids that were asked for: PostgreSQL writes a UUID in small letters. */
function answeredIn(commands: readonly string[], { answered }: Found): Loaded['answered'] {
  const result = record<Answered>()
  for (const command of answered ? commands : []) {
    const first = answered?.[command.toLowerCase()]
    if (first) result[command] = { hash: first[0], answer: first[1] }
  }
  return result
}
