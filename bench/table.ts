import type { Range, Row } from './compare.js'

/** The rows as one table: medians, and in brackets the least and the most where they differ. */
export function table(rows: readonly Row[]): string {
  const head = ['what', 'ours', 'reference', 'ratio', 'goal', 'met']
  const body = rows.map(({ name, ours, reference, unit, ratio, goal, atLeast, met, spread }) => [
    name,
    figure(ours, spread.ours, unit),
    figure(reference, spread.reference, unit),
    short(ratio),
    goal === undefined ? '–' : `${atLeast ? '≥' : '≤'} ${short(goal)}`,
    met === undefined ? '–' : met ? 'yes' : 'no',
  ])
  const widths = head.map((title, column) =>
    Math.max(title.length, ...body.map((cells) => (cells[column] as string).length)),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] as number))
      .join('  ')
      .trimEnd()
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...body.map(line)].join('\n')
}

const figure = (median: number, [least, most]: Range, unit: string): string =>
  least === most ? `${short(median)} ${unit}` : `${short(median)} ${unit} (${short(least)} to ${short(most)})`

/** Three digits that count. */
const short = (value: number): string =>
  value !== 0 && Math.abs(value) < 100 ? String(Number(value.toPrecision(3))) : String(Math.round(value))
