import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covers } from '../../src/core/program/terms.js'
import type { Accept, Command } from '../../src/core/subject/command.js'
import { inForce } from '../../src/core/subject/consent.js'
import { decide } from '../../src/core/subject/decide.js'
import { after } from '../../src/core/subject/evolve.js'
import { merge } from '../../src/core/subject/identity.js'
import { nobody, type Subject } from '../../src/core/subject/subject.js'
import { clubWith, day, origin, planOf, Story } from '../core/consent/club.js'
import { last, pairs, runs, stories, tell } from './world.js'

const plan = planOf(clubWith({ minors: {} }))
const { program } = plan
const isRead = (subject: Subject, purpose: string, now: number): boolean =>
  inForce(program, subject, 'email', purpose, now)

/** A member who agreed to letters and advertising, and confirmed the address. */
const member = (): Subject => {
  const story = new Story(plan)
  story.accept('membership', { email: 'a@b.ch' }, { age: 'adult', consents: { letter: ['email'], ads: ['email'] } })
  story.accept('guard', { taste: 'sweet' })
  story.say({ type: 'confirm', field: 'email', value: 'a@b.ch' })
  return story.subject
}
const start = member()
const now = origin + day

const id = (n: number): string => `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`
const said = (n: number, draft: object, at = now): Command =>
  ({ id: id(n), subject: null, at, touchpoint: 'web', seen: start.version, ...draft }) as Command
const accept = (offer: string, more: Partial<Accept>): object => {
  const { hash, version, language } = plan.notice(offer)
  const evidence = { act: 'tick', notice: { hash, version, language } }
  return { type: 'accept', offer, answers: {}, consents: {}, evidence, ...more }
}

/** What one device says, offline: it agrees again. Its clock may run ahead. */
const yes = (ahead: number): Command[] => [
  said(1, accept('membership', { consents: { ads: ['email'], letter: ['email'] } }), now + ahead * day),
  said(2, accept('letterOnly', { answers: { email: 'a@b.ch' } }), now + ahead * day),
  said(3, accept('guard', { answers: { taste: 'sour' } }), now + ahead * day),
]

/** What another says: a no by each of its ways, with the purposes that it ends. */
const noes: readonly (readonly [Command, readonly string[]])[] = [
  [said(10, { type: 'withdraw', purpose: 'ads' }), ['ads']],
  [said(11, { type: 'withdraw', purpose: 'letter', fields: ['email'] }), ['letter']],
  [said(12, { type: 'signal', signal: 'gpc' }), ['ads']],
  [said(13, { type: 'declare-age', band: 'minor' }), ['ads', 'letter']],
  [said(14, { type: 'object', purpose: 'safety' }), ['safety']],
]
const noise = [
  said(20, { type: 'award', points: { bonus: 5 }, reason: 'order:1' }),
  said(21, { type: 'rectify', field: 'email', value: 'a@b.ch' }),
  said(22, { type: 'restrict' }),
  said(23, { type: 'unrestrict' }),
]

const delivered = (subject: Subject, all: readonly Command[], at = now): Subject =>
  all.reduce((one, command) => after(one, decide(plan, one, command, at)), subject)

const drawn = fc.record({
  no: fc.subarray([...noes], { minLength: 1 }),
  ahead: fc.nat(3 * 365),
  others: fc.subarray(noise),
})

describe('law 9: a withdrawal beats a grant that had not seen it', () => {
  it('in every order of delivery, with a clock that runs ahead, and delivered twice', () => {
    fc.assert(
      fc.property(
        drawn.chain(({ no, ahead, others }) => {
          const all = [...no.map(([command]) => command), ...yes(ahead), ...others]
          return fc.record({
            no: fc.constant(no),
            order: fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
          })
        }),
        ({ no, order }) => {
          const subject = delivered(start, [...order, ...order])
          for (const purpose of no.flatMap(([, ended]) => ended))
            for (const field of plan.fields) expect(inForce(program, subject, field, purpose, now)).toBe(false)
        },
      ),
      runs,
    )
  })

  it('in every order of merging, and when the grant arrives after the merge', () => {
    fc.assert(
      fc.property(drawn, fc.boolean(), fc.boolean(), ({ no, ahead, others }, turned, late) => {
        const refusing = delivered(start, [...no.map(([command]) => command), ...others])
        const agreeing = delivered(start, late ? [] : yes(ahead))
        const merged = turned ? merge(refusing, agreeing) : merge(agreeing, refusing)
        // The device has seen all of its own side, and nothing of the other.
        const aware = yes(ahead).map((command) => ({
          ...command,
          id: `${command.id.slice(0, -1)}9`,
          seen: agreeing.version,
        }))
        for (const subject of [merged, delivered(merged, aware)])
          for (const purpose of no.flatMap(([, ended]) => ended))
            for (const field of plan.fields) expect(inForce(program, subject, field, purpose, now)).toBe(false)
      }),
      runs,
    )
  })

  it('and a grant that had seen it counts', () => {
    const withdrawn = delivered(start, [said(10, { type: 'withdraw', purpose: 'ads' })])
    const aware = { ...said(1, accept('membership', { consents: { ads: ['email'] } })), seen: withdrawn.version }
    expect(isRead(delivered(withdrawn, [aware]), 'ads', now)).toBe(true)
  })
})

