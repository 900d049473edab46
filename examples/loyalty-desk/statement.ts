import { sign } from 'evenhanded'
import type { StatementLine } from 'evenhanded/server'
import { grains } from './amounts.js'
import { lastDay, onMinute } from './days.js'
import { desk } from './program.js'

/** A line of the ledger in a member's words. */
export interface Told {
  readonly what: string
  /** What else there is to say of it: from when, how long, what did not count. */
  readonly notes: readonly string[]
  /** `came` and `went` move the balance; of the others the amount is only said, or there is none. */
  readonly move: 'came' | 'went' | 'aside' | 'none'
}

type Kind = StatementLine['kind']

/**
 * Every line says why.
 *
 * @param now the desk's time, epoch milliseconds
 */
export function tell(line: StatementLine, now: number): Told {
  return { what: whatOf(line), notes: notesOf(line, now), move: moveOf(line.kind) }
}

function moveOf(kind: Kind): Told['move'] {
  if (sign[kind] !== 0) return sign[kind] > 0 ? 'came' : 'went'
  return kind === 'hold' || kind === 'release' ? 'aside' : 'none'
}

function whatOf({ kind, reason, code = '' }: StatementLine): string {
  const [about = '', number = ''] = reason.split(':')
  switch (kind) {
    case 'award':
    case 'credit':
      return about === 'receipt' ? `${labelOf(code)}, receipt ${number}` : (offers[reason] ?? labelOf(code))
    case 'reverse':
      return `${labelOf(code)}, receipt ${number} returned`
    case 'redeem':
      return labelOf(code)
    case 'restore':
      return `${labelOf(code)}, given back`
    case 'hold':
      return `Set aside for order ${number}`
    case 'capture':
      return `Order ${number}, fetched`
    case 'release':
      return about === 'order' ? `Order ${number}, let go` : 'An order that was not fetched in time'
    case 'expire':
      return 'Ended unused'
    case 'notice':
      return code === 'tier.will-drop' ? 'Reminder: your tier ends' : `Reminder: grains end`
    case 'tier':
      return code === 'tier.dropped' ? 'Your tier has ended' : 'Your tier goes on'
    default:
      return others[kind] ?? 'Noted'
  }
}

/** What an offer's own points were for. */
const offers: { readonly [reason: string]: string } = {
  membership: 'Welcome',
  'membership.birthday': 'You told us your birthday',
}

const others: { readonly [kind in Kind]?: string } = {
  adjust: 'Corrected by the bakery',
  deduct: 'Corrected by the bakery',
  forfeit: 'Erased with your card',
  freeze: 'Your card was stopped',
  thaw: 'Your card works again',
}

/** A rule, a campaign or a reward by its label. */
function labelOf(code: string): string {
  const [kind = '', name = ''] = code.split(':')
  const declared = kind === 'rule' ? desk.earns[name] : kind === 'campaign' ? desk.campaigns[name] : desk.rewards[name]
  return declared?.label ?? 'Grains'
}

function notesOf({ kind, amount, lot, owes = 0, shortfall = 0, withheld = 0 }: StatementLine, now: number): string[] {
  const notes: string[] = []
  if (lot && kind === 'notice')
    notes.push(
      amount > 0
        ? `${grains(amount)} end after ${lastDay(lot.expiresAt)}`
        : `after ${lastDay(lot.expiresAt)}, unless you earn it anew`,
    )
  else if (lot && amount > 0) {
    if (now < lot.availableAt) notes.push(`to spend from ${onMinute(lot.availableAt)}`)
    if (now < lot.expiresAt) notes.push(`end after ${lastDay(lot.expiresAt)}`)
  }
  if (withheld > 0) notes.push(`${grains(withheld)} above the day’s limit did not count`)
  if (owes > 0) notes.push(`${grains(owes)} of them were spent, and are owed`)
  if (shortfall > 0) notes.push(`${grains(shortfall)} could not be taken back`)
  return notes
}
