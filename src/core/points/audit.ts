import { type Account, empty } from './account.js'
import { book } from './book.js'
import { undoneBy } from './cited.js'
import { sumOf } from './lots.js'
import { sign, type Transfer } from './transfer.js'

/** An account as it is kept, beside the transfers that it has to be the fold of, by their number. */
export interface AuditedAccount {
  readonly subject: string
  readonly currency: string
  readonly account: Account
  readonly transfers: readonly Transfer[]
}

/**
 * What does not hold: `sequence` (a number is missing or there twice), `balance_chain` (a line does not continue the
 * one before it), `wrong_parts` (what a line took or gave back is not its amount), `overdrawn_lot`, `orphan` (it names
 * what never was), `resolved_twice`, `over_hold`, `over_reversed`, `not_the_fold` (what is kept is not what the lines
 * lead to), `lots` (lots ≠ balance − held + debt); of several accounts `half_conversion`, `unbalanced`, `gifts`.
 */
export type FaultCode =
  | 'sequence'
  | 'balance_chain'
  | 'wrong_parts'
  | 'overdrawn_lot'
  | 'orphan'
  | 'resolved_twice'
  | 'over_hold'
  | 'over_reversed'
  | 'not_the_fold'
  | 'lots'
  | 'half_conversion'
  | 'unbalanced'
  | 'gifts'

/** A row that does not hold, and why. */
export interface Fault {
  readonly code: FaultCode
  /** Empty where a whole currency is meant. */
  readonly subject: string
  readonly currency: string
  /** The number of the line, or of the lot, that is meant. */
  readonly seq?: number
  readonly message: string
}

type Found = Omit<Fault, 'subject' | 'currency'>

/**
 * Checks one account against its own lines; an empty list means that everything holds.
 *
 * What is kept in lots, holds and tallies is only compared where the lines themselves hold: from a broken line on
 * nothing can be said of it, and one wrong row would be told a dozen times.
 *
 * @example
 * faultsOf({ subject, currency: 'bonus', account: { ...empty, balance: 5 }, transfers: [] })
 * // [{ code: 'not_the_fold', …, message: 'The balance is kept as 5, the lines lead to 0.' }, { code: 'lots', … }]
 */
export function faultsOf({ subject, currency, account, transfers }: AuditedAccount): readonly Fault[] {
  const broken = [...inOrder(transfers), ...citing(transfers), ...transfers.flatMap(partsOf)]
  const { fold, overdrawn } = broken.length === 0 ? foldOf(transfers) : { fold: undefined, overdrawn: [] }
  const kept = fold && overdrawn.length === 0 ? differences(account, fold) : atTheEnd(account, transfers.at(-1))
  const found = [...broken, ...overdrawn, ...kept, ...lotsOf(account)]
  return found.map((one) => ({ ...one, subject, currency }))
}

/** Numbers are dense from 1, and each line continues the one before it. */
function inOrder(transfers: readonly Transfer[]): readonly Found[] {
  const found: Found[] = []
  let [seq, balance] = [0, 0]
  for (const transfer of transfers) {
    const { seq: own, kind, amount, balanceAfter } = transfer
    if (own !== seq + 1)
      found.push({
        code: 'sequence',
        seq: own,
        message: `Line ${own} follows line ${seq}: one is missing, or too many.`,
      })
    // After a gap nobody knows what the balance was before.
    else if (balanceAfter !== balance + sign[kind] * amount)
      found.push({
        code: 'balance_chain',
        seq: own,
        message: `Line ${own}, ${kind} of ${amount}, leads from ${balance} to ${balanceAfter}.`,
      })
    seq = own
    balance = balanceAfter
  }
  return found
}

/** What a line took and gave back is what its amount says. */
function partsOf({ kind, seq, amount, taken = [], back = [], fills = 0, owes = 0, lot }: Transfer): readonly Found[] {
  const wrong = (message: string): Found[] => [
    { code: 'wrong_parts', seq, message: `Line ${seq}, ${kind}: ${message}` },
  ]
  const [out, returned] = [sumOf(taken), sumOf(back) + fills]
  if (amount < 0 || [...taken, ...back].some((part) => part.amount < 0)) return wrong('an amount is below zero.')
  if (kind === 'restore' || kind === 'release')
    return returned === amount ? [] : wrong(`${returned} came back of ${amount}.`)
  if (sign[kind] > 0)
    return lot && fills <= amount ? [] : wrong(`it brings ${amount} points without a lot of their own.`)
  if (sign[kind] < 0 || kind === 'hold')
    return out + owes === amount ? [] : wrong(`${out + owes} were taken of ${amount}.`)
  return out === 0 && returned === 0 ? [] : wrong('it moves points, and its kind moves none.')
}

/** What a line names was there before it, was resolved once, and is not undone beyond what it was. */
function citing(transfers: readonly Transfer[]): readonly Found[] {
  return [...holdsOf(transfers), ...reversalsOf(transfers)]
}

function holdsOf(transfers: readonly Transfer[]): readonly Found[] {
  const found: Found[] = []
  const open = new Map<string, number>()
  const over = new Set<string>()
  for (const { kind, seq, key, amount, hold, back = [], fills = 0 } of transfers) {
    if (!hold) continue
    if (kind === 'hold') {
      open.set(key, amount)
      continue
    }
    const held = open.get(hold.key)
    const resolved = amount + (kind === 'capture' ? sumOf(back) + fills : 0)
    if (over.has(hold.key))
      found.push({ code: 'resolved_twice', seq, message: `Line ${seq} resolves hold ${hold.key}, which was resolved.` })
    else if (held === undefined)
      found.push({ code: 'orphan', seq, message: `Line ${seq} resolves hold ${hold.key}, which nobody made.` })
    else if (resolved !== held)
      found.push({ code: 'over_hold', seq, message: `Line ${seq} resolves ${resolved} points of a hold of ${held}.` })
    over.add(hold.key)
  }
  return found
}

