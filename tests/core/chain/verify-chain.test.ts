import canonicalize from 'canonicalize'
import { describe, expect, it } from 'vitest'
import { blockOf, type ChainedBlock, noRoot } from '../../../src/core/chain/block.js'
import type { ChainFault } from '../../../src/core/chain/chain-fault.js'
import type { ChainedLine } from '../../../src/core/chain/entry.js'
import { type ChainedUpTo, type ChainVerified, verifyChain } from '../../../src/core/chain/verify-chain.js'
import { blocksOf, hash, hashesOf, logOfAllKinds, pagesOf } from './lines.js'

const lines = logOfAllKinds(600)
const blocks = blocksOf(lines, 100)
const at = (n: number): ChainedLine => lines[n] as ChainedLine
const without = <Item>(items: readonly Item[], ...gone: readonly number[]) => items.filter((_, n) => !gone.includes(n))

interface Seen {
  readonly faults: readonly ChainFault[]
  readonly verified: ChainVerified
}

async function seen(
  found: readonly ChainedLine[],
  of: readonly ChainedBlock[] = blocks,
  more: { readonly next?: ChainedLine; readonly checkpoints?: readonly ChainedUpTo[]; readonly page?: number } = {},
): Promise<Seen> {
  const { page = 70, ...rest } = more
  const faults: ChainFault[] = []
  const chain = { lines: pagesOf(found, page), blocks: pagesOf(of, 2), hash, ...rest }
  const verified = await verifyChain(chain, (fault) => faults.push(fault))
  expect(verified.faults).toBe(faults.length)
  return { faults, verified }
}

const codes = ({ faults }: Seen): readonly string[] => faults.map(({ code }) => code)

describe('blockOf', () => {
  it('has a root that anybody can compute: SHA-256 over RFC 8785', () => {
    for (const [n, { root, at, hashes, n: number, prev }] of blocks.entries()) {
      expect(hash(canonicalize({ prev, n: number, hashes, at }) as string)).toBe(root)
      expect(prev).toBe(blocks[n - 1]?.root ?? noRoot)
    }
  })
})

