import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { lasting } from '../../../src/core/subject/remember.js'
import {
  after,
  balanceOf,
  type Command,
  compile,
  decide,
  defineProgram,
  explainOffer,
  identifier,
  look,
  merge,
  nobody,
  onServer,
  personal,
  type Subject,
} from '../../../src/index.js'

const day = 86_400_000
const start = Date.UTC(2027, 0, 10, 12)

const plan = compile(
  defineProgram({
    id: 'sample',
    version: 1,
    money: 'CHF',
    controller: {
      ...{ name: 'Sample', address: 'Street 1', contact: 'a@b.ie', jurisdiction: 'IE' },
      policyUrl: 'https://sample.example/privacy',
    },
    fields: {
      email: identifier(z.string(), { label: 'E-mail' }),
      phone: personal(z.string(), { label: 'Phone' }),
    },
    purposes: { club: { label: 'Club', basis: 'contract' } },
    touchpoints: { web: { label: 'Web', channel: 'web' } },
    offers: {
      card: {
        ...{ principle: 'convert', for: 'club', asks: { email: 'To write' }, unevenBecause: 'Small' },
        gives: [{ benefit: 'coupon', says: 'A coffee', worth: 0.1 }],
      },
      call: {
        ...{ principle: 'exchange', for: 'club', asks: { phone: 'To call' }, unevenBecause: 'Small' },
        gives: { benefit: 'service', says: 'A call', worth: 0.2 },
      },
    },
  }),
  { authority: onServer, hash: (given) => createHash('sha256').update(given).digest('hex') },
)

let count = 0
function say(subject: Subject, said: object, now = start) {
  const { hash, version, language } = plan.notice('card')
  const { hash: other } = plan.notice('call')
  const isCall = 'offer' in said && said.offer === 'call'
  const evidence = { act: 'button', notice: { hash: isCall ? other : hash, version, language } }
  const command = { id: `c${count++}`, subject: null, at: now, touchpoint: 'web', seen: subject.version, evidence }
  const decided = decide(plan, subject, { consents: {}, ...command, ...said } as unknown as Command, now)
  if (!decided.ok) throw new Error(JSON.stringify(decided.error))
  return { events: decided.value, subject: after(subject, decided) }
}
const told = (all: readonly (readonly [object, number?])[], from: Subject = nobody): Subject =>
  all.reduce((subject, [said, now]) => say(subject, said, now).subject, from)

const accept = { type: 'accept', offer: 'card', answers: { email: 'a@b.ie' } }
const call = { type: 'accept', offer: 'call', answers: { phone: '1' } }
const on = (type: string, offer = 'card') => ({ type, offer })
const reasonsFor = (subject: Subject, now: number) =>
  explainOffer(plan, look(plan, subject, undefined, now), 'card', { touchpoint: 'web', now }).reasons.map(
    ({ code }) => code,
  )

