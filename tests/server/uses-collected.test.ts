import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Use } from '../../src/ports/registers.js'
import { createUses } from '../../src/server/uses/uses.js'

/** What collects uses, and everything that it wrote; the writing fails while `broken`. */
function collecting() {
  const seen = { batches: [] as (readonly Use[])[], failures: [] as unknown[], broken: false }
  const uses = createUses({
    write: async (lines) => {
      if (seen.broken) throw new Error('no store')
      seen.batches.push(lines)
    },
    now: () => Date.UTC(2027, 0, 31, 23, 59),
    failed: (error) => seen.failures.push(error),
  })
  const written = () => seen.batches.flat().reduce((sum, { count }) => sum + count, 0)
  return { uses, seen, written }
}

describe('collecting uses', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('writes after ten seconds, and nothing where nothing was read', async () => {
    const { uses, seen } = collecting()
    for (let n = 0; n < 5; n++) uses.count('s', 'email', 'club', 'read')
    await vi.advanceTimersByTimeAsync(9_000)
    expect(seen.batches).toEqual([])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(seen.batches).toEqual([
      [{ subject: 's', field: 'email', purpose: 'club', decision: 'read', day: '2027-01-31', count: 5 }],
    ])
    await vi.advanceTimersByTimeAsync(60_000)
    await uses.flush()
    expect(seen.batches).toHaveLength(1)
  })

  it('writes at once what fills a batch, a thousand lines at a time', async () => {
    const { uses, seen, written } = collecting()
    for (let n = 0; n < 2_500; n++) uses.count(`s${n}`, 'email', 'club', 'read')
    await vi.advanceTimersByTimeAsync(0)
    expect(seen.batches.map((lines) => lines.length)).toEqual([1_000, 1_000, 500])
    expect(written()).toBe(2_500)
  })

  it('keeps what could not be written, says so once per try, and writes it with the next', async () => {
    const { uses, seen, written } = collecting()
    seen.broken = true
    for (let n = 0; n < 1_500; n++) uses.count(`s${n}`, 'email', 'club', 'read')
    await vi.advanceTimersByTimeAsync(0)
    for (let n = 0; n < 1_500; n++) uses.count(`s${n}`, 'email', 'club', 'read')
    await vi.advanceTimersByTimeAsync(0)
    expect(seen.failures).toHaveLength(1)
    await expect(uses.flush()).rejects.toThrow('no store')
    seen.broken = false
    await vi.advanceTimersByTimeAsync(10_000)
    expect(written()).toBe(3_000)
  })

  it('tells apart names that only look alike when put together', async () => {
    const { uses, seen } = collecting()
    uses.count('s', 'a', 'b', 'c\nd')
    uses.count('s', 'a', 'b', 'c')
    await uses.flush()
    expect(seen.batches.flat()).toHaveLength(2)
  })

  it('keeps no more than it may while there is no store', async () => {
    const { uses, seen, written } = collecting()
    seen.broken = true
    for (let n = 0; n < 100_500; n++) uses.count(`s${n}`, 'email', 'club', 'read')
    await vi.advanceTimersByTimeAsync(0)
    for (let n = 0; n < 100; n++) uses.count(`later${n}`, 'email', 'club', 'read')
    seen.broken = false
    await uses.flush()
    expect(written()).toBe(100_000)
  })
})