describe('verifyChain', () => {
  it('finds nothing wrong with what was chained, however it is paged', async () => {
    for (const page of [1, 7, 100, 1_000])
      expect(await seen(lines, blocks, { page })).toEqual({
        faults: [],
        verified: { blocks: 6, entries: 600, waiting: 0, faults: 0 },
      })
  })

  it('has nothing to say of nothing', async () => {
    expect(await seen([], [])).toMatchObject({ faults: [], verified: { blocks: 0, entries: 0, waiting: 0 } })
  })

  it('counts what is not chained yet, which is no fault', async () => {
    const some = blocks.slice(0, 4)
    expect((await seen(lines, some)).verified).toEqual({ blocks: 4, entries: 400, waiting: 200, faults: 0 })
    expect((await seen(lines, some, { next: at(400) })).verified.waiting).toBe(200)
    expect((await seen(lines, [])).verified).toMatchObject({ entries: 0, waiting: 600 })
  })

  it('names a line that was changed, and its place', async () => {
    const place = lines.findIndex((one, n) => n > 250 && one.kind === 'log')
    const other = lines.map((one, n) => (n === place ? { ...one, at: 1 } : one)) as readonly ChainedLine[]
    const { faults } = await seen(other)
    const { subject, version } = at(place) as ChainedLine & { kind: 'log' }
    expect(faults).toEqual([
      {
        code: 'changed',
        block: Math.floor(place / 100) + 1,
        position: (place % 100) + 1,
        entry: { subject, version },
        after: null,
        message: `Block ${Math.floor(place / 100) + 1}, entry ${(place % 100) + 1}: version ${version} of ${subject} is not what was chained.`,
      },
    ])
  })

  it('tells many that are gone as many, and no more', async () => {
    const few = await seen(without(lines, 5, 6, 150, 151, 152, 599))
    expect(few.faults.map(({ code, block, position }) => [code, block, position])).toEqual([
      ['missing', 1, 6],
      ['missing', 1, 7],
      ['missing', 2, 51],
      ['missing', 2, 52],
      ['missing', 2, 53],
      ['cut', 6, 100],
    ])
    expect(few.verified.entries).toBe(594)
  })

  it('tells a tail that is gone as one fault, and how long it was', async () => {
    const { faults } = await seen(lines.slice(0, 330))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject({ code: 'cut', block: 4, position: 31, entry: null })
    expect(faults[0]?.message).toMatch(/^Block 4, entry 31: is cut off, with 269 behind it, behind /)
  })

  it('knows what was cut off from what came after it, where it is told what is not chained yet', async () => {
    const chained = blocks.slice(0, 3)
    const cutShort = without(lines, 298, 299)
    const told = await seen(cutShort, chained, { next: at(300) })
    expect(told.faults).toMatchObject([{ code: 'cut', block: 3, position: 99 }])
    expect(told.verified.waiting).toBe(300)
    const put = await seen([...lines.slice(0, 300), at(7), ...lines.slice(300)], chained, { next: at(300) })
    expect(codes(put)).toEqual(['added'])
    expect(put.verified.waiting).toBe(300)
  })

  it('finds a line again that stands far away', async () => {
    const moved = [...without(lines, 3).slice(0, 500), at(3), ...lines.slice(501)]
    const { faults } = await seen(moved)
    expect(faults).toMatchObject([{ code: 'reordered', block: 1, position: 4 }])
  })

  it('goes on behind a thousand lines that came or went', async () => {
    const more = logOfAllKinds(5_000)
    const all = blocksOf(more, 1_000)
    const gone = await seen([...more.slice(0, 700), ...more.slice(3_000)], all)
    expect(new Set(codes(gone))).toEqual(new Set(['missing']))
    expect(gone.faults).toHaveLength(2_300)
    const strangers = lines.slice(0, 300).map((line) => ({ ...line, subject: 'ffffffff-0000-8000-8000-000000000000' }))
    const came = await seen([...more.slice(0, 2_999), ...strangers, ...more.slice(2_999)], all)
    expect(new Set(codes(came))).toEqual(new Set(['added']))
    expect(came.faults).toHaveLength(300)
  }, 60_000)

  it('tells a block that is gone as a block, and nothing of its lines', async () => {
    const { faults, verified } = await seen(lines, without(blocks, 2))
    expect(faults).toMatchObject([{ code: 'bad_block', block: 3, message: 'Block 3 is missing.' }])
    expect(verified.entries).toBe(500)
    expect((await seen(lines, without(blocks, 1, 2, 3))).faults).toMatchObject([
      { code: 'bad_block', message: 'Blocks 2 to 4 are missing.' },
    ])
  })

  it.each<readonly [string, Partial<ChainedBlock>]>([
    ['root', { root: 'f'.repeat(64) }],
    ['link', { prev: noRoot }],
    ['time', { at: 1 }],
    ['hashes', { hashes: hashesOf(lines.slice(0, 100)).join('') }],
    ['hashes, shortened', { hashes: (blocks[3] as ChainedBlock).hashes.slice(64) }],
    ['hashes, to none', { hashes: '' }],
    ['hashes, to rubbish', { hashes: 'rubbish' }],
  ])('names a block whose %s was changed', async (_, change) => {
    const { faults } = await seen(
      lines,
      blocks.map((block, n) => (n === 3 ? { ...block, ...change } : block)),
    )
    expect(faults.filter(({ code }) => code === 'bad_block')[0]).toMatchObject({ block: 4, position: null })
  })

  it('does not believe who chained a part of it anew', async () => {
    const forged = lines.map((line, n) => (n === 350 ? { ...line, subject: at(351).subject.replace('0', 'a') } : line))
    const again = blocksOf(forged as readonly ChainedLine[], 100)
    const half = blocks.map((block, n) => (n === 3 ? (again[3] as ChainedBlock) : block))
    expect((await seen(forged as readonly ChainedLine[], half)).faults).toMatchObject([
      { code: 'bad_block', block: 5, message: 'Block 5 does not follow the one before it.' },
    ])
    // Who chained all of it anew is found out by a checkpoint alone.
    expect((await seen(forged as readonly ChainedLine[], again)).faults).toEqual([])
    const signed = blocks.map(({ n, root }) => ({ n, root }))
    expect((await seen(forged as readonly ChainedLine[], again, { checkpoints: signed })).faults).toMatchObject([
      { code: 'bad_checkpoint', block: 4 },
      { code: 'bad_checkpoint', block: 5 },
      { code: 'bad_checkpoint', block: 6 },
    ])
  })

  it('finds lines and blocks that were cut off together, against a checkpoint', async () => {
    const signed = [{ n: 6, root: (blocks[5] as ChainedBlock).root }]
    expect((await seen(lines.slice(0, 400), blocks.slice(0, 4))).faults).toEqual([])
    expect((await seen(lines.slice(0, 400), blocks.slice(0, 4), { checkpoints: signed })).faults).toMatchObject([
      { code: 'cut', block: 5, message: 'Blocks up to 6 were signed, the chain ends at 4.' },
    ])
    expect((await seen([], [], { checkpoints: signed })).faults).toMatchObject([{ code: 'cut', block: 1 }])
    const shorter = blockOf(
      blocks[4] as ChainedBlock,
      { hashes: hashesOf(lines.slice(500, 590)), cursor: '590', at: (blocks[5] as ChainedBlock).at },
      hash,
    )
    const rest = await seen(lines.slice(0, 590), [...blocks.slice(0, 5), shorter], { checkpoints: signed })
    expect(codes(rest)).toEqual(['bad_checkpoint'])
  })
})