describe('two who are one person', () => {
  const left = told([[accept], [on('leave'), start + 1]])
  const shown = told([[on('shown')]])
  const refused = told([[on('decline')]])
  const held = told([[accept]])

  it.each([
    ['shown, and left', shown, left],
    ['left, and shown', left, shown],
    ['refused, and left', refused, left],
    ['left, and refused', left, refused],
  ])('get no coupon again: %s', (_, into, from) => {
    const both = merge(into, from)
    expect(both.offers.card).toMatchObject({ accepted: 1 })
    const { events } = say(both, accept, start + 60 * day)
    expect(events.some(({ type }) => type === 'accepted')).toBe(true)
    expect(events.filter(({ type }) => type === 'given' || type === 'issued')).toEqual([])
  })

  it.each([
    ['shown', shown],
    ['nobody yet', nobody],
  ])('rest as either said, the other one %s', (_, other) => {
    for (const both of [merge(other, refused), merge(refused, other)]) {
      expect(both.offers.card).toMatchObject({ status: 'declined', declinedAt: start })
      expect(reasonsFor(both, start + 1)).toContain('at_rest')
    }
  })

  it('wait as either complained, since the first', () => {
    const complained = told([[{ type: 'complain' }, start + 5]])
    const earlier = told([[{ type: 'complain' }]])
    expect(merge(complained, nobody).complainedAt).toBe(start + 5)
    expect(merge(nobody, complained).complainedAt).toBe(start + 5)
    expect(merge(complained, earlier).complainedAt).toBe(start)
    expect(merge(nobody, nobody)).not.toHaveProperty('complainedAt')
  })

  it('were displayed what both were, in order, and as much as is kept', () => {
    const other = told([[on('shown', 'call'), start - 1]])
    expect(merge(shown, other).displays?.map(({ offer }) => offer)).toEqual(['call', 'card'])
    expect(merge(shown, shown).offers.card).toMatchObject({ status: 'shown', displays: 2, ignored: [start] })
    const many = (from: number): Subject => ({
      ...nobody,
      displays: Array.from({ length: 80 }, (_, n) => ({ offer: 'card', channel: 'web', at: from + 2 * n })),
    })
    const { displays = [] } = merge(many(start), many(start + 1))
    expect(displays).toHaveLength(100)
    expect(displays.at(-1)?.at).toBe(start + 159)
  })

  it('hold what either holds, with what both got of it', () => {
    for (const both of [merge(held, left), merge(left, held)])
      expect(both.offers.card).toMatchObject({ status: 'accepted', at: start + 1, accepted: 2, declinedAt: start + 1 })
    const begun: Subject = {
      ...nobody,
      offers: { card: { status: 'begun', at: start, accepted: 0, displays: 0, steps: 2 } },
    }
    expect(merge(begun, begun).offers.card).toMatchObject({ status: 'begun', steps: 4 })
    expect(merge(begun, held).offers.card).toMatchObject({ status: 'accepted', steps: 2 })
  })
})

describe('who erases everything', () => {
  it('leaves of offers only that they were accepted once', () => {
    const appraise = { type: 'appraise', offer: 'card', worth: 'less' }
    const ofCall = [on('shown', 'call'), on('dismiss', 'call')]
    const all: readonly object[] = [on('shown'), accept, appraise, ...ofCall, { type: 'complain' }]
    const life = told(all.map((said) => [said] as const))
    expect(Object.keys(life.offers)).toEqual(['card', 'call'])
    const { subject } = say(life, { type: 'erase' }, start + 1)
    expect(subject.offers).toEqual({ card: { status: 'left', at: start + 1, accepted: 1, displays: 0 } })
    for (const part of ['displays', 'complainedAt', 'weighed']) expect(subject).not.toHaveProperty(part)
  })
})

describe('what is kept for a while', () => {
  it('is a hundred displays, in less than eight kilobytes', () => {
    const seen = told(Array.from({ length: 130 }, (_, n) => [on('shown'), start + n] as const))
    expect(seen.displays).toHaveLength(100)
    expect(seen.displays?.[0]?.at).toBe(start + 30)
    expect(JSON.stringify(seen.displays).length).toBeLessThan(6_000)
  })

  it('goes with whatever happens once it is over, and stays until then', () => {
    const seen = told([[accept], [on('shown')]])
    const then = (now: number) => say(seen, on('dismiss'), now).subject
    expect(then(start + 7 * day - 1).displays).toHaveLength(1)
    expect(then(start + 7 * day)).not.toHaveProperty('displays')
    expect(then(Date.UTC(2028, 0, 31)).weighed).toHaveLength(1)
    expect(then(Date.UTC(2028, 1, 1))).not.toHaveProperty('weighed')
    expect(lasting(seen, start + 1)).toBe(seen)
  })

  it('is money to a hundredth of a cent', () => {
    const { weighed = [] } = told([[accept], [call, start + 1]])
    expect(weighed).toMatchObject([{ got: 0.3 }])
    expect(balanceOf({ weighed }, start).months).toEqual(weighed)
    expect(merge(told([[accept]]), told([[call]])).weighed).toMatchObject([{ got: 0.3 }])
  })
})
