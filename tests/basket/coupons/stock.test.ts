import 'fake-indexeddb/auto'
import { type CouponBatch, couponStock } from 'evenhanded/basket'
import { indexedDb, memory } from 'evenhanded/client'
import { couponsContract } from 'evenhanded/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { longestName } from '../../../src/core/program/fits.js'
import type { OpenStorage, Storage } from '../../../src/ports/storage.js'
import { deleted } from '../../client/deleted.js'
import { batchOf, codeOf, day, now, offer } from './batch.js'

let count = 0
const opened: ReturnType<typeof couponStock>[] = []

function stockOf(storage: OpenStorage, { name = `till-${count++}`, at = () => now } = {}) {
  const stock = couponStock(storage, name, { clock: at })
  opened.push(stock)
  return stock
}

afterEach(() => {
  for (const stock of opened.splice(0)) stock.close()
})

const tabsOf = (storage: OpenStorage) => async (batch: CouponBatch) => {
  const name = `till-${count++}`
  const tabs = [0, 1].map(() => stockOf(storage, { name, at: Date.now }))
  for (const tab of tabs) expect(await tab.add(batch)).toMatchObject({ ok: true })
  return tabs
}

describe('a stock in memory', () => {
  for (const law of couponsContract(tabsOf(memory()))) it(law.name, law.check)
})

describe('a stock in IndexedDB', () => {
  for (const law of couponsContract(tabsOf(indexedDb()))) it(law.name, law.check)
})

describe('the contract of coupons', () => {
  it.each([
    ['hands out what is still there', 4],
    ['forgets to write off', 0],
  ])('catches one that %s', async (_, written) => {
    const open = async (batch: CouponBatch) => {
      const codes = new Map(Object.entries(batch.coupons).map(([name, list]) => [name, [...list]]))
      const left = () => [...codes.keys()].filter((name) => codes.get(name)?.length)
      return [0, 1].map(() => ({
        left,
        async take(of: string, coupon: string) {
          const code = codes.get(coupon)?.[0]
          await new Promise((resolve) => setTimeout(resolve, written))
          if (written > 0) codes.get(coupon)?.shift()
          return code !== undefined ? { code, offer: of, coupon, validUntil: batch.validUntil } : null
        },
        subscribe: () => () => undefined,
      }))
    }
    const laws = couponsContract(open).filter(({ name }) => written > 0 || !name.includes('many'))
    const results = await Promise.allSettled(laws.map((law) => law.check()))
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(2)
  })
})

