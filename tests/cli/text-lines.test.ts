import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { readLines } from '../../src/cli/orders/text-lines.js'

const folder = mkdtempSync(join(tmpdir(), 'evenhanded-lines-'))
afterAll(() => rmSync(folder, { recursive: true }))

const read = async (name: string, content: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  const lines: (readonly [number: number, line: string])[] = []
  let bytes = 0
  const cut = await readLines(
    path,
    (line, number) => lines.push([number, line]),
    (count) => {
      bytes = count
    },
  )
  return { lines, cut, bytes }
}

const many = Array.from({ length: 50_000 }, (_, n) => `line ${n + 1} with ü and ${'x'.repeat(n % 40)}`)
const text = `${many.join('\n')}\n`

describe('readLines', () => {
  it.each(['all.txt', 'all.gz'])('hands over every line of %s with its number', async (name) => {
    const content = name.endsWith('.gz') ? gzipSync(text) : Buffer.from(text)
    const { lines, cut, bytes } = await read(name, content)
    expect(cut).toBeUndefined()
    expect(lines.length).toBe(50_000)
    expect(lines.every(([number, line]) => line === many[number - 1])).toBe(true)
    expect(bytes).toBe(content.length)
  })

  it('takes ends of line of either kind, a mark at the beginning and no end at the end', async () => {
    const { lines } = await read('mixed.txt', '\uFEFFa\r\nb\n\nc')
    expect(lines).toEqual([
      [1, 'a'],
      [2, 'b'],
      [4, 'c'],
    ])
  })

  it('unpacks by content, whatever the name says', async () => {
    expect((await read('packed.txt', gzipSync('a\nb\n'))).lines).toEqual([
      [1, 'a'],
      [2, 'b'],
    ])
  })

  it('hands over what was whole before a packed file was cut off, and says where', async () => {
    const packed = gzipSync(text)
    const { lines, cut } = await read('cut.gz', packed.subarray(0, Math.floor(packed.length / 2)))
    expect(lines.length).toBeGreaterThan(20_000)
    expect(lines.every(([number, line]) => line === many[number - 1])).toBe(true)
    expect(cut).toEqual({ line: lines.length + 1, reason: expect.stringMatching(/gzip.*unexpected end of file/) })
  })

  it('hands over everything where only the end mark was cut off', async () => {
    const { lines, cut } = await read('tail.gz', gzipSync(text).subarray(0, -4))
    expect(lines.length).toBe(50_000)
    expect(cut?.line).toBe(50_001)
  })

  it('stops where a packed file is damaged', async () => {
    const packed = gzipSync(text)
    packed.fill(0xff, packed.length / 2, packed.length / 2 + 64)
    const { lines, cut } = await read('damaged.gz', packed)
    expect(lines.every(([number, line]) => number > 20_000 || line === many[number - 1])).toBe(true)
    expect(cut).toEqual({ line: lines.length + 1, reason: expect.stringMatching(/breaks off or is damaged/) })
  })

  it('says so where a .gz is none', async () => {
    const { lines, cut } = await read('none.gz', 'a\nb\n')
    expect(lines).toEqual([])
    expect(cut).toEqual({ line: 1, reason: expect.stringMatching(/incorrect header check/) })
  })

  it('hands over nothing of an empty file', async () => {
    expect(await read('empty.txt', '')).toEqual({ lines: [], cut: undefined, bytes: 0 })
  })

  it('throws where there is no file', async () => {
    await expect(readLines(join(folder, 'nowhere'), () => undefined)).rejects.toThrow(/ENOENT/)
  })
})
