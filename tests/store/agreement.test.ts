import { memory } from 'evenhanded/server'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enter, expire, leave, note } from '../../src/core/points/movement.js'
import { ok } from '../../src/core/result.js'
import { accountOf, nobody, type Subject } from '../../src/core/subject/subject.js'
import type { Line } from '../../src/ports/record.js'
import type { Entry } from '../../src/ports/store.js'
import { type Desk, deskOf } from '../../src/testing/store/desk.js'
import { happened, placeOf } from '../../src/testing/store/happened.js'
import {
  at,
  awarding,
  booked,
  buying,
  capturing,
  drawing,
  ending,
  erasing,
  events,
  forgotten,
  holding,
  learned,
  moving,
  refusing,
  reversing,
  type Said,
  say,
  spending,
  uuid,
} from '../../src/testing/store/steps.js'
import { told } from '../../src/testing/store/told.js'
import { openDesk } from './support.js'

const desk = await openDesk()
const runs = 200

/** Keys that all may name, so that what is named is sometimes there. */
const keys = Array.from({ length: 8 }, uuid)
const keyOf = (n: number): string => keys[n % keys.length] as string
const codeOf = (n: number): string => `code of ${keyOf(n)}`

/** The first hold that there is, all of it or less; nothing where there is none. */
const resolving = (n: number): Said =>
  say((subject, key) => {
    const [open] = accountOf(subject, 'bonus').holds
    return open ? capturing(open.key, n % 2 ? 0 : Math.min(n, open.amount)).decide(subject, key) : ok([])
  })

const expiring = (): Said =>
  say((subject, key) => {
    const ended = expire(accountOf(subject, 'bonus'), 'bonus', at + 10)
    return ok(ended ? [booked(ended, key)] : [])
  })

