import { existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { EvenhandedError } from 'evenhanded'
import { postgres } from 'evenhanded/postgres'
import { createServer } from 'evenhanded/server'
import { openDatabase, type Where } from './open-database.js'
import { availableTo } from './orders/available.js'
import { bookMembers } from './orders/book-members.js'
import type { Invoice, Invoices } from './orders/invoices.js'
import { membersIn } from './orders/members.js'
import { membershipOf, type Wanted } from './orders/membership.js'
import { readOrders } from './orders/read-orders.js'
import { rejections as newRejections } from './orders/rejections.js'
import { type Summary, summaryText } from './orders/summary.js'
import { loadProgram } from './program-file.js'
import { type Progress, progressOn } from './progress.js'
import { checkSecret, secretIn } from './secret.js'
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
  const file = basename(path)
  const rejections = newRejections()
  const progress = progressOn(terminal)
  const invoices = await reading(path, progress, (onBytes) => readOrders(path, rejections, onBytes))
  const members = membersIn(invoices)
  const secret = await secretIn(options.data, terminal)
  const database = await openDatabase(options)
  try {
    const store = postgres(database.db)
    await store.migrate()
    await checkSecret(database.db, program.id, secret)
    const server = createServer({ program, store, secrets: [secret.text] })
    const total = members.reduce((sum, member) => sum + member.invoices.length, 0)
    progress.start('Booking', total)
    const booked = await bookMembers(server, members, { membership, file, rejections }, progress.update)
    progress.stop()
    const available = await availableTo(booked, membership.currency, { store, server, tenant: program.id })
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
  } finally {
    progress.stop()
    await database.close()
  }
  for (const sentence of rejections.sentences()) terminal.err(`${file}, ${sentence}`)
  return rejections.count() > 0 ? 1 : 0
}

async function reading<Value>(
  path: string,
  progress: Progress,
  read: (onBytes: (bytes: number) => void) => Promise<Value>,
): Promise<Value> {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new EvenhandedError('no_file', `There is no file ${path}.\nName the file of orders to import.`)
  progress.start('Reading', statSync(path).size)
  try {
    return await read(progress.update)
  } finally {
    progress.stop()
  }
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