describe('a batch', () => {
  it('is counted by coupon, and hands out the earliest end first', async () => {
    const stock = stockOf(memory())
    expect(await stock.add(batchOf('later', { wax: 1 }, { validUntil: now + 9 * day }))).toEqual({
      ok: true,
      value: { added: 1 },
    })
    await stock.add(batchOf('sooner', { wax: 1, skis: 2 }, { validUntil: now + day }))
    expect(stock.counts(offer)).toEqual({ skis: 2, wax: 2 })
    expect(stock.left(offer)).toEqual(['skis', 'wax'])
    expect(await stock.take(offer, 'wax')).toEqual({
      code: codeOf('sooner/wax/0'),
      offer,
      coupon: 'wax',
      validUntil: now + day,
    })
    expect((await stock.take(offer, 'wax'))?.validUntil).toBe(now + 9 * day)
    expect(stock.counts(offer)).toEqual({ skis: 2 })
  })

  it('adds nothing when it comes again, and brings nothing back that was handed out', async () => {
    const stock = stockOf(memory())
    const batch = batchOf('one', { wax: 2 })
    await stock.add(batch)
    await stock.take(offer, 'wax')
    expect(await stock.add(batch)).toEqual({ ok: true, value: { added: 0 } })
    expect(await stock.add(JSON.parse(JSON.stringify({ ...batch, more: 1 })))).toMatchObject({ value: { added: 0 } })
    expect(stock.counts(offer)).toEqual({ wax: 1 })
  })

  it('brings nothing back after it has ended either, when the clock is put back and it comes again', async () => {
    let at = now
    const [storage, batch] = [memory(), batchOf('one', { wax: 2 }, { validUntil: now + day })]
    const stock = stockOf(storage, { name: 'clock', at: () => at })
    await stock.add(batch)
    await stock.take(offer, 'wax')
    at = now + day
    expect(stock.left(offer)).toEqual([])
    expect(await stock.take(offer, 'wax')).toBeNull()
    expect(await stock.add(batch)).toEqual({ ok: false, error: { code: 'over' } })
    await stock.add(batchOf('two', { skis: 1 }))
    stock.close()
    at = now
    const again = stockOf(storage, { name: 'clock', at: () => at })
    expect(await again.add(batch)).toEqual({ ok: true, value: { added: 0 } })
    expect(again.left(offer)).toEqual(['skis'])
  })

  it('leaves no code and no trace of a hand once it has ended', async () => {
    let at = now
    const storage = memory()
    const stock = stockOf(storage, { name: 'ended', at: () => at })
    await stock.add(batchOf('one', { wax: 3 }, { validUntil: now + day }))
    const taken = await stock.take(offer, 'wax')
    at = now + day
    await stock.add(batchOf('two', { skis: 1 }))
    const kept = JSON.stringify(await (await storage('evenhanded-coupons:ended')).entries())
    expect(kept).toContain(codeOf('two/skis/0'))
    expect(kept).not.toContain(taken?.code)
    expect(kept).not.toContain(codeOf('one/wax/2'))
    expect(kept).not.toContain('hand:')
  })

  it('keeps of what it hands out that it is gone, and not when', async () => {
    const at = Date.parse('2027-01-10T15:04:05.678Z')
    const storage = memory()
    const stock = stockOf(storage, { name: 'when', at: () => at })
    await stock.add(batchOf('one', { wax: 2 }))
    const taken = await stock.take(offer, 'wax')
    await stock.giveUp('one')
    const rows = await (await storage('evenhanded-coupons:when')).entries()
    const hands = rows.filter(([key]) => key.startsWith('hand:'))
    expect(hands).toHaveLength(2)
    expect(hands.filter(([key]) => key.endsWith(`:${taken?.code}`))).toHaveLength(1)
    expect(new Set(hands.map(([, value]) => value))).toEqual(new Set([1]))
    expect(JSON.stringify(rows)).not.toContain(String(at).slice(0, 8))
  })

  it('of the longest names that a program may give is taken in, and none of longer ones', async () => {
    const stock = stockOf(memory())
    const [name, longer] = ['o'.repeat(longestName), 'o'.repeat(longestName + 1)]
    expect(await stock.add(batchOf('long', { [name]: 1 }, { offer: name }))).toMatchObject({ ok: true })
    expect(stock.counts(name)).toEqual({ [name]: 1 })
    for (const batch of [batchOf('longer', { wax: 1 }, { offer: longer }), batchOf('longer', { [longer]: 1 })])
      expect(await stock.add(batch)).toMatchObject({ error: { code: 'bad_batch' } })
  })

  it.each([
    ['nothing', null],
    ['a text', 'batch'],
    ['a list', []],
    ['one without an id', { ...batchOf('x', { wax: 1 }), id: '' }],
    ['one with steering characters in its id', { ...batchOf('x', { wax: 1 }), id: 'a\u001bb' }],
    ['one without an offer', { ...batchOf('x', { wax: 1 }), offer: undefined }],
    ['one whose end is a text', { ...batchOf('x', { wax: 1 }), validUntil: '2027-01-31' }],
    ['one that never ends', { ...batchOf('x', { wax: 1 }), validUntil: Number.POSITIVE_INFINITY }],
    ['one whose coupons are a list', { ...batchOf('x', {}), coupons: [['A']] }],
    ['one whose codes are a text', { ...batchOf('x', {}), coupons: { wax: 'ABCD' } }],
    ['one with a code that is a number', { ...batchOf('x', {}), coupons: { wax: ['ABCD', 5] } }],
    ['one with an empty code', { ...batchOf('x', {}), coupons: { wax: [''] } }],
    ['one with an endless code', { ...batchOf('x', {}), coupons: { wax: ['A'.repeat(1_000)] } }],
    ['one with a code twice', { ...batchOf('x', {}), coupons: { wax: ['ABCD'], skis: ['ABCD'] } }],
    ['one that has another’s id', batchOf('known', { wax: 3 })],
    ['one that has another’s code', { ...batchOf('x', {}), coupons: { skis: ['ABCD', codeOf('known/wax/1')] } }],
  ])('is refused, and nothing of it kept, where it is %s', async (_, odd) => {
    const stock = stockOf(memory())
    await stock.add(batchOf('known', { wax: 2 }))
    expect(await stock.add(odd as CouponBatch)).toMatchObject({ ok: false, error: { code: 'bad_batch' } })
    expect(stock.counts(offer)).toEqual({ wax: 2 })
    expect(await stock.take(offer, 'skis')).toBeNull()
  })

  it('may name its coupons as it likes', async () => {
    const stock = stockOf(memory())
    const odd = JSON.parse(`{ "id": "odd", "offer": "__proto__", "validUntil": ${now + day},
      "coupons": { "__proto__": ["AAAA"], "constructor": ["BBBB"], "hand:x:y": ["CCCC:DD"] } }`)
    expect(await stock.add(odd)).toEqual({ ok: true, value: { added: 3 } })
    expect(stock.left('__proto__')).toEqual(['__proto__', 'constructor', 'hand:x:y'])
    expect((await stock.take('__proto__', '__proto__'))?.code).toBe('AAAA')
    expect((await stock.take('__proto__', 'hand:x:y'))?.code).toBe('CCCC:DD')
    expect(stock.left('__proto__')).toEqual(['constructor'])
    expect(stock.left('toString')).toEqual([])
  })
})

