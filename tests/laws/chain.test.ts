import { describe, expect, it } from 'vitest'
import type { ChainFault } from '../../src/core/chain/chain-fault.js'
import { type ChainedLine, entryHash } from '../../src/core/chain/entry.js'
import { type EntryName, nameOf } from '../../src/core/chain/entry-name.js'
import { verifyChain } from '../../src/core/chain/verify-chain.js'
import { changedAt, fieldsOf, isWord } from '../core/chain/fields.js'
import { blocksOf, hash, hashesOf, logOfAllKinds, pagesOf } from '../core/chain/lines.js'

// Law 12: the record can be checked by others. Nothing in a log of a thousand lines can be changed, taken out, put in,
// swapped or cut off without being found, and named.

const size = 137
const log = logOfAllKinds(1_000)
const blocks = blocksOf(log, size)
/** What the chain was shown once, kept where nobody can change it. */
const checkpoints = [{ n: blocks.length, root: blocks.at(-1)?.root ?? '' }]

async function faultsIn(lines: readonly ChainedLine[], of = blocks): Promise<readonly ChainFault[]> {
  const faults: ChainFault[] = []
  const chain = { lines: pagesOf(lines, 250), blocks: [of], checkpoints, hash, hashOf }
  await verifyChain(chain, (fault) => faults.push(fault))
  return faults
}

const compute = entryHash(hash)
const computed = new WeakMap<ChainedLine, string>()

/** A line that is only moved about is hashed once: there are ten thousand logs of a thousand lines. */
function hashOf(one: ChainedLine): string {
  const known = computed.get(one) ?? compute(one)
  computed.set(one, known)
  return known
}

/** The log with some lines taken out, and some put in their place. */
const spliced = (at: number, gone: number, ...put: readonly ChainedLine[]): readonly ChainedLine[] => [
  ...log.slice(0, at),
  ...put,
  ...log.slice(at + gone),
]

const swapped = (n: number, m: number): readonly ChainedLine[] =>
  log.map((one, at) => (at === n ? line(m) : at === m ? line(n) : one))

const line = (n: number): ChainedLine => log[n] as ChainedLine
const place = (n: number) => ({ block: Math.floor(n / size) + 1, position: (n % size) + 1 })
const named = (entry: EntryName | null | undefined): string => JSON.stringify(entry)
const each = Array.from(log.keys())

/** What a line is made of, as far as it decides which fields it has. */
const kindOf = (one: ChainedLine): string =>
  one.kind === 'log' ? one.events.map(({ type }) => type).join() : one.transfer.kind

describe('a log of a thousand lines', () => {
  it('holds', async () => {
    expect(log).toHaveLength(1_000)
    expect(await faultsIn(log)).toEqual([])
    expect(log.map(hashOf)).toEqual(hashesOf(log))
  })

  it('has every field of every kind of line, and each that changes is found and named', async () => {
    const seen = new Set<string>()
    for (const n of each) {
      for (const path of fieldsOf(line(n))) {
        const field = `${kindOf(line(n))} ${path.join('.')}`
        if (seen.has(field)) continue
        seen.add(field)
        const forged = changedAt(line(n), path)
        const faults = await faultsIn(spliced(n, 1, forged))
        if (isWord(path)) expect([field, faults]).toEqual([field, []])
        else expect([field, faults]).toEqual([field, [expect.objectContaining({ code: 'changed', ...place(n) })]])
        if (!isWord(path)) expect(named(faults[0]?.entry)).toBe(named(nameOf(forged)))
      }
    }
    expect(seen.size).toBeGreaterThan(700)
  }, 240_000)

  it('misses each line that is taken out, and says behind which it stood', async () => {
    for (const n of each) {
      const faults = await faultsIn(spliced(n, 1))
      const code = n === log.length - 1 ? 'cut' : 'missing'
      expect(faults).toEqual([expect.objectContaining({ code, ...place(n), entry: null })])
      expect(named(faults[0]?.after)).toBe(named(n === 0 ? null : nameOf(line(n - 1))))
    }
  }, 240_000)

  it('names each line that is put in, a copy of another one too', async () => {
    const stranger = { ...line(0), subject: 'ffffffff-0000-8000-8000-000000000000' } as ChainedLine
    for (const n of each)
      for (const one of [stranger, line((n * 7) % log.length)]) {
        const faults = await faultsIn(spliced(n, 0, one))
        expect(faults).toEqual([expect.objectContaining({ code: 'added' })])
        expect(named(faults[0]?.entry)).toBe(named(nameOf(one)))
      }
  }, 240_000)

  it('names what is swapped, side by side and far apart', async () => {
    for (const n of each)
      for (const m of [(n + 1) % log.length, (n * 31 + 400) % log.length]) {
        if (m === n) continue
        const faults = await faultsIn(swapped(n, m))
        expect(faults.length).toBeGreaterThan(0)
        const names = [line(n), line(m)].map((one) => named(nameOf(one)))
        for (const { code, entry } of faults) {
          expect(code).toBe('reordered')
          expect(names).toContain(named(entry))
        }
      }
  }, 240_000)

  it('shows each cut tail as one cut, against the blocks and against what was signed', async () => {
    for (const n of each) {
      expect(await faultsIn(log.slice(0, n))).toEqual([expect.objectContaining({ code: 'cut', ...place(n) })])
      const anew = blocksOf(log.slice(0, n), size, log.slice(0, n).map(hashOf))
      const hidden = await faultsIn(log.slice(0, n), anew)
      expect(hidden).toEqual([
        expect.objectContaining({ code: anew.length < blocks.length ? 'cut' : 'bad_checkpoint' }),
      ])
    }
  }, 240_000)

  it('has hashes that tell all its lines apart', () => {
    expect(new Set(hashesOf(log)).size).toBe(log.length)
  })
})
