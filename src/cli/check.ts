import { writeFile } from 'node:fs/promises'
import { EvenhandedError, type Review, reviewProgram } from 'evenhanded'
import { inkFor } from './check/ink.js'
import { reviewPage } from './check/page.js'
import { reviewText } from './check/review-text.js'
import { loadDraftFile, loadPolicy } from './program-file.js'
import type { Terminal } from './terminal.js'

export interface CheckCommand {
  readonly json?: boolean
  /** Where to write it as a page; nowhere unless said. */
  readonly html?: string
  /** Warnings count as errors. */
  readonly strict?: boolean
  /** The program's own unless said. */
  readonly policy?: string
  /** As of which day; today unless said. */
  readonly date?: string
}

/** `evenhanded check`: everything that speaks against a program, and what it gives and takes. */
export async function check(terminal: Terminal, path: string, options: CheckCommand): Promise<number> {
  const { draft, policy: own, learned } = await loadDraftFile(path)
  const policy = options.policy === undefined ? own : await loadPolicy(options.policy)
  const review = reviewProgram(draft, {
    now: dayOf(options.date),
    ...(policy && { policy }),
    ...(learned && { learned }),
  })
  if (options.html !== undefined) await kept(options.html, reviewPage(review))
  if (options.json) terminal.out(JSON.stringify(review, null, 2))
  else for (const line of reviewText(review, inkFor(terminal.colours))) terminal.out(line)
  return passes(review, options.strict) ? 0 : 1
}

const passes = ({ counts }: Review, strict = false): boolean => counts.error === 0 && !(strict && counts.warning > 0)

function dayOf(date: string | undefined): number {
  if (date === undefined) return Date.now()
  const at = Date.parse(`${date}T00:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(at))
    throw new EvenhandedError('bad_date', `${date} is no date.\nWrite --date 2027-01-31.`)
  return at
}

async function kept(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (cause) {
    throw new EvenhandedError('cannot_write', `Can’t write ${file}: ${(cause as Error).message}`, [], { cause })
  }
}
