import type { Use } from '../../ports/registers.js'

/**
 * Readings of values, counted where they happen and written a little later: what a decision read is shown to whose value
 * it was (law 10), and no decision waits for that.
 */
export interface Uses {
  /** Counts one reading: a look-up in memory. */
  count(subject: string, field: string, purpose: string, decision: string): void
  /**
   * Writes what was counted until now. What can't be written stays, and is written with the next.
   *
   * @throws EvenhandedError `store_failed`, `not_migrated`
   */
  flush(): Promise<void>
}

/** So many different lines are written at once, and as soon as there are so many. */
const batch = 1_000

/** So many are kept at most while the store can't be reached; what comes then is not counted. */
const most = 100_000

/** What was counted is written after so long, in ms. */
const patience = 10_000

const day = 86_400_000

/**
 * @param write  adds up in the store
 * @param now    epoch milliseconds
 * @param failed told of what a writing in the background threw
 */
export function createUses(given: {
  readonly write: (uses: readonly Use[]) => Promise<void>
  readonly now: () => number
  readonly failed: (error: unknown) => void
}): Uses {
  const { write, now, failed } = given
  let counted = new Map<string, Use & { count: number }>()
  let today = { number: Number.NaN, date: '' }
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Whether a full batch is written at once: not where one is about to be, nor where the last could not be. */
  let mayHurry = true
  let writing: Promise<void> = Promise.resolve()

  function dateOf(at: number): string {
    const number = Math.floor(at / day)
    if (number !== today.number) today = { number, date: new Date(at).toISOString().slice(0, 10) }
    return today.date
  }

  function add(use: Use): void {
    const { subject, field, purpose, decision, day: on, count } = use
    const key = `${subject}\n${field}\n${purpose}\n${on}\n${decision}`
    const known = counted.get(key)
    if (known) known.count += count
    else if (counted.size < most) counted.set(key, { ...use })
  }

  async function writeAll(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const lines = [...counted.values()]
    counted = new Map()
    for (let from = 0; from < lines.length; from += batch)
      try {
        await write(lines.slice(from, from + batch))
      } catch (error) {
        for (const line of lines.slice(from)) add(line)
        mayHurry = false
        later()
        throw error
      }
    mayHurry = true
  }

  function later(): void {
    if (timer !== undefined) return
    timer = setTimeout(inBackground, patience)
    // In Node it would keep the process alive.
    const { unref } = timer as { unref?: () => void }
    unref?.call(timer)
  }

  /** One at a time: what is counted meanwhile is the next one's. */
  function flush(): Promise<void> {
    const done = writing.then(writeAll)
    writing = done.catch(() => undefined)
    return done
  }

  const inBackground = () => void flush().catch(failed)

  return {
    count(subject, field, purpose, decision) {
      add({ subject, field, purpose, decision, day: dateOf(now()), count: 1 })
      if (counted.size >= batch && mayHurry) {
        mayHurry = false
        inBackground()
      } else later()
    },
    flush,
  }
}
