/** A column: what its head says, and on which side its cells stand. */
export interface Column {
  readonly head: string
  readonly right?: boolean
}

const widest = 80
const gap = '  '

/** Rows in columns, at most 80 wide: what is too long for that is cut in the first column. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const heads = columns.map(({ head }) => head)
  const widths = columns.map((_, n) => Math.max(...[heads, ...rows].map((row) => row[n]?.length ?? 0)))
  const sum = widths.reduce((all, width) => all + width, 0) + gap.length * (columns.length - 1)
  const wanted = widths[0] ?? 0
  const first = Math.max(Math.min(wanted, 8), wanted - Math.max(0, sum - widest))
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ right }, n) => {
        const width = n === 0 ? first : (widths[n] ?? 0)
        const cell = cells[n] ?? ''
        const shown = cell.length > width ? `${cell.slice(0, width - 1)}…` : cell
        return right ? shown.padStart(width) : shown.padEnd(width)
      })
      .join(gap)
      .trimEnd()
  return [line(heads), ...rows.map(line)]
}
