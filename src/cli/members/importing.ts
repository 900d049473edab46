import { statSync } from 'node:fs'
import { progressOn } from '../progress.js'
import type { Terminal } from '../terminal.js'
import type { ImportWhere } from './desk.js'
import { type Told, tell } from './told.js'

/**
 * One import from its file to its summary.
 *
 * @param work gets who is told how many bytes were read, and what says how long it took
 */
export async function importing(
  terminal: Terminal,
  path: string,
  { json, dryRun = false }: ImportWhere,
  work: (onBytes: (bytes: number) => void, seconds: () => number) => Promise<Told>,
): Promise<number> {
  const from = performance.now()
  const progress = progressOn(terminal)
  const seconds = (): number => Math.round(performance.now() - from) / 1000
  progress.start('Importing', statSync(path, { throwIfNoEntry: false })?.size ?? 0)
  try {
    const told = await work(progress.update, seconds)
    progress.stop()
    return tell(terminal, { ...told, summary: { dry_run: dryRun, ...told.summary, seconds: seconds() } }, json)
  } finally {
    progress.stop()
  }
}
