import type { Calendar, Program } from 'evenhanded'
import { type ListedRequest, listedRequest, type Store } from 'evenhanded/server'
import { table } from './table.js'

/** What people asked for and wait for, the most urgent first. */
export interface RequestsReport {
  readonly program: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly overdue: number
  readonly requests: readonly ListedRequest[]
}

/** So many are read at most. */
const most = 1_000

export async function requestsOpen(store: Store, { id }: Program, at: number): Promise<RequestsReport> {
  const requests = (await store.requests(id, { limit: most })).map((kept) => listedRequest(kept, at))
  return { program: id, at, overdue: requests.filter(({ overdue }) => overdue).length, requests }
}

/** The same for a reader: at most 80 columns. Dates are the programme's. */
export function requestsText(
  { program, at, overdue, requests }: RequestsReport,
  calendar: Calendar,
): readonly string[] {
  const head = `Requests to ${program} that wait for an answer, ${calendar.dateOf(at)}`
  if (requests.length === 0) return [head, '', 'Nobody waits for an answer.']
  const columns = [{ head: 'request' }, { head: 'kind' }, { head: 'answer by' }, { head: '' }]
  const rows = requests.map((one) => [one.id, one.kind, calendar.dateOf(one.due - 1), stateOf(one)])
  const late = overdue === 0 ? 'None is overdue.' : `${overdue} of ${requests.length} overdue.`
  return [head, '', ...table(columns, rows), '', late]
}

const stateOf = ({ overdue, extended }: ListedRequest): string => (overdue ? 'LATE' : extended ? 'put off' : '')
