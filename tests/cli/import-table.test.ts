import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { delimited, type TextRow } from '../../src/cli/members/delimited.js'
import { openTable } from '../../src/cli/members/table.js'
import { openDesk } from './desk.js'

/** Reads a text that comes in pieces of so many characters. */
const read = (text: string, size = text.length || 1): readonly TextRow[] => {
  const rows: TextRow[] = []
  const reader = delimited((row) => rows.push(row))
  const chars = [...text]
  for (let at = 0; at < chars.length; at += size) reader.add(chars.slice(at, at + size).join(''))
  reader.end()
  return rows
}
const cells = (text: string) => read(text).map((row) => row.cells)

describe('a table in text', () => {
  it('takes commas, semicolons and tabs, whichever the first line has most of', () => {
    expect(cells('a,b\n1;x,2')).toEqual([
      ['a', 'b'],
      ['1;x', '2'],
    ])
    expect(cells('a;b\n1,5;2')).toEqual([
      ['a', 'b'],
      ['1,5', '2'],
    ])
    expect(cells('a\tb\n1,5\t2;')).toEqual([
      ['a', 'b'],
      ['1,5', '2;'],
    ])
    expect(cells('"a,b,c";d\n1;2')).toEqual([
      ['a,b,c', 'd'],
      ['1', '2'],
    ])
    expect(cells('a\n1')).toEqual([['a'], ['1']])
  })

  it('takes quotes, doubled quotes, line ends of both kinds and none at the end', () => {
    expect(cells('a,b\r\n"x ""y"", z","1\r\n2\n3"\r\n,""')).toEqual([
      ['a', 'b'],
      ['x "y", z', '1\r\n2\n3'],
      ['', ''],
    ])
    expect(cells('a,b\n5" pipe,x"y\n')).toEqual([
      ['a', 'b'],
      ['5" pipe', 'x"y'],
    ])
    expect(cells('a\rb,c\n1,2')).toEqual([
      ['a\rb', 'c'],
      ['1', '2'],
    ])
  })

  it('counts the lines of the file, empty ones and those within quotes included', () => {
    const rows = read('a,b\n\n"1\n2",x\n\r\n3,y\n')
    expect(rows.map(({ line }) => line)).toEqual([1, 3, 6])
    expect(rows).toHaveLength(3)
  })

  it('says where a quote is never closed, or something stands behind it', () => {
    expect(read('a,b\n1,"2\n3,4\n')[1]).toMatchObject({ line: 2, problem: expect.stringContaining('never closed') })
    expect(read('a,b\n"1"x,2\n3,4').map(({ problem }) => problem)).toEqual([undefined, expect.any(String), undefined])
  })

  it('gives back what was written, in pieces of any size', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', ' ', '王', 'ש', '🏔️', '👩‍👩‍👧'),
    })
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      )
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t'), fc.integer({ min: 1, max: 9 }), (all, delimiter, size) => {
        const head = ['x', ...(all[0] ?? []).map((_, n) => `c${n}`)]
        const written = [head, ...all.map((row) => ['x', ...row])]
          .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
          .join('\r\n')
        expect(read(written, size)).toEqual([
          expect.objectContaining({ cells: head }),
          ...all.map((row) => ({ line: expect.any(Number), cells: ['x', ...row] })),
        ])
      }),
    )
  })
})

describe('a table in a file', () => {
  const { folder, close } = openDesk()
  afterAll(close)
  const file = (name: string, bytes: string | Uint8Array): string => {
    writeFileSync(join(folder, name), bytes)
    return join(folder, name)
  }
  const rowsOf = async (path: string) => {
    const all = []
    for await (const row of (await openTable(path, ['login'])).rows) all.push(row.reason ?? row.cells)
    return all
  }

  it('may begin with a byte order mark, and be gzipped', async () => {
    expect(await rowsOf(file('bom.csv', '\ufefflogin,name\nada,王芳 🏔\n'))).toEqual([{ login: 'ada', name: '王芳 🏔' }])
    expect(await rowsOf(file('packed.csv.gz', gzipSync('login\nada\n')))).toEqual([{ login: 'ada' }])
  })

  it('rejects by row what has other columns, is not UTF-8 or holds a NUL', async () => {
    const latin = Buffer.concat([
      Buffer.from('login,name\nada,'),
      Buffer.from([0xe9]),
      Buffer.from('\nbo\ncy,a\0b\ndi,ok\n'),
    ])
    expect(await rowsOf(file('latin.csv', latin))).toEqual([
      'it is not UTF-8',
      '1 column where the first line names 2',
      'it holds a NUL',
      { login: 'di', name: 'ok' },
    ])
  })

  it('says where a packed file breaks off', async () => {
    const whole = gzipSync(`login\n${Array.from({ length: 9_000 }, (_, n) => `member-${n * 7919}`).join('\n')}\n`)
    const rows = await rowsOf(file('cut.csv.gz', whole.subarray(0, whole.length / 2)))
    expect(rows.at(-1)).toMatch(/breaks off/)
    expect(rows.length).toBeGreaterThan(1_000)
  })

  it('refuses what is no such table', async () => {
    const refused = (path: string) => expect(openTable(path, ['login'])).rejects
    await refused(join(folder, 'none.csv')).toMatchObject({ code: 'no_file' })
    await refused(file('empty.csv', '')).toMatchObject({ code: 'not_a_table' })
    await refused(file('other.csv', 'name\nada\n')).toThrow(/has no column login/)
    await refused(file('twice.csv', 'login,name,name\n')).toThrow(/names the column name twice/)
    await refused(file('wide.csv', Buffer.from('\ufefflogin\n', 'utf16le'))).toThrow(/UTF-16/)
  })
})