describe('what is given up', () => {
  it('is what was left of the batch, and is handed out by no tab any more', async () => {
    const storage = memory()
    const [one, other] = [stockOf(storage, { name: 'up' }), stockOf(storage, { name: 'up' })]
    const batch = batchOf('one', { wax: 3, skis: 1 })
    await one.add(batch)
    await one.add(batchOf('two', { socks: 1 }))
    const taken = [(await one.take(offer, 'wax'))?.code, (await other.take(offer, 'wax'))?.code]
    const codes = await other.giveUp('one')
    expect([...codes, ...taken].sort()).toEqual(Object.values(batch.coupons).flat().sort())
    expect(await one.take(offer, 'wax')).toBeNull()
    expect(await one.add(batch)).toEqual({ ok: true, value: { added: 0 } })
    await expect.poll(() => one.left(offer)).toEqual(['socks'])
    // Whoever could not carry them to the server asks again, from any page, also after a reload.
    one.close()
    const reloaded = stockOf(storage, { name: 'up' })
    for (const tab of [other, reloaded]) expect([...(await tab.giveUp('one'))].sort()).toEqual([...codes].sort())
    expect(await reloaded.take(offer, 'wax')).toBeNull()
    expect(await reloaded.giveUp('unheard of')).toEqual([])
  })

  it('is nothing that somebody was about to take, and stays given up where they let go of it', async () => {
    const { open, place } = await moody()
    const stock = stockOf(async (name) => ({
      ...(await open(name)),
      async setMany(entries) {
        await place.setMany(entries)
        // A tab that has not heard of it takes one just now.
        if (entries.some(([key]) => key.startsWith('hand:'))) await place.setMany([[others, 1]])
      },
    }))
    const others = `hand:frozen:${codeOf('one/wax/0')}`
    await stock.add(batchOf('one', { wax: 2 }))
    expect(await stock.giveUp('one')).toEqual([codeOf('one/wax/1')])
    await place.delMany([others])
    expect(await stock.take(offer, 'wax')).toBeNull()
    expect(await stock.giveUp('one')).toEqual([codeOf('one/wax/0'), codeOf('one/wax/1')])
  })

  it('is ten thousand codes as well, and none where it cannot be written off', async () => {
    const { mood, open } = await moody()
    const stock = stockOf(open)
    expect(await stock.add(batchOf('many', { wax: 10_000 }))).toEqual({ ok: true, value: { added: 10_000 } })
    mood.writes = false
    expect(await stock.giveUp('many')).toEqual([])
    mood.writes = true
    await expect.poll(() => stock.counts(offer), { timeout: 5_000 }).toEqual({ wax: 10_000 })
    expect(await stock.giveUp('many')).toHaveLength(10_000)
  })
})

