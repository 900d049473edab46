import type { Erasure, Erasures } from 'evenhanded/server'
import { addLine, linesIn } from './line-file.js'

/**
 * A register of erasures in a file: one line of JSON each, on the disk before it counts. It belongs where no backup of
 * the database reaches. Several processes may add to it at once.
 *
 * @param onUnread told of each line that can't be read, by its number: half a line is what a sudden end leaves, and of
 *   that erasure nobody was told that it was done
 */
export function registerFile(path: string, onUnread: (line: number) => void = () => undefined): Erasures {
  return {
    add: (erasure) => addLine(path, JSON.stringify(erasure)),
    async *all() {
      for await (const [line, n] of linesIn(path)) {
        const erasure = erasureIn(line)
        if (erasure) yield erasure
        else onUnread(n)
      }
    },
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
