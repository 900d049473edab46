import { EvenhandedError, isDuration, type Policy, type Program } from 'evenhanded'
import { postgres } from 'evenhanded/postgres'
import type { Store } from 'evenhanded/server'
import { openDatabase, type Where } from './open-database.js'
import { cannot } from './peer.js'
import { loadPolicy, loadProgramFile } from './program-file.js'
import { calendarOf, endOf, startOf } from './report/days.js'
import { expiringIn, expiringText } from './report/expiring.js'
import { liabilityAt, liabilityText } from './report/liability.js'
import { requestsOpen, requestsText } from './report/requests.js'
import { settlementOf, settlementText } from './report/settlement.js'
import type { Terminal } from './terminal.js'

export interface ReportOptions extends Where {
  /** The file that exports the policy; the program's own unless said. */
  readonly policy?: string
  readonly json?: boolean
}

/** `evenhanded report liability`: what the points that are out are in the books, at the end of a day. */
export const reportLiability = (
  terminal: Terminal,
  path: string,
  options: ReportOptions & { readonly at: string },
): Promise<number> =>
  reporting(terminal, path, options, async ({ store, program, policy }) => {
    const { at } = options
    const until = endOf(calendarOf(program), at, '--at')
    const report = await liabilityAt(store, program, { ...(policy?.books && { books: policy.books }), at, until })
    return [report, liabilityText(report)]
  })

/** `evenhanded report settlement`: who owes whom for what passed at partners, within some days. */
export const reportSettlement = (
  terminal: Terminal,
  path: string,
  options: ReportOptions & { readonly from: string; readonly to: string },
): Promise<number> =>
  reporting(terminal, path, options, async ({ store, program, policy }) => {
    const { from, to } = options
    const calendar = calendarOf(program)
    const span = { from: startOf(calendar, from, '--from'), until: endOf(calendar, to, '--to') }
    if (span.until <= span.from) throw new EvenhandedError('bad_date', `${to} is before ${from}.`)
    const report = await settlementOf(store, program, { prices: policy?.partners, from, to, span })
    return [report, settlementText(report)]
  })

/** `evenhanded report expiring`: whose points end soon. */
export const reportExpiring = (
  terminal: Terminal,
  path: string,
  options: ReportOptions & { readonly within: string },
): Promise<number> =>
  reporting(terminal, path, options, async ({ store, program }) => {
    if (!isDuration(options.within))
      throw new EvenhandedError('bad_duration', `${options.within} is no duration.\nGive --within one as in P30D.`)
    const calendar = calendarOf(program)
    const from = await store.now()
    const report = await expiringIn(store, program, { calendar, from, until: calendar.later(from, options.within) })
    return [report, expiringText(report)]
  })

/** `evenhanded report requests`: what people asked for and wait for. */
export const reportRequests = (terminal: Terminal, path: string, options: ReportOptions): Promise<number> =>
  reporting(terminal, path, options, async ({ store, program }) => {
    const report = await requestsOpen(store, program, await store.now())
    return [report, requestsText(report, calendarOf(program))]
  })

interface Reported {
  readonly store: Store
  readonly program: Program
  readonly policy: Policy | undefined
}

async function reporting(
  terminal: Terminal,
  path: string,
  options: ReportOptions,
  make: (of: Reported) => Promise<readonly [report: object, text: readonly string[]]>,
): Promise<number> {
  const { program, policy: own } = await loadProgramFile(path)
  const policy = options.policy === undefined ? own : await loadPolicy(options.policy)
  const database = await openDatabase(options)
  try {
    const [report, text] = await make({ store: postgres(database.db), program, policy })
    if (options.json) terminal.out(JSON.stringify(report))
    else for (const line of text) terminal.out(line)
    return 0
  } catch (error) {
    throw error instanceof EvenhandedError ? error : cannot(`use the database ${database.name}`, error)
  } finally {
    await database.close()
  }
}
