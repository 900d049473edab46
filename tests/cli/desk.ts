import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { run } from '../../src/cli/command-line.js'

const header = 'invoice\tkind\tat\tcustomer\tcountry\tstock_code\tquantity\tunit_price_gbp'
const source = readFileSync(fileURLToPath(new URL('./club.program.ts', import.meta.url)), 'utf8')

/** What one command line said. */
export interface Said {
  readonly status: number
  readonly out: string
  readonly err: string
}

/** A folder with a database, in which a test's command lines run. */
export interface Desk {
  readonly folder: string
  readonly secret: string
  /** Runs a command line on this desk's database. */
  run(...words: readonly string[]): Promise<Said>
  /** Writes the club's program under an id of its own, which is a tenant of its own. */
  program(id: string, change?: (text: string) => string): string
  /** Writes a file of orders: the header, and a line per list of cells. */
  orders(name: string, lines: readonly (readonly (string | number)[] | string)[]): string
  close(): void
}

export function openDesk(): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'evenhanded-cli-'))
  const secret = 'a secret of the tests, long enough.'
  return {
    folder,
    secret,
    run: (...words) => runWith({ EVENHANDED_SECRET: secret }, ...words),
    program(id, change = (text) => text) {
      const path = join(folder, `${id}.ts`)
      writeFileSync(path, change(source.replace("id: 'club'", `id: '${id}'`)))
      return path
    },
    orders(name, lines) {
      const path = join(folder, name)
      const text = [header, ...lines.map((line) => (typeof line === 'string' ? line : line.join('\t')))].join('\n')
      writeFileSync(path, name.endsWith('.gz') ? gzipSync(`${text}\n`) : `${text}\n`)
      return path
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export async function runWith(env: { readonly [name: string]: string }, ...words: readonly string[]): Promise<Said> {
  const out: string[] = []
  const err: string[] = []
  const status = await run(words, { env, out: (line) => out.push(line), err: (line) => err.push(line) })
  return { status, out: out.join('\n'), err: err.join('\n') }
}

/** One item of a sale: invoice, customer, price. */
export const sale = (invoice: string, customer: string, price: number | string, quantity: number | string = 1) =>
  [invoice, 'sale', '2010-12-01T08:26:00', customer, 'United Kingdom', '85123A', quantity, price] as const

export const back = (invoice: string, customer: string, price: number | string, quantity: number | string = 1) =>
  [invoice, 'return', '2011-02-03T10:00:00', customer, 'United Kingdom', '85123A', quantity, price] as const
