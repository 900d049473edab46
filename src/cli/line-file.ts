import { createReadStream, existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { syncFolder } from './sync-folder.js'

/** Adds a line to a file of lines; it is on the disk before this resolves. Several processes may do so at once. */
export async function addLine(path: string, line: string): Promise<void> {
  const isNew = !existsSync(path)
  const file = await open(path, 'a+', 0o600)
  try {
    const { size } = await file.stat()
    const last = Buffer.alloc(1)
    if (size > 0) await file.read(last, 0, 1, size - 1)
    // What was written halfway does not spoil what comes after it.
    const opening = size > 0 && last.toString() !== '\n' ? '\n' : ''
    await file.write(`${opening}${line}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  if (isNew) await syncFolder(dirname(path))
}

/** The lines of a file, one by one, with their numbers from 1; empty ones are left out. */
export async function* linesIn(path: string): AsyncGenerator<readonly [line: string, n: number], undefined> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  let n = 0
  for await (const line of lines) {
    n++
    if (line !== '') yield [line, n]
  }
  return undefined
}