function reversalsOf(transfers: readonly Transfer[]): readonly Found[] {
  const found: Found[] = []
  const whole = new Map<string, number>()
  const kept = new Map<string, number>()
  const undone = new Map<string, number>()
  const promoted = new Map<string, number>()
  const add = (sums: Map<string, number>, key: string, amount: number): number => {
    const sum = (sums.get(key) ?? 0) + amount
    sums.set(key, sum)
    return sum
  }
  for (const transfer of transfers) {
    const { key, kind, seq, amount, undoes, shortfall = 0, withheld = 0 } = transfer
    if (undoes !== undefined) {
      // A revocation that comes before what it revokes leaves a mark of nothing.
      if (!whole.has(undoes) && undoneBy(transfer) !== 0)
        found.push({ code: 'orphan', seq, message: `Line ${seq} undoes ${undoes}, which was never booked here.` })
      const isPromotion = kind === 'award'
      const sum = add(isPromotion ? promoted : undone, undoes, amount + shortfall)
      // What a cap kept back and counts by now can be undone as well.
      const most = isPromotion ? (kept.get(undoes) ?? 0) : (whole.get(undoes) ?? 0) + (promoted.get(undoes) ?? 0)
      if (sum > most && whole.has(undoes))
        found.push({ code: 'over_reversed', seq, message: `Line ${seq} makes ${sum} points undone of ${most}.` })
    }
    add(whole, key, undoes !== undefined && kind !== 'award' ? 0 : amount)
    if (kind === 'suppress') add(kept, key, withheld)
  }
  return found
}

/** The account that the lines lead to, as long as no line takes what is not there. */
function foldOf(transfers: readonly Transfer[]): { readonly fold: Account; readonly overdrawn: readonly Found[] } {
  let fold: Account = empty
  for (const transfer of transfers) {
    // What a capture takes has left the lots already, with its hold.
    for (const { lot, amount } of transfer.kind === 'capture' ? [] : (transfer.taken ?? [])) {
      const { remaining } = fold.lots.find(({ seq }) => seq === lot) ?? { remaining: 0 }
      if (remaining >= amount) continue
      const message = `Line ${transfer.seq} takes ${amount} points of lot ${lot}, which has ${remaining}.`
      return { fold, overdrawn: [{ code: 'overdrawn_lot', seq: transfer.seq, message }] }
    }
    fold = book(fold, transfer)
  }
  return { fold, overdrawn: [] }
}

const amounts = ['seq', 'balance', 'held', 'debt', 'status'] as const
const parts = ['tallies', 'deeds', 'tier'] as const

function differences(kept: Account, fold: Account): readonly Found[] {
  const found: Found[] = []
  const say = (message: string, seq?: number) => found.push({ code: 'not_the_fold', message, ...(seq && { seq }) })
  for (const name of amounts)
    if (kept[name] !== fold[name]) say(`The ${name} is kept as ${kept[name]}, the lines lead to ${fold[name]}.`)
  for (const seq of new Set([...kept.lots, ...fold.lots].map((lot) => lot.seq))) {
    const [is, should] = [kept.lots, fold.lots].map((lots) => lots.filter((lot) => lot.seq === seq))
    if (!isSame(is, should)) say(`Lot ${seq} is kept as ${shown(is)}, the lines lead to ${shown(should)}.`, seq)
  }
  for (const key of new Set([...kept.holds, ...fold.holds].map((hold) => hold.key))) {
    const [is, should] = [kept.holds, fold.holds].map((holds) => holds.filter((hold) => hold.key === key))
    if (!isSame(is, should)) say(`Hold ${key} is kept as ${shown(is)}, the lines lead to ${shown(should)}.`)
  }
  for (const name of parts)
    if (!isSame(kept[name], fold[name]))
      say(`Its ${name} are kept as ${shown(kept[name])}, the lines lead to ${shown(fold[name])}.`)
  return found
}

/** What can be said of an account whose lines do not hold: whether it stands where they end. */
function atTheEnd({ seq, balance }: Account, last: Transfer | undefined): readonly Found[] {
  const end = { seq: last?.seq ?? 0, balance: last?.balanceAfter ?? 0 }
  if (seq === end.seq && balance === end.balance) return []
  const message = `It stands at line ${seq} with ${balance} points; its lines end at ${end.seq} with ${end.balance}.`
  return [{ code: 'not_the_fold', message }]
}

function lotsOf({ lots, balance, held, debt }: Account): readonly Found[] {
  const sum = lots.reduce((all, { remaining }) => all + remaining, 0)
  if (sum === balance - held + debt) return []
  return [{ code: 'lots', message: `Its lots hold ${sum} points, and ${balance} − ${held} + ${debt} is another sum.` }]
}

/** Whether two pieces of JSON say the same; what is `undefined` is not said. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [left, right] = [a, b] as readonly { readonly [name: string]: unknown }[]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => isSame(left?.[name], right?.[name]))
}

const shown = (value: unknown): string =>
  Array.isArray(value) && value.length === 0 ? 'nothing' : JSON.stringify(value).slice(0, 200)
