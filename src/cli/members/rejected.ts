/** A row that was not imported. */
export interface Rejected {
  readonly line: number
  readonly reason: string
  /** Where it is another than the one that is imported. */
  readonly file?: string
}

/** How many a reader of the terminal is shown; `--json` has them all. */
const shown = 20

/** One sentence each, by line. */
export function sentences(rejected: readonly Rejected[], file: string): readonly string[] {
  const list = byLine(rejected).map((one) => `${one.file ?? file}, line ${one.line}: ${one.reason}`)
  const more = list.length - shown
  return more > 0 ? [...list.slice(0, shown), `${file}: and ${more.toLocaleString('en')} more; --json lists all`] : list
}

export const byLine = (rejected: readonly Rejected[]): readonly Rejected[] =>
  [...rejected].sort((a, b) => a.line - b.line)