describe('a stock', () => {
  it('has nothing before it was read, and then what was left, on every page', async () => {
    const storage = memory()
    const first = stockOf(storage, { name: 'again' })
    await first.add(batchOf('one', { wax: 2 }))
    await first.take(offer, 'wax')
    const second = stockOf(storage, { name: 'again' })
    expect(second.status).toEqual({ storage: 'loading' })
    expect(second.left(offer)).toEqual([])
    await second.ready
    expect(second.counts(offer)).toEqual({ wax: 1 })
    expect(second.status).toEqual({ storage: 'memory' })
  })

  it('sees what another tab takes, and tells it', async () => {
    const storage = indexedDb()
    const [one, other] = [stockOf(storage, { name: 'tabs' }), stockOf(storage, { name: 'tabs' })]
    const told = vi.fn()
    other.subscribe(told)
    await one.add(batchOf('one', { wax: 1 }))
    await expect.poll(() => other.left(offer)).toEqual(['wax'])
    const before = told.mock.calls.length
    await one.take(offer, 'wax')
    await expect.poll(() => other.left(offer)).toEqual([])
    expect(told.mock.calls.length).toBeGreaterThan(before)
    expect(one.status).toEqual({ storage: 'durable' })
  })

  it('hands out nothing twice where no tab hears of another', async () => {
    vi.stubGlobal('BroadcastChannel', undefined)
    try {
      const storage = memory()
      const [one, other] = [stockOf(storage, { name: 'deaf' }), stockOf(storage, { name: 'deaf' })]
      await one.add(batchOf('one', { wax: 1 }))
      await other.giveUp('unheard of')
      expect(other.left(offer)).toEqual(['wax'])
      await one.take(offer, 'wax')
      expect(await other.take(offer, 'wax')).toBeNull()
      expect(other.left(offer)).toEqual([])
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it('has one id in all tabs and visits, and another once it was emptied', async () => {
    const storage = indexedDb()
    const [one, other] = [stockOf(storage, { name: 'id' }), stockOf(storage, { name: 'id' })]
    expect(one.id).toBeNull()
    await one.ready
    await other.giveUp('unheard of')
    const { id } = other
    expect(id).toMatch(/^[0-9a-f]{18}$/)
    await one.add(batchOf('one', { wax: 1 }))
    expect(one.id).toBe(id)
    expect(await deleted('evenhanded-coupons:id')).toBe('deleted')
    await expect.poll(() => one.id).not.toBe(id)
    await expect.poll(() => other.id).not.toBe(id)
    for (const tab of [one, other]) await tab.giveUp('unheard of')
    expect(one.id).toBe(other.id)
  })

  it('is not held up by a listener that throws, nor by one that was closed', async () => {
    const stock = stockOf(memory())
    const thrown = vi.fn()
    const others = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException').on('uncaughtException', thrown)
    try {
      stock.subscribe(() => {
        throw new Error('a page’s own')
      })
      await stock.add(batchOf('one', { wax: 1 }))
      expect(await stock.take(offer, 'wax')).toMatchObject({ coupon: 'wax' })
      expect(thrown).toHaveBeenCalled()
    } finally {
      process.removeAllListeners('uncaughtException')
      for (const other of others) process.on('uncaughtException', other)
    }
    stock.close()
    expect(await stock.take(offer, 'wax')).toBeNull()
    expect(await stock.add(batchOf('two', { wax: 1 }))).toMatchObject({ ok: false, error: { code: 'not_kept' } })
  })

  it('says when a batch ends by itself', async () => {
    vi.useFakeTimers({ now })
    try {
      const stock = stockOf(memory(), { at: Date.now })
      await stock.add(batchOf('one', { wax: 1 }, { validUntil: now + 60 * day }))
      const told = vi.fn()
      stock.subscribe(() => told(stock.left(offer)))
      await vi.advanceTimersByTimeAsync(60 * day - 1)
      expect(told.mock.lastCall ?? [['wax']]).toEqual([['wax']])
      await vi.advanceTimersByTimeAsync(1)
      expect(told.mock.lastCall).toEqual([[]])
    } finally {
      vi.useRealTimers()
    }
  })
})

/** A storage that refuses what it is told to refuse. */
async function moody() {
  const place = await memory()('x')
  const mood = { writes: true, reads: true, opens: true, answers: true }
  const refuse = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  }
  const ask = () => (mood.answers ? undefined : new Promise<void>(() => undefined))
  const storage: Storage = {
    ...place,
    durable: true,
    async setMany(entries) {
      if (!mood.writes) refuse()
      await ask()
      await place.setMany(entries)
    },
    async entries() {
      if (!mood.reads) refuse()
      await ask()
      return place.entries()
    },
  }
  const open = async () => (mood.opens ? storage : refuse())
  return { mood, open: open as OpenStorage, place }
}

describe('where storage fails', () => {
  it('hands nothing out that it cannot write off, says why, and goes on once it can', async () => {
    const { mood, open } = await moody()
    const stock = stockOf(open)
    await stock.add(batchOf('one', { wax: 2 }))
    mood.writes = false
    expect(await stock.take(offer, 'wax')).toBeNull()
    expect(stock.left(offer)).toEqual([])
    expect(stock.status).toEqual({
      storage: 'failed',
      reason: 'QuotaExceededError: The quota has been exceeded.',
    })
    expect(await stock.add(batchOf('two', { wax: 2 }))).toEqual({
      ok: false,
      error: { code: 'not_kept', reason: 'QuotaExceededError: The quota has been exceeded.' },
    })
    mood.writes = true
    await expect.poll(() => stock.left(offer), { timeout: 5_000 }).toEqual(['wax'])
    expect(stock.status).toEqual({ storage: 'durable' })
    expect(stock.counts(offer)).toEqual({ wax: 2 })
    expect(await stock.take(offer, 'wax')).not.toBeNull()
  })

  it('hands nothing out that it wrote off and could not read again', async () => {
    const { mood, open, place } = await moody()
    const stock = stockOf(async (name) => ({
      ...(await open(name)),
      async setMany(entries) {
        await place.setMany(entries)
        if (entries.some(([key]) => key.startsWith('hand:'))) mood.reads = false
      },
    }))
    await stock.add(batchOf('one', { wax: 2 }))
    expect(await stock.take(offer, 'wax')).toBeNull()
    mood.reads = true
    await expect.poll(() => stock.counts(offer), { timeout: 5_000 }).toEqual({ wax: 1 })
  })

  it('has nothing while it cannot be opened, and everything as soon as it can', async () => {
    const { mood, open } = await moody()
    const before = stockOf(open)
    await before.add(batchOf('one', { wax: 2 }))
    mood.opens = false
    const stock = stockOf(open)
    await stock.ready
    expect(stock.status).toMatchObject({ storage: 'failed' })
    expect(await stock.take(offer, 'wax')).toBeNull()
    mood.opens = true
    await expect.poll(() => stock.counts(offer), { timeout: 5_000 }).toEqual({ wax: 2 })
  })

  it('waits four seconds for one that does not answer', async () => {
    const { mood, open } = await moody()
    const stock = stockOf(open)
    await stock.add(batchOf('one', { wax: 2 }))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      mood.answers = false
      const taking = stock.take(offer, 'wax')
      await vi.advanceTimersByTimeAsync(4_000)
      expect(await taking).toBeNull()
      expect(stock.status).toMatchObject({ reason: 'Error: The browser’s storage does not answer.' })
      mood.answers = true
      await vi.advanceTimersByTimeAsync(60_000)
      expect(stock.counts(offer)).toEqual({ wax: 2 })
    } finally {
      vi.useRealTimers()
    }
  })

  it('leaves alone what a newer version has laid out', async () => {
    const storage = memory()
    const place = await storage('evenhanded-coupons:newer')
    const rows: [string, unknown][] = [
      ['format', 2],
      ['batch:one', { of: 'tomorrow' }],
    ]
    await place.setMany(rows)
    const stock = stockOf(storage, { name: 'newer' })
    expect(await stock.add(batchOf('one', { wax: 1 }))).toMatchObject({ error: { code: 'not_kept' } })
    expect(stock.status.reason).toMatch(/^VersionError: .*newer version/)
    expect(await place.entries()).toEqual(rows)
  })

  it('brings nothing back that was there when it was deleted from outside', async () => {
    const storage = indexedDb()
    const stock = stockOf(storage, { name: 'cleared' })
    const batch = batchOf('one', { wax: 2 })
    await stock.add(batch)
    await stock.take(offer, 'wax')
    expect(await deleted('evenhanded-coupons:cleared')).toBe('deleted')
    await expect.poll(() => stock.left(offer)).toEqual([])
    expect(await stock.add(batch)).toEqual({ ok: true, value: { added: 0 } })
    stock.close()
    const again = stockOf(storage, { name: 'cleared' })
    expect(await again.add(batch)).toEqual({ ok: true, value: { added: 0 } })
    expect(await again.add(batchOf('two', { wax: 1 }))).toEqual({ ok: true, value: { added: 1 } })
    expect(again.counts(offer)).toEqual({ wax: 1 })
  })
})
