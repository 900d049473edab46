import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { rejections as newRejections } from '../../../src/cli/orders/rejections.js'
import { readBaskets } from '../../../src/cli/train/read-baskets.js'

const folder = mkdtempSync(join(tmpdir(), 'evenhanded-baskets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const reading = async (path: string) => {
  const rejections = newRejections()
  const read = await readBaskets(path, rejections, () => undefined)
  return { ...read, rejected: rejections.sentences() }
}

const header = 'invoice\tkind\tat\tcustomer\tcountry\tstock_code\tquantity\tunit_price_gbp'
const line = (invoice: string, kind: string, customer: string, item: string, quantity: number | string = 1) =>
  [invoice, kind, '2010-12-01T08:26:00', customer, 'United Kingdom', item, quantity, '2.55'].join('\t')
const lines = [
  line('1', 'sale', 'ada', 'boots'),
  line('1', 'sale', 'ada', 'wax'),
  line('2', 'return', 'ada', 'boots'),
  line('3', 'sale', '', 'laces'),
  line('1', 'sale', 'ada', 'boots', 3),
]
const at = Date.UTC(2010, 11, 1, 8, 26)
const expected = {
  baskets: [
    { member: 'ada', items: ['boots', 'wax'], instant: at },
    { member: '', items: ['laces'], instant: at },
  ],
  lines: 5,
  returns: 1,
  takenBack: 0,
  isDated: true,
  rejected: [],
}

describe('a file of orders', () => {
  it('gives a basket for each sale, wherever its lines stand, plain or gzipped', async () => {
    const text = [header, ...lines, ''].join('\n')
    expect(await reading(file('orders.tsv', text))).toEqual({ ...expected, file: 'orders.tsv' })
    expect(await reading(file('orders.tsv.gz', gzipSync(text)))).toEqual({ ...expected, file: 'orders.tsv.gz' })
    expect(await reading(file('windows.tsv', `\uFEFF${text.replaceAll('\n', '\r\n')}`))).toMatchObject(expected)
  })

  it('needs no more than three columns, in any order, with commas or semicolons and quotes', async () => {
    const csv = 'stock_code,note,customer,invoice\n"boots, high","two\nlines",ada,1\n\nwax,,ada,1\nlaces,,,2\n'
    expect(await reading(file('orders.csv', csv))).toMatchObject({
      baskets: [
        { member: 'ada', items: ['boots, high', 'wax'] },
        { member: '', items: ['laces'] },
      ],
      isDated: false,
      rejected: [],
    })
    const semicolons = 'invoice;customer;stock_code;quantity\n1;ada;boots;2\n1;ada;wax;-1\n'
    expect(await reading(file('europe.csv', semicolons))).toMatchObject({
      baskets: [{ items: ['boots'] }],
      takenBack: 1,
    })
  })

  it('rejects what is no order line, each with its number and reason, and takes the rest', async () => {
    const bad = [
      line('4', 'gift', 'ada', 'boots'),
      line('', 'sale', 'ada', 'boots'),
      line('5', 'sale', 'ada', ' '),
      line('6', 'sale', 'ada', 'boots', 'many'),
      line('1', 'sale', 'ben', 'boots'),
      line('7', 'sale', 'ada', 'boots').replace('2010-12-01', '2010-02-31'),
      'not a line',
    ]
    const { baskets, rejected } = await reading(file('bad.tsv', [header, ...lines, ...bad].join('\n')))
    expect(baskets).toEqual(expected.baskets)
    expect(rejected).toEqual([
      'line 7: kind is "gift", neither sale nor return',
      'line 8: the invoice has no number',
      'line 9: stock_code is empty',
      'line 10: quantity is "many", not a number',
      'line 11: customer is "ben"; invoice 1 began with "ada" on line 2',
      'line 12: at is "2010-02-31T08:26:00", not a date such as 2010-12-01T08:26:00',
      'line 13: 1 column where the first line names 8',
    ])
  })

  it('is refused with a code where nothing can be learned from it', async () => {
    const refused = async (path: string) => reading(path).catch((error) => [error.code, error.message])
    expect(await refused(join(folder, 'nowhere.tsv'))).toEqual(['no_file', expect.stringContaining('nowhere.tsv')])
    expect(await refused(folder)).toEqual(['no_file', expect.stringContaining(folder)])
    expect(await refused(file('empty.tsv', ''))).toEqual(['empty_file', expect.stringContaining('is empty')])
    expect(await refused(file('other.csv', 'a,b\n1,2\n'))).toEqual([
      'not_orders',
      expect.stringContaining('has no column invoice, customer, stock_code'),
    ])
    expect(await refused(file('twice.csv', 'invoice,customer,stock_code,customer\n1,2,3,4\n'))).toEqual([
      'not_orders',
      expect.stringContaining('"customer" twice'),
    ])
    expect(await refused(file('noise.gz', Buffer.from('no gzip at all')))).toEqual(['broken_file', expect.anything()])
  })

  it('is refused where it breaks off, however much of it was whole', async () => {
    const many = Array.from({ length: 3000 }, (_, n) => line(String(n), 'sale', `m${n}`, `item ${(n * 7919) % 997}`))
    const path = file('cut.tsv.gz', gzipSync([header, ...many].join('\n')))
    truncateSync(path, Math.floor(statSync(path).size / 2))
    await expect(reading(path)).rejects.toMatchObject({
      code: 'broken_file',
      message: expect.stringMatching(/line \d+: the gzip file breaks off/),
    })
  })
})
