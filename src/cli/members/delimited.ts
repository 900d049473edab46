/** One row of a table in text, and where in the file it begins. */
export interface TextRow {
  readonly line: number
  readonly cells: readonly string[]
  /** Why its cells can't be believed. */
  readonly problem?: string
}

const delimiters = ['\t', ',', ';'] as const

/**
 * Cuts a text into rows and cells, as RFC 4180 says: a cell in quotes may hold delimiters, line ends and, doubled,
 * quotes. What separates cells is found by the first line: a tab, a comma or, as spreadsheets of many countries write, a
 * semicolon. Empty lines are left out.
 *
 * @param take gets each row as soon as it is whole
 */
export function delimited(take: (row: TextRow) => void): { add(text: string): void; end(): void } {
  let head = ''
  let rows: ReturnType<typeof rowsBy> | undefined
  const begin = (): void => {
    rows = rowsBy(delimiterIn(head), take)
    rows.add(head)
  }
  return {
    add(text) {
      if (rows) rows.add(text)
      else {
        head += text
        if (head.includes('\n')) begin()
      }
    },
    end() {
      if (!rows) begin()
      rows?.end()
    },
  }
}

/** The one that the first line has most of, outside of quotes. */
function delimiterIn(text: string): string {
  const [line = ''] = text.replace(/"[^"]*"/g, '').split('\n', 1)
  const counts = delimiters.map((one) => line.split(one).length)
  return delimiters[counts.indexOf(Math.max(...counts))] as string
}

/** Where a reader stands: before a cell, in it, between its quotes, or behind its closing quote. */
type Place = 'before' | 'plain' | 'quoted' | 'closed'

function rowsBy(delimiter: string, take: (row: TextRow) => void) {
  let place: Place = 'before'
  let [line, begins] = [1, 1]
  let cells: string[] = []
  let cell = ''
  let hasReturn = false
  let problem: string | undefined
  const endCell = (): void => {
    cells.push(cell)
    cell = ''
    place = 'before'
  }
  const endRow = (): void => {
    const isEmpty = cells.length === 0 && cell === '' && place === 'before'
    endCell()
    if (!isEmpty) take({ line: begins, cells, ...(problem !== undefined && { problem }) })
    cells = []
    problem = undefined
    begins = line
  }
  const unquoted = (char: string): void => {
    if (char === delimiter) endCell()
    else if (char === '\n') endRow()
    else if (char === '"' && place === 'before') place = 'quoted'
    else {
      if (place === 'closed') problem ??= 'text stands behind a closing quote'
      place = 'plain'
      cell += char
    }
  }
  const one = (char: string): void => {
    if (char === '\n') line++
    if (place === 'quoted') {
      if (char === '"') place = 'closed'
      else cell += char
      return
    }
    if (hasReturn) {
      hasReturn = false
      // Only before the end of a line does it belong to that.
      if (char !== '\n') unquoted('\r')
    }
    if (char === '\r') hasReturn = true
    else if (char === '"' && place === 'closed') {
      place = 'quoted'
      cell += char
    } else unquoted(char)
  }
  return {
    add(text: string): void {
      for (const char of text) one(char)
    },
    end(): void {
      if (place === 'quoted') problem = 'a quote is opened here and never closed: nothing behind it was read'
      endRow()
    },
  }
}
