/** How many are kept with their reasons; the rest is counted. */
const shown = 20

/** Lines that were rejected, each with its reason. */
export interface Rejections {
  /** @param lines how many lines of the file this concerns */
  add(line: number, reason: string, lines?: number): void
  count(): number
  /** One sentence each, by line, and one for those beyond the first twenty. */
  sentences(): readonly string[]
}

export function rejections(): Rejections {
  const kept: { line: number; reason: string }[] = []
  let count = 0
  let listed = 0
  return {
    add(line, reason, lines = 1) {
      count += lines
      listed++
      if (kept.length < shown) kept.push({ line, reason })
    },
    count: () => count,
    sentences() {
      const list = [...kept].sort((a, b) => a.line - b.line).map(({ line, reason }) => `line ${line}: ${reason}`)
      const more = listed - kept.length
      return more > 0 ? [...list, `and ${more.toLocaleString('en')} more`] : list
    },
  }
}
