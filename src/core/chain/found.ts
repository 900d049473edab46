import type { ChainedLine } from './entry.js'
import { type EntryName, isNamed, nameOf } from './entry-name.js'
import type { Pages } from './expected.js'

/** A line that is there. */
export interface Found {
  readonly hash: string
  readonly entry: EntryName
}

/** What is there, line by line, up to the one that is the first not to be chained yet. */
export interface FoundEntries {
  /** Whether there is another line; has it at hand. */
  ready(): Promise<boolean>
  /** Whether another one is at hand. */
  has(): boolean
  /** The hashes of the next ones that are at hand, at most so many, one behind the other. */
  run(most: number): { readonly count: number; readonly hashes: string }
  /** Goes on by so many that are at hand. */
  skip(count: number): void
  /** The next ones, at most so many, without going on. */
  ahead(count: number): Promise<readonly Found[]>
  /** Goes on behind so many of those. */
  drop(count: number): void
  /** The one before the next one. */
  previous(): EntryName | null
  /** Reads to the end, and says how many lines there were behind those that are chained. */
  rest(): Promise<number>
}

/** @param stop the first line that is not chained yet, where that is known */
export function foundEntries(
  pages: Pages<ChainedLine>,
  hashOf: (line: ChainedLine) => string,
  stop: EntryName | null,
): FoundEntries {
  const source = (Symbol.asyncIterator in pages ? pages[Symbol.asyncIterator]() : pages[Symbol.iterator]()) as
    | AsyncIterator<readonly ChainedLine[], undefined>
    | Iterator<readonly ChainedLine[], undefined>
  let queue: Found[] = []
  let [head, at]: [number, number] = [0, 0]
  let page: readonly ChainedLine[] = []
  let [isOver, isBehind] = [false, false]
  let before: ChainedLine | EntryName | null = null

  async function nextPage(): Promise<boolean> {
    while (at >= page.length && !isOver) {
      const next = await source.next()
      if (next.done) isOver = true
      else [page, at] = [next.value, 0]
    }
    if (at >= page.length) return false
    isBehind ||= stop !== null && isNamed(page[at] as ChainedLine, stop)
    return !isBehind
  }

  /** Goes on by a line of the page; the one that is not chained yet is the end. */
  function skipLine(): void {
    at++
    if (stop !== null && at < page.length && isNamed(page[at] as ChainedLine, stop)) isBehind = true
  }

  const hasLine = (): boolean => at < page.length && !isBehind

  const self: FoundEntries = {
    ready: async () => head < queue.length || hasLine() || (await nextPage()),
    has: () => head < queue.length || hasLine(),
    run(most) {
      if (head < queue.length) return { count: 1, hashes: (queue[head] as Found).hash }
      let hashes = ''
      let count = 0
      for (; count < most && at + count < page.length; count++) {
        const line = page[at + count] as ChainedLine
        if (stop !== null && isNamed(line, stop)) break
        hashes += hashOf(line)
      }
      return { count, hashes }
    },
    skip(count) {
      if (head < queue.length) self.drop(count)
      else if (count > 0) {
        at += count - 1
        before = page[at] as ChainedLine
        skipLine()
      }
    },
    async ahead(most) {
      ;[queue, head] = [queue.slice(head), 0]
      while (queue.length < most) {
        if (!hasLine() && !(await nextPage())) break
        for (; hasLine() && queue.length < most; skipLine()) {
          const line = page[at] as ChainedLine
          queue.push({ hash: hashOf(line), entry: nameOf(line) })
        }
      }
      return queue.slice(0, most)
    },
    drop(count) {
      before = queue[head + count - 1]?.entry ?? before
      head += count
      if (head >= queue.length) [queue, head] = [[], 0]
    },
    previous: () => (before !== null && 'kind' in before ? nameOf(before) : before),
    async rest() {
      let count = queue.length - head
      for (;;) {
        count += page.length - at
        at = page.length
        const next = await source.next()
        if (next.done) return count
        ;[page, at] = [next.value, 0]
      }
    },
  }
  return self
}
