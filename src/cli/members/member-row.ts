import type { Json, Program } from 'evenhanded'
import { instant } from '../orders/instant.js'
import { quoted } from '../orders/order-line.js'
import { cellValue } from './cell-value.js'

/** What a file of members may say beside the fields of the program. */
export const memberColumns = ['login', 'joined', 'source'] as const

/** A member of old. */
export interface OldMember {
  readonly line: number
  readonly login: string
  /** Epoch milliseconds; absent where the file does not say. */
  readonly joined?: number
  readonly source: string
  readonly answers: { readonly [field: string]: Json }
}

/** One row, or why it is none. */
export async function memberIn(
  { fields }: Program,
  line: number,
  cells: { readonly [column: string]: string },
  now: number,
): Promise<OldMember | string> {
  const [login, joined, source] = memberColumns.map((name) => (cells[name] ?? '').trim()) as [string, string, string]
  if (login === '') return 'login is empty'
  const at = instant(joined)
  if (joined !== '' && at === undefined) return `joined is ${quoted(joined)}, not a date`
  if (at !== undefined && at > now) return `joined is ${quoted(joined)}, which is yet to come`
  const answers: [field: string, value: Json][] = []
  for (const [name, field] of Object.entries(fields)) {
    const text = (cells[name] ?? '').trim()
    if (text === '' || isOurs(name)) continue
    const read = await cellValue(field, text)
    if (!read.ok) return `${name} is ${quoted(text)}: ${read.why}`
    answers.push([name, read.value])
  }
  return { line, login, ...(at !== undefined && { joined: at }), source, answers: Object.fromEntries(answers) }
}

const isOurs = (name: string): boolean => (memberColumns as readonly string[]).includes(name)
