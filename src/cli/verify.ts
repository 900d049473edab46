import {
  type Conserved,
  type Count,
  conservationFaults,
  counted,
  EvenhandedError,
  type Fault,
  faultsOf,
  nothingCounted,
  type Program,
} from 'evenhanded'
import { postgres } from 'evenhanded/postgres'
import type { Store } from 'evenhanded/server'
import { type ChainFound, type CheckpointsAt, chainText, chainVerified } from './chain-verified.js'
import { openDatabase, type Where } from './open-database.js'
import { cannot } from './peer.js'
import { loadProgram } from './program-file.js'
import { points } from './report/money.js'
import { table } from './report/table.js'
import type { Terminal } from './terminal.js'

export interface VerifyOptions extends Where, CheckpointsAt {
  readonly json?: boolean
}

/** What was found: by currency what there is, and every row that does not hold. */
export interface Verified {
  readonly currencies: readonly (Conserved & { readonly faults: number })[]
  readonly faults: readonly Fault[]
  readonly chain: ChainFound
}

const page = 200

/**
 * `evenhanded verify`: whether every account is what its lines lead to, every currency adds up, and the chain is whole.
 *
 * @returns the exit status: 0 where all holds, 1 where something does not
 * @throws EvenhandedError where the program or the database can't be used
 */
export async function verify(terminal: Terminal, path: string, options: VerifyOptions): Promise<number> {
  const program = await loadProgram(path)
  const database = await openDatabase(options)
  try {
    const store = postgres(database.db)
    const found = { ...(await verified(store, program)), chain: await chainVerified(store, program.id, options) }
    if (options.json) terminal.out(JSON.stringify(found))
    else for (const line of verifiedText(found, database.name)) terminal.out(line)
    return found.faults.length + found.chain.faults > 0 ? 1 : 0
  } catch (error) {
    throw error instanceof EvenhandedError ? error : cannot(`use the database ${database.name}`, error)
  } finally {
    await database.close()
  }
}

/** Reads account after account: what is in memory at once does not depend on how many there are. */
async function verified(store: Store, { id, currencies }: Program): Promise<Omit<Verified, 'chain'>> {
  const faults: Fault[] = []
  let count: Count = nothingCounted
  let after: { readonly subject: string; readonly currency: string } | null = null
  for (;;) {
    const accounts: Awaited<ReturnType<Store['audit']>> = await store.audit(id, after, page)
    for (const audited of accounts) {
      faults.push(...faultsOf(audited))
      count = counted(count, audited)
    }
    after = accounts.at(-1) ?? null
    if (accounts.length < page) break
  }
  faults.push(...conservationFaults(count))
  const names = [...new Set([...Object.keys(currencies), ...Object.keys(count.currencies)])]
  return {
    currencies: names.flatMap((name) => {
      const own = count.currencies[name]
      return own ? [{ ...own, faults: faults.filter(({ currency }) => currency === name).length }] : []
    }),
    faults,
  }
}

function verifiedText({ currencies, faults, chain }: Verified, database: string): readonly string[] {
  const columns = [
    { head: 'currency' },
    { head: 'accounts', right: true },
    { head: 'lines', right: true },
    { head: 'outstanding', right: true },
    { head: 'held', right: true },
    { head: 'owed', right: true },
    { head: '' },
  ]
  const rows = currencies.map((one) => [
    one.currency,
    ...[one.accounts, one.transfers, one.balance, one.held, one.debt].map(points),
    one.faults === 0 ? 'ok' : `${points(one.faults)} wrong`,
  ])
  const told = faults.map(({ code, subject, currency, message }) =>
    subject === '' ? `${currency}: ${message} (${code})` : `${currency} of ${subject}: ${message} (${code})`,
  )
  const accounts = rows.length === 0 ? [`There are no accounts in ${database}.`] : table(columns, rows)
  return [...accounts, ...(told.length > 0 ? ['', ...told] : []), ...chainText(chain)]
}
