import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { EvenhandedError, type Program } from 'evenhanded'
import { type Database, postgres } from 'evenhanded/postgres'
import { createServer, type KeyRing } from 'evenhanded/server'
import type { OpenDatabase } from './database.js'
import { keysIn } from './keys.js'
import { openDatabase, type Where } from './open-database.js'
import { availableTo, type Ledger } from './orders/available.js'
import { bookMembers } from './orders/book-members.js'
import type { Invoice, Invoices } from './orders/invoices.js'
import { membersIn } from './orders/members.js'
import { membershipOf, type Wanted } from './orders/membership.js'
import { readOrders } from './orders/read-orders.js'
import { rejections as newRejections, type Rejections } from './orders/rejections.js'
import { type Summary, summaryText } from './orders/summary.js'
import { cannot } from './peer.js'
import { loadProgram } from './program-file.js'
import { type Progress, progressOn } from './progress.js'
import { checkSecret, type Secret, secretIn } from './secret.js'
import type { Terminal } from './terminal.js'

export interface ImportOptions extends Where, Wanted {
  readonly json?: boolean
}

/**
 * `evenhanded import`: a loyalty programme starts with the shop's order history.
 *
 * @returns the exit status: 0, or 1 where something was rejected
 * @throws EvenhandedError where the program, the file or the database can't be used
 */
export async function importOrders(
  terminal: Terminal,
  programPath: string,
  path: string,
  options: ImportOptions,
): Promise<number> {
  const from = performance.now()
  const program = await loadProgram(programPath)
  const membership = membershipOf(program, options)
  if (!existsSync(path) || !statSync(path).isFile())
    throw new EvenhandedError('no_file', `There is no file ${path}.\nName the file of orders to import.`)
  const file = basename(path)
  const rejections = newRejections()
  const progress = progressOn(terminal)
  const secret = await secretIn(options.data, terminal)
  // The file is unpacked while the database opens.
  const [database, invoices] = await together(openDatabase(options), reading(path, progress, rejections))
  try {
    const members = membersIn(invoices)
    const ledger = await ledgerIn(database.db, program, secret, await keysIn(options.data, terminal))
    progress.start(
      'Booking',
      members.reduce((sum, member) => sum + member.invoices.length, 0),
    )
    const booked = await bookMembers(ledger.server, members, { membership, file, rejections }, progress.update)
    progress.stop()
    const available = await availableTo(booked, membership.currency, ledger)
    const { issued, reversed, shortfall, already_known } = booked
    const summary: Summary = {
      ...counted(invoices, members.length),
      issued,
      reversed,
      shortfall,
      available,
      already_known,
      rejected_lines: rejections.count(),
      seconds: Math.round(performance.now() - from) / 1000,
    }
    if (options.json) terminal.out(JSON.stringify(summary))
    else for (const line of summaryText(summary, file, database.name)) terminal.out(line)
  } catch (error) {
    throw error instanceof EvenhandedError ? error : cannot(`use the database ${database.name}`, error)
  } finally {
    progress.stop()
    await database.close()
  }
  for (const sentence of rejections.sentences()) terminal.err(`${file}, ${sentence}`)
  return rejections.count() > 0 ? 1 : 0
}

/** Both, or the error of either with the database closed again. */
async function together<Value>(
  opening: Promise<OpenDatabase>,
  reading: Promise<Value>,
): Promise<readonly [OpenDatabase, Value]> {
  const [opened, read] = await Promise.allSettled([opening, reading])
  if (opened.status === 'rejected') throw opened.reason
  if (read.status === 'fulfilled') return [opened.value, read.value]
  await opened.value.close()
  throw read.reason
}

async function reading(path: string, progress: Progress, rejections: Rejections): Promise<Invoices> {
  progress.start('Reading', statSync(path).size)
  try {
    return await readOrders(path, rejections, progress.update)
  } finally {
    progress.stop()
  }
}

async function ledgerIn(db: Database, program: Program, secret: Secret, keys: KeyRing | undefined): Promise<Ledger> {
  const store = postgres(db)
  await store.migrate()
  await checkSecret(db, program.id, secret)
  const server = createServer({ program, store, secrets: [secret.text], ...(keys && { keys }) })
  return { store, server, tenant: program.id }
}

type OfFile = Pick<Summary, 'invoices' | 'members' | 'sales' | 'returns' | 'anonymous_sales' | 'anonymous_returns'>

function counted(invoices: Invoices, members: number): OfFile {
  const all = [...invoices.values()]
  const count = (kind: Invoice['kind'], known: boolean): number =>
    all.filter((invoice) => invoice.kind === kind && (invoice.customer !== '') === known).length
  return {
    invoices: all.length,
    members,
    sales: count('sale', true),
    returns: count('return', true),
    anonymous_sales: count('sale', false),
    anonymous_returns: count('return', false),
  }
}
