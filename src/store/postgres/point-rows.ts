import type { Json } from '../../core/json.js'
import type { Account } from '../../core/points/account.js'
import type { Lot } from '../../core/points/lots.js'
import type { Transfer } from '../../core/points/transfer.js'
import type { Step } from '../../ports/store.js'
import { type Change, transfersOf } from '../step.js'
import { accountRow } from './account-row.js'
import { answerKept } from './answer.js'
import { transferRow } from './transfer-row.js'

type Row = { readonly [column: string]: Json | undefined }

interface PointRows {
  readonly accounts: Row[]
  readonly transfers: Row[]
  readonly lots: Row[]
  readonly holds: Row[]
}

/** Accounts as they become, their transfers, and what there is of lots and holds that was not there, or not so. */
export function addPoints(rows: PointRows, n: number, step: Step, changed: readonly Change[]): void {
  const made = new Map<string, Lot>()
  const seqs = new Map<string, number>()
  for (const { currency, before, after } of changed) {
    rows.accounts.push(accountRow(n, currency, before.seq, after))
    for (const lot of addLots(rows, n, currency, before, after)) made.set(`${lot.seq} ${currency}`, lot)
  }
  for (const command of step.commands)
    for (const [leg, transfer] of transfersOf(command).entries()) {
      const name = `${transfer.seq} ${transfer.currency}`
      const lot = made.get(name)
      const remaining = lot && isAsSaid(lot, transfer) ? lot.remaining : undefined
      if (remaining !== undefined) made.delete(name)
      if (transfer.kind === 'hold') seqs.set(`${transfer.key} ${transfer.currency}`, transfer.seq)
      const row = { ...transferRow(n, leg, transfer), remaining }
      const answers = leg === 0 && !command.logged
      rows.transfers.push(answers ? { ...row, hash: command.hash, answer: answerKept(command.answer, transfer) } : row)
    }
  // Of what came back, filled a debt or is shared by several awards, one transfer alone does not tell the lot.
  for (const [name, lot] of made) rows.lots.push(lotRow(n, name.slice(name.indexOf(' ') + 1), lot))
  for (const { currency, before, after } of changed) addHolds(rows, n, currency, before, after, seqs)
}

const isAsSaid = (lot: Lot, { amount, lot: said }: Transfer): boolean =>
  lot.amount === amount && lot.availableAt === said?.availableAt && lot.expiresAt === said.expiresAt

/** Adds what changed of the lots that there were. Returns the new ones. */
function addLots(rows: PointRows, n: number, currency: string, before: Account, after: Account): readonly Lot[] {
  const old = new Map(before.lots.map((lot) => [lotName(lot), lot]))
  const made: Lot[] = []
  for (const lot of after.lots) {
    const was = old.get(lotName(lot))
    old.delete(lotName(lot))
    if (!was) made.push(lot)
    else if (was.amount !== lot.amount || was.remaining !== lot.remaining || was.availableAt !== lot.availableAt)
      rows.lots.push(lotRow(n, currency, lot))
  }
  const gone = [...old.values()]
  const [ends, seqs] = [gone.map(({ expiresAt }) => expiresAt), gone.map(({ seq }) => seq)]
  if (gone.length > 0) rows.lots.push({ step: n, currency, ends, seqs })
  return made
}

const lotName = ({ seq, expiresAt }: Lot): string => `${seq} ${expiresAt}`

const lotRow = (step: number, currency: string, lot: Lot): Row => ({
  step,
  currency,
  expires: lot.expiresAt,
  seq: lot.seq,
  available: lot.availableAt,
  amount: lot.amount,
  remaining: lot.remaining,
})

function addHolds(
  rows: PointRows,
  step: number,
  currency: string,
  before: Account,
  after: Account,
  seqs: ReadonlyMap<string, number>,
): void {
  const old = new Set(before.holds.map(({ key }) => key))
  for (const { key, amount, until, graceEnd: grace, parts } of after.holds) {
    if (old.delete(key)) continue
    const seq = seqs.get(`${key} ${currency}`)
    rows.holds.push({ step, currency, key, seq, amount, until, grace, parts: JSON.stringify(parts) })
  }
  for (const key of old) rows.holds.push({ step, currency, key })
}
