import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { runWith, type Said } from '../desk.js'

const source = readFileSync(fileURLToPath(new URL('./walks.program.ts', import.meta.url)), 'utf8')
const header = 'invoice\tkind\tat\tcustomer\tcountry\tstock_code\tquantity\tunit_price_gbp'

/** What people buy together in this made-up shop, and what everybody buys besides. */
const together = [
  ['boots', 'wax', 'laces'],
  ['tent', 'stove', 'gas'],
  ['map', 'compass', 'whistle'],
  ['rope', 'harness', 'chalk'],
]
const always = ['voucher']

export const shopSecret = 'a secret of the tests, long enough.'

/** One line of an order. */
export const line = (invoice: string, customer: string, item: string, day = 1, kind = 'sale'): string =>
  [invoice, kind, new Date(Date.UTC(2026, 0, day)).toISOString(), customer, 'CH', item, '1', '2.55'].join('\t')

/** Orders of some members, each of whom keeps to one kind of walk; and some of nobody known. */
export function history(members = 60): readonly string[] {
  const lines: string[] = []
  for (let member = 0; member < members; member++)
    for (let nth = 0; nth < 3; nth++) {
      const items = [...(together[member % together.length] as string[]), ...(nth === 0 ? always : [])]
      for (const item of items) lines.push(line(`${member}-${nth}`, `m${member}`, item, 1 + member + nth))
    }
  for (let sale = 0; sale < 12; sale++)
    for (const item of together[sale % together.length] as string[]) lines.push(line(`x${sale}`, '', item, 40 + sale))
  return lines
}

/** A folder with a program, in which a test's command lines run. */
export function openShop() {
  const folder = mkdtempSync(join(tmpdir(), 'evenhanded-train-'))
  const path = (name: string): string => join(folder, name)
  const written = (name: string, content: string | Uint8Array): string => {
    writeFileSync(path(name), content)
    return path(name)
  }
  return {
    folder,
    path,
    written,
    program: (id = 'walks', change = (text: string) => text): string =>
      written(`${id}.ts`, change(source.replace("id: 'walks'", `id: '${id}'`))),
    orders(name: string, lines: readonly string[]): string {
      const text = `${[header, ...lines].join('\n')}\n`
      return written(name, name.endsWith('.gz') ? gzipSync(text) : text)
    },
    run: (...words: readonly string[]): Promise<Said> => runWith({ EVENHANDED_SECRET: shopSecret }, 'train', ...words),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
