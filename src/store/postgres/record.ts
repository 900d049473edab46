import type { SealedEvent } from '../../core/subject/event.js'
import type { Said } from '../../core/subject/said.js'
import type { Block, Line, LogLine, RecordStore } from '../../ports/record.js'
import type { Ask } from './ledger.js'
import appendSql from './sql/append.sql'
import blocksSql from './sql/blocks.sql'
import historySql from './sql/history.sql'
import lastBlockSql from './sql/last-block.sql'
import type { Bigint } from './statement.js'
import { type TransferRow, transferIn } from './transfer-row.js'

/** What happened, and its chain, one statement each. */
export function recordStore(ask: Ask): RecordStore {
  const summedUp = summing(ask)
  let perLine = 0
  return {
    ...chain(ask),
    async lines(tenant, after, limit) {
      const guess = Math.ceil(limit * perLine)
      const rows = await summedUp(() => ask<{ line: string }>(linesSql, [tenant, after, limit, guess]))
      const cursor = rows.at(-1)?.line ?? ''
      if (rows.length > limit) perLine = transactionsBetween(after, cursor) / limit
      return { lines: rows.slice(0, -1).map(lineIn), cursor }
    },
  }
}

/** Pages in a row are much alike: how many transactions one took is a guess at the next. */
function transactionsBetween(after: string | null, cursor: string): number {
  const [from, to] = [after, cursor].map((one) => (JSON.parse(one ?? '[0]') as readonly [number])[0])
  return Math.min(100_000, (to ?? 0) - (from ?? 0) + 1)
}

/** So many lines are read before new blocks are summed up again. */
const linesBetween = 10_000

/** Sees to it that of what is read in a row little lies in blocks that are not summed up. */
function summing(ask: Ask): <Row>(read: () => Promise<readonly Row[]>) => Promise<readonly Row[]> {
  let places: readonly number[] = [0, 0]
  let left = 0
  return async (read) => {
    if (left <= 0) {
      left = linesBetween
      const [found] = await ask<{ places: string | null }>(sumUpSql, [...places])
      places = found?.places ? (JSON.parse(found.places) as readonly number[]) : places
    }
    const rows = await read()
    left -= rows.length
    return rows
  }
}

const chain = (ask: Ask): Omit<RecordStore, 'lines'> => ({
  async history(tenant, subject, { after = 0, limit = Number.MAX_SAFE_INTEGER } = {}) {
    const rows = await ask<{ line: string }>(historySql, [tenant, subject, after, limit])
    return rows.map(({ line }) => logLineIn(JSON.parse(line) as LogRow))
  },
  async blocks(tenant, after, limit) {
    return (await ask<BlockRow>(blocksSql, [tenant, after, limit])).map(blockIn)
  },
  async lastBlock(tenant) {
    const [row] = await ask<BlockRow>(lastBlockSql, [tenant])
    return row ? blockIn(row) : null
  },
  async append(tenant, { n, prev, root, hashes, cursor, at }) {
    return (await ask(appendSql, [tenant, n, prev, root, hashes, cursor, at])).length > 0
  },
})

const sumUpSql = 'select evenhanded.sum_up_v1($1, $2) as places'
const linesSql = 'select evenhanded.lines_v1($1, $2::json, $3, $4) as line'

/** What a line of the log says of its command, as the log keeps it. */
export interface LogBody {
  readonly said: Said
  readonly events: readonly SealedEvent[]
}

type LogRow = readonly [subject: string, version: number, command: string, at: number, body: LogBody]
type LedgerRow = readonly [subject: string, transfer: TransferRow]

function lineIn({ line }: { readonly line: string }): Line {
  const row = JSON.parse(line) as LogRow | LedgerRow
  if (row.length > 2) return logLineIn(row as LogRow)
  const [subject, transfer] = row as LedgerRow
  return { kind: 'transfer', subject, transfer: transferIn(transfer) }
}

const logLineIn = ([subject, version, command, at, { said, events }]: LogRow): LogLine => ({
  kind: 'log',
  subject,
  version,
  command,
  at,
  said,
  events,
})

interface BlockRow {
  readonly n: Bigint
  readonly prev: string
  readonly root: string
  readonly hashes: string
  readonly cursor: string
  readonly at: Bigint
}

const blockIn = ({ n, prev, root, hashes, cursor, at }: BlockRow): Block => ({
  n: Number(n),
  prev,
  root,
  hashes,
  cursor,
  at: Number(at),
})
