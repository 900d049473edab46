import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blockOf, type ChainedBlock } from '../../src/core/chain/block.js'
import { sha256 } from '../../src/server/chain/sha256.js'
import { type CheckpointKey, checkpointReader, newCheckpointKey, publicKeyOf } from '../../src/server.js'
import { settledLines, verified } from './support/chained.js'
import { opened } from './support/guild.js'
import { everyStore, type Opened } from './support/stores.js'

const all = { all: true }

/** Where checkpoints are kept in these tests; it fails as often as it is told to. */
const safe = async () => {
  const kept: string[] = []
  const self = {
    key: await newCheckpointKey(),
    kept,
    failing: 0,
    async keep(jws: string): Promise<void> {
      if (self.failing-- > 0) throw new Error('the safe is shut')
      kept.push(jws)
    },
  }
  return self
}

describe.each(everyStore)('the chain, in %s', (name, open) => {
  let on: Opened
  beforeAll(async () => {
    on = await open()
  })
  afterAll(() => on.close())

  /** A tenant with members who did this and that. */
  const world = async (options: Parameters<typeof opened>[1] = {}) => {
    const { server, another, tenant, member, time, store } = opened(on, options)
    const ada = await member(30)
    const bo = await member()
    await ada.award({ points: { bonus: 5 }, reason: 'order:2', key: '2' })
    await ada.accept('lamp', { email: 'ada@mail.example' }, { by: { actor: 'staff:17', medium: 'paper' } })
    await bo.leave('membership', { by: { actor: 'staff:17', medium: 'phone' } })
    const count = async (): Promise<number> => {
      let lines = 0
      for (let after: string | null = null; ; ) {
        const page: Awaited<ReturnType<typeof store.lines>> = await store.lines(tenant, after, 1_000)
        if (page.lines.length === 0) return lines
        lines += page.lines.length
        after = page.cursor
      }
    }
    return { server, another, tenant, member, time, store, ada, bo, count }
  }

  it('takes up all that is settled, once, and verifies', async () => {
    const { server, another, tenant, store } = await world()
    await settledLines(store, tenant, 6)
    expect(await verified(store, tenant)).toMatchObject({ entries: 0, waiting: 6, found: [] })
    expect(await server.chainLag()).toMatchObject({ lines: 6, ms: expect.any(Number) })
    expect(await server.chain(all)).toEqual({ blocks: 1, lines: 6, signed: false, more: false })
    expect(await another().chain(all)).toMatchObject({ blocks: 0, lines: 0 })
    expect(await server.chainLag()).toEqual({ lines: 0, ms: 0 })
    expect(await verified(store, tenant)).toEqual({ blocks: 1, entries: 6, waiting: 0, faults: 0, found: [] })
  })

  it('fills blocks, and lets the last lines wait for a minute', async () => {
    const { server, tenant, store, time, ada } = await world()
    const before = 6
    await settledLines(store, tenant, before)
    const calls = Array.from({ length: 1_005 }, (_, n) => ({
      type: 'award' as const,
      points: { bonus: 1 },
      reason: `order:${n}`,
      key: `fill:${n}`,
    }))
    const [answers = []] = await server.bulk([{ subject: ada.id, calls }])
    expect(answers.filter(({ ok }) => !ok)).toEqual([])
    await settledLines(store, tenant, before + 1_005)
    expect(await server.chain()).toMatchObject({ blocks: 1, lines: 1_000 })
    expect(await server.chain()).toMatchObject({ blocks: 0, lines: 0 })
    expect(await server.chainLag()).toEqual({ lines: before + 5, ms: 0 })
    time.now += 61_000
    expect(await server.chainLag()).toEqual({ lines: before + 5, ms: 61_000 })
    expect(await server.chain()).toMatchObject({ blocks: 1, lines: before + 5 })
    expect(await verified(store, tenant)).toMatchObject({ blocks: 2, entries: before + 1_005, found: [] })
  })

  it('is taken up by the due work, as far as the time goes', async () => {
    const { server, tenant, store, time } = await world()
    await settledLines(store, tenant, 6)
    time.now += 61_000
    expect(await server.dueWork({ budget: 0 })).toMatchObject({ chained: 6 })
    expect(await verified(store, tenant)).toMatchObject({ entries: 6, found: [] })
  })

  it('is one chain, however many append to it while others write', async () => {
    const { server, another, tenant, store, count } = await world()
    const servers = [server, another(), another(), another()]
    let isDone = false
    const chaining = servers.map(async (one) => {
      while (!isDone) await one.chain(all)
    })
    for (let turn = 0; turn < 8; turn++)
      await Promise.all(
        servers.map((one, n) =>
          one.bulk(
            Array.from({ length: 20 }, (_, who) => ({
              subject: { login: `${turn}/${n}/${who}` },
              calls: [
                { type: 'enrol' as const, offer: 'membership' as const, by: { medium: 'file' } },
                { type: 'award' as const, points: { bonus: 1 }, reason: 'r', key: 'k' },
              ],
            })),
          ),
        ),
      )
    const lines = 6 + 8 * 4 * 20 * 2
    await settledLines(store, tenant, lines)
    isDone = true
    await Promise.all(chaining)
    await server.chain(all)
    expect(await count()).toBe(lines)
    const { blocks, ...rest } = await verified(store, tenant)
    expect(rest).toEqual({ entries: lines, waiting: 0, faults: 0, found: [] })
    expect(blocks).toBeGreaterThan(1)
  }, 120_000)

  it('still verifies once people were forgotten and erased', async () => {
    const kept = await safe()
    const { server, tenant, store, ada, bo } = await world({ checkpoints: kept })
    await settledLines(store, tenant, 6)
    await server.chain(all)
    await bo.accept('lamp', { email: 'bo@mail.example' }, { by: { medium: 'paper' } })
    expect(await ada.leave('lamp', { by: { medium: 'phone' } })).toMatchObject({ ok: true })
    expect(await ada.erase({ by: { medium: 'phone' } })).toMatchObject({ ok: true })
    expect(await on.dump()).not.toContain('"ada@mail.example"')
    await server.chain(all)
    const { found, waiting } = await verified(store, tenant, kept)
    expect({ found, waiting }).toEqual({ found: [], waiting: 0 })
  })

  it('is signed once a run that appended, and at the first run of a process', async () => {
    const kept = await safe()
    const { server, another, tenant, store, ada } = await world({ checkpoints: kept })
    await settledLines(store, tenant, 6)
    expect(await server.chain(all)).toMatchObject({ signed: true })
    expect(await server.chain(all)).toMatchObject({ signed: false })
    expect(await another().chain(all)).toMatchObject({ signed: true })
    await ada.award({ points: { bonus: 5 }, reason: 'order:3', key: '3' })
    await settledLines(store, tenant, 7)
    kept.failing = 2
    const failures: unknown[] = []
    const unlucky = another({ checkpoints: kept, onError: (error) => failures.push(error) })
    expect(await unlucky.chain(all)).toMatchObject({ lines: 1, signed: false })
    expect(await unlucky.chain(all)).toMatchObject({ lines: 0, signed: false })
    expect(await unlucky.chain(all)).toMatchObject({ lines: 0, signed: true })
    expect(failures).toEqual([1, 2].map(() => new Error('the safe is shut')))
    const read = await checkpointReader([publicKeyOf(kept.key)])
    const [last, signed] = [await store.lastBlock(tenant), await Promise.all(kept.kept.map(read))]
    expect(signed.map((one) => one?.n)).toEqual([1, 1, 2])
    expect(signed.at(-1)).toMatchObject({ tenant, n: last?.n, root: last?.root, cursor: last?.cursor })
    expect(await verified(store, tenant, kept)).toMatchObject({ found: [] })
  })

  it('takes no checkpoint that somebody else signed, or that says something else by now', async () => {
    const kept = await safe()
    const { server, tenant, store } = await world({ checkpoints: kept })
    await settledLines(store, tenant, 6)
    await server.chain(all)
    const [jws] = kept.kept as [string]
    const own = await checkpointReader([publicKeyOf(kept.key)])
    const others = await checkpointReader([publicKeyOf(await newCheckpointKey())])
    const both = await checkpointReader([publicKeyOf(await newCheckpointKey()), publicKeyOf(kept.key)])
    expect(await own(jws)).toMatchObject({ tenant })
    expect(await both(jws)).toMatchObject({ tenant })
    expect(await others(jws)).toBeNull()
    const [head, , signature] = jws.split('.')
    const forged = Buffer.from(JSON.stringify({ tenant, n: 1, root: 'f'.repeat(64), cursor: '', at: 1 }))
    expect(await own(`${head}.${forged.toString('base64url')}.${signature}`)).toBeNull()
    for (const rubbish of ['', 'a.b.c', jws.slice(0, -4)]) expect(await own(rubbish)).toBeNull()
  })

  it('refuses to sign with a key that can’t', async () => {
    const { d: _, ...blunt } = (await safe()).key
    const checkpoints = { key: blunt as CheckpointKey, keep: async () => undefined }
    expect(() => opened(on, { checkpoints })).toThrow('private Ed25519 key')
  })

  it('shows who chained it anew, or cut its end, against what was signed', async () => {
    const kept = await safe()
    const { server, tenant, store, ada } = await world({ checkpoints: kept })
    await settledLines(store, tenant, 6)
    await server.chain(all)
    await ada.award({ points: { bonus: 5 }, reason: 'order:3', key: '3' })
    await settledLines(store, tenant, 7)
    await server.chain(all)
    const [first] = (await store.blocks(tenant, 0, 1)) as [ChainedBlock]
    const cut = { ...store, lastBlock: async () => first }
    expect((await verified(cut, tenant, kept)).found).toMatchObject([{ code: 'cut', block: 2 }])
    const anew = blockOf(null, { hashes: first.hashes.match(/.{64}/g) ?? [], cursor: first.cursor, at: 1 }, sha256)
    const other = { ...store, lastBlock: async () => anew, blocks: async () => [anew] }
    expect((await verified(other, tenant)).found).toEqual([])
    expect((await verified(other, tenant, kept)).found.map(({ code }) => code)).toEqual(['bad_checkpoint', 'cut'])
  })

  it('keeps tenants apart', async () => {
    const [one, two] = [await world(), await world()]
    await settledLines(one.store, one.tenant, 6)
    await one.server.chain(all)
    expect(await two.store.lastBlock(two.tenant)).toBeNull()
    expect(await verified(two.store, two.tenant)).toMatchObject({ blocks: 0, entries: 0, waiting: 6 })
    expect(name).not.toBe('')
  })
})
