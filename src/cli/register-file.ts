import { createReadStream, existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Erasure, Erasures } from 'evenhanded/server'

/**
 * A register of erasures in a file: one line of JSON each, on the disk before it counts. It belongs where no backup of
 * the database reaches. Several processes may add to it at once.
 *
 * @param onUnread told of each line that can't be read, by its number: half a line is what a sudden end leaves, and of
 *   that erasure nobody was told that it was done
 */
export function registerFile(path: string, onUnread: (line: number) => void = () => undefined): Erasures {
  return {
    async add(erasure) {
      const isNew = !existsSync(path)
      const file = await open(path, 'a+', 0o600)
      try {
        const { size } = await file.stat()
        const last = Buffer.alloc(1)
        if (size > 0) await file.read(last, 0, 1, size - 1)
        // What was written halfway does not spoil what comes after it.
        const opening = size > 0 && last.toString() !== '\n' ? '\n' : ''
        await file.write(`${opening}${JSON.stringify(erasure)}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
      if (isNew) await syncFolder(dirname(path))
    },
    async *all() {
      const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
      let n = 0
      for await (const line of lines) {
        n++
        if (line === '') continue
        const erasure = erasureIn(line)
        if (erasure) yield erasure
        else onUnread(n)
      }
    },
  }
}

/** A file is there after a sudden end once its folder says so. */
async function syncFolder(path: string): Promise<void> {
  // Windows opens no folders, and needs none of this.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function erasureIn(line: string): Erasure | undefined {
  try {
    const { tenant, subject, at, suppressions } = JSON.parse(line) as Erasure
    const isSound =
      typeof tenant === 'string' &&
      /^[0-9a-f-]{36}$/.test(subject) &&
      Number.isFinite(at) &&
      Array.isArray(suppressions) &&
      suppressions.every((one) => typeof one.hash === 'string' && Number.isFinite(one.at) && Number.isFinite(one.until))
    return isSound ? { tenant, subject, at, suppressions } : undefined
  } catch {
    return undefined
  }
}
