import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Erasure, Erasures } from 'evenhanded/server'
import { afterAll, describe, expect, it } from 'vitest'
import { registerFile } from '../../src/cli/register-file.js'

const folder = mkdtempSync(join(tmpdir(), 'evenhanded-register-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const erasure = (n: number): Erasure => ({
  tenant: 'shop',
  subject: crypto.randomUUID(),
  at: n,
  suppressions: [{ hash: 'a'.repeat(64), at: n, until: n + 1 }],
})

const read = async (register: Erasures): Promise<readonly Erasure[]> => {
  const all: Erasure[] = []
  for await (const one of register.all()) all.push(one)
  return all
}

describe('a register in a file', () => {
  it('gives back what was added, in its order, also to who opens it later', async () => {
    const path = join(folder, 'order.jsonl')
    const all = [erasure(1), erasure(2), erasure(3)]
    for (const one of all) await registerFile(path).add(one)
    expect(await read(registerFile(path))).toEqual(all)
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(4)
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0)
  })

  it('loses none of many that are added at once', async () => {
    const path = join(folder, 'many.jsonl')
    const all = Array.from({ length: 100 }, (_, n) => erasure(n))
    await Promise.all(all.map((one) => registerFile(path).add(one)))
    const found = await read(registerFile(path))
    expect(new Set(found.map(({ subject }) => subject))).toEqual(new Set(all.map(({ subject }) => subject)))
    expect(found).toHaveLength(100)
  })

  it('rejects where it can’t be written', async () => {
    await expect(registerFile(join(folder, 'none', 'r.jsonl')).add(erasure(1))).rejects.toMatchObject({
      code: 'ENOENT',
    })
  })

  it('reads on over what a sudden end left halfway, and tells of it', async () => {
    const path = join(folder, 'torn.jsonl')
    const [first, second] = [erasure(1), erasure(2)]
    await registerFile(path).add(first)
    appendFileSync(path, JSON.stringify(erasure(3)).slice(0, 60))
    await registerFile(path).add(second)
    appendFileSync(path, '{"tenant":"shop","subject":"nobody","at":1,"suppressions":[]}\n')
    const unread: number[] = []
    expect(await read(registerFile(path, (line) => unread.push(line)))).toEqual([first, second])
    expect(unread).toEqual([2, 4])
  })
})