describe('law 9: a merge', () => {
  it('keeps what either side agreed to, on its terms, and whoever is a minor or restricted on either side so', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('minor', 'adult', undefined), { minLength: 2, maxLength: 2 }),
        fc.array(fc.option(fc.nat(9), { nil: undefined }), { minLength: 2, maxLength: 2 }),
        fc.boolean(),
        (bands, restricted, turned) => {
          const sides = [0, 1].map((n): Subject => {
            const { age: _, ...base } = start
            const [band, restrictedAt] = [bands[n], restricted[n]]
            return {
              ...base,
              ...(band && { age: { band, at: now } }),
              ...(restrictedAt !== undefined && { restrictedAt }),
            }
          })
          const [one, other] = (turned ? sides.reverse() : sides) as [Subject, Subject]
          const merged = merge(one, other)
          const isMinor = bands.includes('minor')
          expect(merged.age?.band).toBe(isMinor ? 'minor' : bands.includes('adult') ? 'adult' : undefined)
          const earliest = restricted.filter((at) => at !== undefined)
          expect(merged.restrictedAt).toBe(earliest.length > 0 ? Math.min(...earliest) : undefined)
          expect(merged.grounds.letter?.email).toMatchObject({
            terms: start.grounds.letter?.email?.terms,
            status: isMinor ? 'withdrawn' : 'granted',
          })
          expect(isRead(merged, 'club', now)).toBe(earliest.length === 0)
        },
      ),
      runs,
    )
  })
})

describe('restriction', () => {
  it('reads nothing, lets go of no value, and takes every exit', () => {
    fc.assert(
      fc.property(stories(), fc.nat(11), ({ plan, said }, at) => {
        const before = last(tell(plan, nobody, said.slice(0, at)))
        const when = said[Math.min(at, said.length - 1)]?.at ?? origin
        const restrict = { id: id(99), subject: null, at: when, touchpoint: 'web', seen: 0, type: 'restrict' } as const
        const restricted = after(before, decide(plan, before, restrict, when))
        if (restricted.restrictedAt === undefined) return
        for (const told of tell(plan, restricted, said.slice(at))) {
          for (const [field, purpose] of pairs(plan))
            expect(inForce(plan.program, told.after, field, purpose, told.now)).toBe(false)
          for (const field of Object.keys(told.before.values))
            expect(Object.hasOwn(told.after.values, field)).toBe(true)
          if (told.command.type === 'withdraw' && !told.command.fields && !told.decided.ok)
            expect(told.decided.error.code).toBe('wrong_exit')
        }
      }),
      runs,
    )
  })
})

describe('terms', () => {
  const part = fc.record({
    meaning: fc.nat(2),
    parties: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
    country: fc.constantFrom('DE', 'US'),
    role: fc.constantFrom('', ':recipient'),
    sells: fc.boolean(),
    learns: fc.boolean(),
    kept: fc.constantFrom('', 'P1Y', 'P2Y', 'P30D'),
  })
  const terms = part.map(({ meaning, parties, country, role, sells, learns, kept }) =>
    [
      ...[meaning > 1 && `${meaning}`, ...parties.map((name) => `${name}:${country}${role}`)],
      ...[sells && 'sells', learns && 'learns', kept],
    ]
      .filter(Boolean)
      .join(' '),
  )

  it('cover themselves, and what is covered by what they cover', () => {
    fc.assert(
      fc.property(terms, terms, terms, (a, b, c) => {
        expect(covers(a, a)).toBe(true)
        if (covers(a, b) && covers(b, c)) expect(covers(a, c)).toBe(true)
      }),
      runs,
    )
  })

  it('cover no party, country, part, sale or learning that was not in them, and no longer span', () => {
    fc.assert(
      fc.property(terms, terms, (a, b) => {
        if (!covers(a, b)) return
        const words = (text: string) => text.split(' ').filter((word) => word.includes(':'))
        for (const word of words(b))
          expect(words(a).some((one) => one === word || one === `${word}:recipient`)).toBe(true)
        for (const word of ['sells', 'learns']) if (b.includes(word)) expect(a).toContain(word)
      }),
      runs,
    )
  })
})
