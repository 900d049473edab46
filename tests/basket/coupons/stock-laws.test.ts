import { couponStock } from 'evenhanded/basket'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { OpenStorage, Storage } from '../../../src/ports/storage.js'
import { batchOf, now, offer } from './batch.js'

/** `LAW_RUNS=5000` looks longer. */
const numRuns = Number(process.env.LAW_RUNS ?? 150)

/** What happens in one tab after the other, without waiting for what went before. */
type Act = { readonly tab: number } & (
  | { readonly does: 'add'; readonly batch: number }
  | { readonly does: 'take'; readonly coupon: string }
  | { readonly does: 'giveUp'; readonly batch: number }
  | { readonly does: 'crash' }
)

const batches = [
  batchOf('a', { wax: 3, skis: 1 }),
  batchOf('b', { wax: 1 }, { validUntil: now + 1 }),
  batchOf('c', { skis: 2 }),
]
const batchNamed = (n: number) => batches[n] ?? batchOf('none', {})
const coupons = ['wax', 'skis']

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ tab: fc.nat(2), does: fc.constant('add' as const), batch: fc.nat(2) }) },
    {
      weight: 5,
      arbitrary: fc.record({ tab: fc.nat(2), does: fc.constant('take' as const), coupon: fc.constantFrom(...coupons) }),
    },
    { weight: 1, arbitrary: fc.record({ tab: fc.nat(2), does: fc.constant('giveUp' as const), batch: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ tab: fc.nat(2), does: fc.constant('crash' as const) }) },
  ),
  { maxLength: 24 },
)

/** The rows that all tabs share, as a browser has them: each request is served whole, in any order among tabs. */
function sharedRows(scheduler: fc.Scheduler) {
  const rows = new Map<string, unknown>()
  const crashed = new Promise<never>(() => undefined)
  /** A tab of it; after its crash nothing that it began is answered, or happens, any more. */
  function open(life: { readonly isOver: boolean }): OpenStorage {
    async function served<Value>(task: () => Value): Promise<Value> {
      await scheduler.schedule(Promise.resolve(), 'asked')
      if (life.isOver) return crashed
      const answer = task()
      await scheduler.schedule(Promise.resolve(), 'answered')
      return life.isOver ? crashed : answer
    }
    const storage: Storage = {
      get: (key) => served(() => rows.get(key)),
      setMany: (entries) =>
        served(() => {
          for (const [key, value] of entries) rows.set(key, value)
        }),
      delMany: (keys) =>
        served(() => {
          for (const key of keys) rows.delete(key)
        }),
      entries: () => served(() => [...rows]),
      destroy: () => served(() => rows.clear()),
    }
    return () => storage
  }
  return open
}

/** One tab, which can crash and be opened again. */
function tabOf(open: ReturnType<typeof sharedRows>) {
  const begin = () => {
    const life = { isOver: false, inFlight: 0 }
    return { life, stock: couponStock(open(life), 'till', { clock: () => now }) }
  }
  let { life, stock } = begin()
  let lost = 0
  const ended: (() => void)[] = []
  /** Whatever comes of it, unless it crashes before. */
  async function unlessOver<Value>(act: () => Promise<Value>): Promise<Value | undefined> {
    const mine = life
    const over = new Promise<undefined>((resolve) => ended.push(() => resolve(undefined)))
    const value = await Promise.race([act(), over])
    return mine.isOver ? undefined : value
  }
  return {
    /** Resolves with what it was given, or not at all: then it has crashed. */
    async take(coupon: string): Promise<string | undefined> {
      const mine = life
      mine.inFlight += 1
      const taken = await unlessOver(() => stock.take(offer, coupon))
      if (!mine.isOver) mine.inFlight -= 1
      return taken?.code
    },
    giveUp: async (n: number) => (await unlessOver(() => stock.giveUp(batchNamed(n).id))) ?? [],
    add: (n: number) => unlessOver(() => stock.add(batchNamed(n))),
    crash(): void {
      life.isOver = true
      stock.close()
      lost += life.inFlight
      for (const end of ended.splice(0)) end()
      ;({ life, stock } = begin())
    },
    /** At most so many codes may be gone for nothing. */
    mayHaveLost: () => lost,
    close: () => stock.close(),
  }
}

it('never hands out a code twice, and loses at most what was being taken at a crash, whatever tabs do', async () => {
  let [taken, crashes] = [0, 0]
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), acts, async (scheduler, acts) => {
      const open = sharedRows(scheduler)
      const tabs = [0, 1, 2].map(() => tabOf(open))
      const given: string[] = []
      const [asked, givenUp] = [new Set<number>(), new Set<string>()]
      const added = new Set<number>()
      const doing = acts.map(async (act) => {
        // Each begins whenever the scheduler likes, also while others are in the middle.
        await scheduler.schedule(Promise.resolve(), act.does)
        const tab = tabs[act.tab]
        if (act.does === 'add') {
          added.add(act.batch)
          await tab?.add(act.batch)
        } else if (act.does === 'crash') {
          crashes += 1
          tab?.crash()
        } else if (act.does === 'giveUp') {
          asked.add(act.batch)
          for (const code of (await tab?.giveUp(act.batch)) ?? []) givenUp.add(code)
        } else {
          const code = await tab?.take(act.coupon)
          if (code !== undefined) given.push(code)
        }
      })
      await scheduler.waitFor(Promise.all(doing))
      const lost = tabs.reduce((sum, tab) => sum + tab.mayHaveLost(), 0)
      // A crash may have interrupted the adding; whoever comes afterwards adds it again.
      const last = tabOf(open)
      const rest = (async () => {
        for (const n of added) await last.add(n)
        // Whatever interrupted it, who gives up again hears of all of it: nothing is lost by that.
        const again = new Set<string>()
        for (const n of asked) for (const code of await last.giveUp(n)) again.add(code)
        for (const code of givenUp) expect(again).toContain(code)
        for (const code of again) givenUp.add(code)
        for (const coupon of coupons)
          for (let code = await last.take(coupon); code !== undefined; code = await last.take(coupon)) given.push(code)
      })()
      await scheduler.waitFor(rest)
      for (const tab of [...tabs, last]) tab.close()
      const all = [...added].flatMap((n) => Object.values(batchNamed(n).coupons).flat())
      taken += given.length
      const gone = [...given, ...givenUp]
      expect(gone).toHaveLength(new Set(gone).size)
      for (const code of gone) expect(all).toContain(code)
      expect(all.length - gone.length).toBeLessThanOrEqual(lost)
    }),
    { numRuns },
  )
  console.log(`${taken} coupons in ${numRuns} runs with ${crashes} crashes: none twice`)
}, 300_000)