/** Commands by number, so that a failure shrinks; most move points, in every way that there is. */
const said: readonly ((n: number) => Said)[] = [
  (n) => events(learned('email', `a${n}@b.ch`)),
  (n) => events(learned('name', { n })),
  () => events(forgotten('email')),
  (n) => awarding(n),
  (n) => awarding(n * 5, { id: uuid(), at: at + (n % 3) }),
  (n) => awarding(n, { currency: 'respect' }),
  (n) => moving(n, (account, why) => enter(account, 'award', why, { availableAt: at + 5, expiresAt: at + (n % 9) })),
  (n) => spending(n),
  (n) => holding(n, at + n),
  resolving,
  (n) => reversing(keyOf(n), n),
  (n) => reversing(keyOf(n), 2 * n, { currency: 'respect' }),
  (n) => moving(n, (account, why) => leave(account, 'give', { ...why, to: keyOf(n) })),
  (n) =>
    moving(0, (account, why) => ({
      ...note(account, 'deed', why),
      deed: { name: `deed ${n % 2}`, day: n % 5, n: n % 7 ? 1 : -1, keptFrom: n % 3 },
      tallies: [{ name: `tally ${n % 3}`, n, until: at + (n % 4) }],
      tier: n % 5 ? { name: 'gold', since: at, until: at + n } : null,
      giver: keyOf(n),
    })),
  (n) => moving(0, (account, why) => ({ ...note(account, 'suppress', why), withheld: n, giver: keyOf(n) })),
  (n) => moving(0, (account, why) => note(account, n % 2 ? 'freeze' : 'thaw', why)),
  expiring,
  (n) => buying(n, { code: codeOf(n) }, { id: n % 3 ? uuid() : keyOf(n) }),
  (n) => ending(n % 2 ? 'used' : 'voided', codeOf(n)),
  (n) =>
    say((subject, key) => {
      const award = awarding(1).decide(subject, key)
      return ok([...(award.ok ? award.value : []), drawing(`stock ${n % 2}`, n % 4 ? n : -n, 60)])
    }),
  (n) => events({ type: 'entered', raffle: `raffle ${n % 2}`, ticket: `ticket ${n % 12}`, at }),
  (n) => events({ type: 'unentered', raffle: `raffle ${n % 2}`, at }),
  () => refusing(),
  () => erasing(),
  (n) =>
    events({
      type: 'granted',
      purpose: `purpose ${n % 2}`,
      field: 'email',
      basis: 'consent',
      offer: 'membership',
      at,
      ...(n % 5 && { until: at + n }),
      command: keyOf(n),
    }),
  (n) => events({ type: 'withdrawn', purpose: `purpose ${n % 2}`, field: 'email', at, command: keyOf(n) }),
  (n) => ({ ...events(learned('email', `b${n}@b.ch`)), commitments: { email: `commitment ${n}` } }),
]
const act = fc.record({
  who: fc.nat(2),
  what: fc.array(fc.record({ kind: fc.nat(said.length - 1), n: fc.integer({ min: 1, max: 40 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  stale: fc.boolean(),
  login: fc.option(fc.nat(2), { nil: undefined }),
  key: fc.option(fc.nat(2), { nil: undefined }),
  identifier: fc.option(fc.nat(2), { nil: undefined }),
  left: fc.option(fc.nat(2), { nil: undefined }),
})

/** A line without the instant at which it was recorded. */
const timeless = (line: Line): Line => (line.kind === 'log' ? { ...line, at } : line)
const byPlace = (a: Line, b: Line): number => (placeOf(a) < placeOf(b) ? -1 : 1)

/** Everything that a store tells of these, but for the order of a feed, which is its own. */
async function everything(one: Desk, ids: readonly string[], commands: readonly string[]): Promise<unknown> {
  const { store, tenant } = one
  const logs = await Promise.all(ids.map((id) => store.history(tenant, id)))
  const booked = (await store.audit(tenant, null, 100)).flatMap(({ transfers }) => transfers)
  const lines = logs.flat().length + booked.length
  const asked = { commands, cites: [...keys, ...commands], counters: ['stock 0', 'stock 1', 'stock 2'] }
  const suppressed = { currency: 'bonus', from: at, until: at + 1 }
  const found = await store.load(tenant, [
    ...ids.map((subject) => ({ ...asked, subject, suppressed })),
    ...keys.map((_, n) => ({ commands: [], coupon: codeOf(n) })),
    ...[0, 1, 2].map((n) => ({ commands: [], login: `login ${n}` })),
  ])
  const { entries } = await told(one)
  const placeOf = ({ subject, currency, seq }: Entry) => `${subject} ${currency} ${String(seq).padStart(4, '0')}`
  const inOrder = [...entries].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  const statements = ids.flatMap((id) => ['bonus', 'respect'].map((currency) => store.statement(tenant, id, currency)))
  return {
    found: found.map(({ now: _, ...rest }) => rest),
    entries: inOrder,
    statements: await Promise.all(statements),
    audit: await store.audit(tenant, null, 100),
    sums: [await store.sums(tenant, { until: at + 2 }), await store.sums(tenant, { from: at + 1, until: at + 50 })],
    ending: await store.ending(tenant, { from: at, until: at + 8 }),
    due: await store.due(tenant, { now: at + 20, soon: at + 7, after: null, limit: 10 }),
    lines: (await happened(one, lines)).lines.map(timeless).sort(byPlace),
    histories: await Promise.all(ids.map(async (id) => (await store.history(tenant, id)).map(timeless))),
    identified: await store.identified(
      tenant,
      [0, 1, 2].map((n) => `identifier ${n}`),
    ),
    suppressed: [
      ...(await store.suppressed(
        tenant,
        [0, 1, 2].map((n) => `suppressed ${n}`),
        at + 3,
      )),
    ].sort(),
    proofs: await Promise.all(ids.map((id) => store.proofs(tenant, id))),
    given: await Promise.all(keys.map((key) => store.givenBy(tenant, key, at))),
    raffles: [await store.entries(tenant, 'raffle 0'), await store.entries(tenant, 'raffle 1')],
  }
}

describe('memory and PostgreSQL', () => {
  it('come to the same, whatever is stored from whatever reading', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
        const tenant = uuid()
        const stores = [deskOf(memory(), tenant), deskOf(desk.store, tenant)] as const
        const ids = [uuid(), uuid(), uuid()]
        const readings: Subject[] = ids.map(() => nobody)
        const all: string[] = []
        for (const { who, what, stale, login, key, identifier, left } of acts) {
          const subject = ids[who] as string
          if (!stale) readings[who] = (await stores[0].look({ subject, cites: keys })).subject
          const read = readings[who] as Subject
          if (read.erasedAt !== null) continue
          const commands = what.map(({ kind, n }) => (said[kind] as (n: number) => Said)(n))
          all.push(...commands.map(({ id }) => id))
          const more = {
            ...(login !== undefined && { login: `login ${login}` }),
            ...(key !== undefined && { key: `key ${key}` }),
            ...(identifier !== undefined && { identifiers: { email: `identifier ${identifier}` } }),
            ...(left !== undefined && {
              suppressions: [{ hash: `suppressed ${left}`, at, until: at + left * what.length }],
              proof: { id: `proof ${left}`, subject, sealed: `sealed ${left}`, at, until: Number.MAX_SAFE_INTEGER },
            }),
          }
          const outcomes = await Promise.allSettled(stores.map((one) => one.put(subject, read, commands, more)))
          const [one, other] = outcomes.map((outcome) =>
            outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as { code: string }).code,
          )
          expect(other).toBe(one)
        }
        expect(await everything(stores[1], ids, all)).toEqual(await everything(stores[0], ids, all))
      }),
      { numRuns: runs },
    )
  }, 300_000)
})
