import { createServer, memory, type Server } from 'evenhanded/server'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import type { SubjectCommand } from '../../../src/core/subject/command.js'
import { cafeOf } from './cafe.js'
import { secrets } from './site.js'
import { isSaved, join, shown, stamp, sync, type Tab } from './tab.js'
import { answeredTwice, notesTaken, worth } from './tally.js'
import { beginVisit, type Visit } from './visit.js'
import { leftWithoutGround } from './what-left.js'

const found = inject('browser')

const [first, second] = [cafeOf(1), cafeOf(2)]

const notes = (from: string, count: number) => Array.from({ length: count }, (_, n) => `${from} ${n}`)

describe.skipIf(!found)('two versions of the program in two tabs', () => {
  let visit: Visit
  let store: ReturnType<typeof memory>
  let server: Server<never>

  const serve = (version: number, earlier: readonly (typeof first)[] = []) => {
    server = createServer({ program: version === 1 ? first : second, earlier, store, secrets }) as Server<never>
  }

  beforeEach(async () => {
    store = memory()
    serve(1)
    visit = await beginVisit(found!, () => server)
  })
  afterEach(() => visit.end())

  const open = (version: number) => visit.open(`?version=${version}`)
  const status = ({ page }: Tab) => page.evaluate(() => window.cafe.snapshot().status)

  /** What travelled under another version than the one whose notice was shown with it. */
  const misled = () =>
    visit.site.taken.flatMap(({ program, commands }) =>
      commands.filter((command) => 'evidence' in command && command.evidence.notice.version !== program.version),
    )

  const ofType = (type: SubjectCommand['type']) =>
    visit.site.taken.flatMap(({ commands, results }) =>
      results.filter(({ id, ok }) => ok && commands.some((command) => command.id === id && command.type === type)),
    )

  it('share one outbox, and each thing counts once and under the words that were shown with it', async () => {
    serve(2, [first])
    const [old, fresh] = [await open(1), await open(2)]
    expect(await join(old)).toBe(true)
    await Promise.all([isSaved(old), isSaved(fresh)])
    await visit.offline(true)
    for (let n = 0; n < 20; n++) {
      expect(await stamp(n % 3 === 0 ? old : fresh, notes(`coffee ${n}`, 2))).toBe(2)
      // Written before the other tab writes: what is said first is sent first.
      await expect.poll(async () => (await shown(n % 3 === 0 ? fresh : old)).unsent).toBe(2 * n + 2)
    }
    await visit.offline(false)
    await Promise.all([old, fresh].map(isSaved))
    expect(notesTaken(visit.site)).toEqual(Array.from({ length: 20 }, (_, n) => notes(`coffee ${n}`, 2)).flat())
    expect(misled()).toEqual([])
    expect(answeredTwice(visit.site)).toEqual([])
    for (const tab of [old, fresh])
      expect(await shown(tab)).toMatchObject({ points: { available: 540, pending: 0 }, parked: [] })
    expect(worth(visit.site)).toBe(540)
    expect(leftWithoutGround(visit.site.seen)).toEqual([])
  })

  it('where the older one works no longer: asks it to reload, ends what has to end, and shows what was not taken', async () => {
    const old = await open(1)
    const joined = await old.page.evaluate(async () => {
      const consents = { newsletter: ['email'] }
      return (await window.cafe.offer('membership').accept({ email: 'ann@cafe.example' }, { consents })).ok
    })
    expect(joined).toBe(true)
    await isSaved(old)
    await visit.offline(true)
    expect(await stamp(old, notes('old', 5))).toBe(5)
    expect(await old.page.evaluate(async () => (await window.cafe.consents.withdraw('newsletter')).ok)).toBe(true)
    serve(2)
    await visit.offline(false)
    await sync(old)
    expect(await status(old)).toMatchObject({ is: 'waiting', connection: 'outdated', storage: 'durable', unsent: 6 })
    // Said after it was told: kept like the rest.
    expect(await stamp(old, notes('older still', 1))).toBe(1)

    const fresh = await open(2)
    expect(await stamp(fresh, notes('fresh', 3))).toBe(3)
    await isSaved(fresh)
    expect(notesTaken(visit.site)).toEqual(notes('fresh', 3))
    expect(ofType('withdraw')).toHaveLength(1)
    expect(misled()).toEqual([])
    const { subject, points, reads } = await shown(fresh)
    expect(points).toMatchObject({ available: 503, pending: 0 })
    expect(reads.newsletter).toBeUndefined()
    expect(await server.subject(subject ?? '').read('email' as never, 'newsletter' as never)).toBeUndefined()
    const parked = await fresh.page.evaluate(() =>
      window.cafe.parked.list().map(({ offer, error }) => [offer, error.code]),
    )
    expect(parked).toEqual(Array(6).fill(['stamp', 'wrong_notice']))

    await old.page.goto(`${visit.site.url}/?version=2`)
    await old.page.waitForFunction(() => window.cafe?.snapshot().phase === 'ready')
    await isSaved(old)
    expect(await shown(old)).toEqual(await shown(fresh))
    await old.page.evaluate(async () => {
      for (const { id } of window.cafe.parked.list()) await window.cafe.parked.discard(id)
    })
    await expect.poll(() => status(fresh)).toMatchObject({ is: 'saved', parked: 0 })
    expect(notesTaken(visit.site)).toEqual(notes('fresh', 3))
  })
})
