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
    line(invoices, 'invoices'),
    line(sales, `sales and ${grouped(returns)} returns of ${grouped(members)} members`),
    line(anonymous_sales, `sales and ${grouped(anonymous_returns)} returns without a customer: no points, no record`),
    '',
    line(issued, 'points issued'),
    line(reversed, 'points taken back for returns'),
    line(shortfall, 'points that a return could not take back: the balance did not reach'),
    line(available, 'points available to these members now'),
    ...(nothingNew ? ['', 'Every invoice was known already: nothing changed.'] : []),
    ...(already_known > 0 && !nothingNew ? ['', `${grouped(already_known)} invoices were known already.`] : []),
    ...(rejected_lines > 0 ? ['', `${grouped(rejected_lines)} lines were rejected.`] : []),
  ]
}

const grouped = (count: number): string => count.toLocaleString('en')
const line = (count: number, what: string): string => `${grouped(count).padStart(width)}  ${what}`
