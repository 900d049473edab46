/** What an import did, in the words of its JSON. Counts of the file, then of the ledger. */
export interface Summary {
  readonly invoices: number
  readonly members: number
  readonly sales: number
  readonly returns: number
  readonly anonymous_sales: number
  readonly anonymous_returns: number
  readonly issued: number
  readonly reversed: number
  readonly shortfall: number
  readonly available: number
  readonly already_known: number
  readonly rejected_lines: number
  readonly seconds: number
}

const width = 11

/** The same for a reader: at most 80 columns. */
export function summaryText(summary: Summary, file: string, database: string): readonly string[] {
  const { invoices, members, sales, returns, anonymous_sales, anonymous_returns } = summary
  const { issued, reversed, shortfall, available, already_known, rejected_lines, seconds } = summary
  const nothingNew = already_known > 0 && already_known === sales + returns
  return [
    `${file} is in ${database}, after ${seconds.toFixed(1)} s.`,
    '',
    line(invoices, many(invoices, 'invoice')),
    line(sales, `${many(sales, 'sale')} and ${counted(returns, 'return')} of ${counted(members, 'member')}`),
    line(
      anonymous_sales,
      `${many(anonymous_sales, 'sale')} and ${counted(anonymous_returns, 'return')} without a customer: no points, no record`,
    ),
    '',
    line(issued, 'points issued'),
    line(reversed, 'points taken back for returns'),
    line(shortfall, 'points that a return could not take back: the balance did not reach'),
    line(available, 'points available to these members now'),
    ...(nothingNew ? ['', 'Every invoice was known already: nothing changed.'] : []),
    ...(already_known > 0 && !nothingNew ? ['', `Known already: ${counted(already_known, 'invoice')}.`] : []),
    ...(rejected_lines > 0 ? ['', `Rejected: ${counted(rejected_lines, 'line')}.`] : []),
  ]
}

const grouped = (count: number): string => count.toLocaleString('en')
const line = (count: number, what: string): string => `${grouped(count).padStart(width)}  ${what}`
const many = (count: number, what: string): string => (count === 1 ? what : `${what}s`)
const counted = (count: number, what: string): string => `${grouped(count)} ${many(count, what)}`
