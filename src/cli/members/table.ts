import { createReadStream, existsSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { EvenhandedError } from 'evenhanded'
import { isPacked } from '../orders/text-lines.js'
import { delimited, type TextRow } from './delimited.js'

/** A row by the names of its columns, or why it is none. */
export type TableRow =
  | { readonly line: number; readonly cells: { readonly [column: string]: string }; readonly reason?: undefined }
  | { readonly line: number; readonly reason: string }

/** A table in a file, read as it is asked for. */
export interface Table {
  /** The file's name. */
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<TableRow>
}

/**
 * Opens a table: its first line names the columns. Comma, semicolon or tab separate them; UTF-8, with or without a byte
 * order mark; it may be gzipped.
 *
 * @param needs columns without which the table says nothing
 * @param onBytes gets how many bytes of the file were read so far
 * @throws EvenhandedError `no_file`, `not_a_table`
 */
export async function openTable(
  path: string,
  needs: readonly string[],
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Table> {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new EvenhandedError('no_file', `There is no file ${path}.\nName the file to import.`)
  const file = basename(path)
  const rows = rowsIn(path, onBytes)
  const first = await rows.next()
  const columns = first.done ? [] : first.value.cells.map((name) => name.trim())
  const missing = needs.filter((name) => !columns.includes(name))
  const twice = columns.find((name, at) => columns.indexOf(name) !== at)
  if (missing.length > 0) throw notATable(`${path} has no column ${missing.join(', ')}.`)
  if (twice !== undefined) throw notATable(`${path} names the column ${twice} twice.`)
  return { file, columns, rows: named(columns, rows) }
}

const notATable = (problem: string): EvenhandedError =>
  new EvenhandedError('not_a_table', `${problem}\nName the columns on the first line; docs/import.md lists them.`)

async function* named(columns: readonly string[], rows: AsyncIterable<TextRow>): AsyncGenerator<TableRow> {
  for await (const { line, cells, problem } of rows) {
    const reason = problem ?? problemIn(cells, columns.length)
    if (reason !== undefined) yield { line, reason }
    else yield { line, cells: Object.fromEntries(columns.map((name, at) => [name, cells[at] as string])) }
  }
}

function problemIn(cells: readonly string[], wanted: number): string | undefined {
  if (cells.length !== wanted)
    return `${cells.length} ${cells.length === 1 ? 'column' : 'columns'} where the first line names ${wanted}`
  if (cells.some((cell) => cell.includes('\ufffd'))) return 'it is not UTF-8'
  return cells.some((cell) => cell.includes('\0')) ? 'it holds a NUL' : undefined
}

async function* rowsIn(path: string, onBytes: (bytes: number) => void): AsyncGenerator<TextRow> {
  let ready: TextRow[] = []
  const reader = delimited((row) => ready.push(row))
  const decoder = new TextDecoder()
  let last = 0
  let isFirst = true
  try {
    for await (const chunk of await bytesOf(path, onBytes)) {
      if (isFirst && isUtf16(chunk)) throw notATable(`${path} is UTF-16: save it as UTF-8.`)
      isFirst = false
      reader.add(decoder.decode(chunk, { stream: true }))
      last = ready.at(-1)?.line ?? last
      yield* ready
      ready = []
    }
  } catch (error) {
    if (error instanceof EvenhandedError) throw error
    const why = error instanceof Error ? error.message : String(error)
    yield { line: last + 1, cells: [], problem: `the file breaks off or is damaged here (${why})` }
    return
  }
  reader.add(decoder.decode())
  reader.end()
  yield* ready
}

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)

async function bytesOf(path: string, onBytes: (bytes: number) => void): Promise<Readable> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 })
  let bytes = 0
  file.on('data', (chunk) => {
    bytes += chunk.length
    onBytes(bytes)
  })
  file.pause()
  if (!(await isPacked(path))) return file
  const gunzip = createGunzip()
  file.on('error', (error) => gunzip.destroy(error))
  return file.pipe(gunzip)
}
