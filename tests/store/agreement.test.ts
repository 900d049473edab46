import { memory } from 'evenhanded/server'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nobody, type Subject } from '../../src/core/subject/subject.js'
import { deskOf } from '../../src/testing/store/desk.js'
import {
  awarding,
  erasing,
  events,
  forgotten,
  learned,
  refusing,
  type Said,
  spending,
  uuid,
} from '../../src/testing/store/steps.js'
import { openDesk } from './support.js'

const desk = await openDesk()
const runs = 200

/** Commands by number, so that a failure shrinks; `old` decides from a reading that may be stale. */
const said: readonly ((n: number) => Said)[] = [
  (n) => events(learned('email', `a${n}@b.ch`)),
  (n) => events(learned('name', { n })),
  () => events(forgotten('email')),
  (n) => awarding(n),
  (n) => awarding(n, { currency: 'respect' }),
  (n) => spending(n),
  () => refusing(),
  () => erasing(),
]
const act = fc.record({
  who: fc.nat(2),
  what: fc.array(fc.record({ kind: fc.nat(said.length - 1), n: fc.integer({ min: 1, max: 40 }) }), {
    minLength: 1,
    maxLength: 3,
  }),
  stale: fc.boolean(),
  login: fc.option(fc.nat(2), { nil: undefined }),
})

describe('memory and PostgreSQL', () => {
  it('come to the same, whatever is stored from whatever reading', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        const tenant = uuid()
        const stores = [deskOf(memory(), tenant), deskOf(desk.store, tenant)] as const
        const ids = [uuid(), uuid(), uuid()]
        const readings: Subject[] = ids.map(() => nobody)
        const all: string[] = []
        for (const { who, what, stale, login } of acts) {
          const subject = ids[who] as string
          if (!stale) readings[who] = (await stores[0].find(subject)).subject
          const read = readings[who] as Subject
          if (read.erasedAt !== null) continue
          const commands = what.map(({ kind, n }) => (said[kind] as (n: number) => Said)(n))
          all.push(...commands.map(({ id }) => id))
          const more = login === undefined ? {} : { login: `login ${login}` }
          const [one, other] = [
            await stores[0].put(subject, read, commands, more),
            await stores[1].put(subject, read, commands, more),
          ]
          expect(other).toBe(one)
        }
        for (const subject of ids) {
          const [one, other] = [await stores[0].find(subject, all), await stores[1].find(subject, all)]
          expect({ ...other, now: 0 }).toEqual({ ...one, now: 0 })
          for (const currency of ['bonus', 'respect'])
            expect(await stores[1].store.statement(tenant, subject, currency)).toEqual(
              await stores[0].store.statement(tenant, subject, currency),
            )
        }
      }),
      { numRuns: runs },
    )
  })
})
