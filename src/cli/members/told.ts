import type { Terminal } from '../terminal.js'
import { byLine, type Rejected, sentences } from './rejected.js'

/** What an import says in the end. */
export interface Told {
  readonly file: string
  /** Its JSON, without what was rejected. */
  readonly summary: object
  readonly text: readonly string[]
  readonly rejected: readonly Rejected[]
}

/**
 * Prints a summary, and what was rejected.
 *
 * @returns the exit status: 0, or 1 where something was rejected
 */
export function tell(terminal: Terminal, { file, summary, text, rejected }: Told, asJson: boolean | undefined): number {
  if (asJson) terminal.out(JSON.stringify({ ...summary, rejected: byLine(rejected) }))
  else for (const line of text) terminal.out(line)
  for (const sentence of sentences(rejected, file)) terminal.err(sentence)
  return rejected.length > 0 ? 1 : 0
}
