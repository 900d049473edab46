import { describe, expect, it } from 'vitest'
import { explainGate } from '../../../src/core/decision/explain-gate.js'
import { look } from '../../../src/core/decision/view.js'
import { checked } from '../../../src/core/program/define-program.js'
import type { Plan } from '../../../src/core/program/plan.js'
import { nobody, type Subject } from '../../../src/core/subject/subject.js'
import { someText } from '../../../src/testing/programs.js'
import { last, onDevice, onServer, origin, tell } from '../../laws/world.js'
import { shop, words } from '../../types/words.ok.js'

const plan = onServer(shop)
const here = { now: origin, touchpoint: 'web' }
const named = (one: Plan, id: string) => ({ act: 'button', notice: one.notice(id) }) as const

const accepted = (one: Plan, offer: string, answers: { [field: string]: string }, start: Subject = nobody): Subject =>
  last(
    tell(one, start, [
      {
        ...({ type: 'accept', id: '0190a000-0000-7000-8000-000000000000', subject: null, touchpoint: 'web' } as const),
        ...{ at: origin, seen: 0, offer, answers, consents: {}, evidence: named(one, offer) },
      },
    ]),
  )

const explain = (one: Plan, gate: string, subject: Subject = nobody, local?: Subject) =>
  explainGate(one, look(one, subject, local, origin), gate, here)

const { controller } = words
const field = (label: string, more: object = {}) => ({ kind: 'personal', label, schema: someText, ...more })

/** A program with these parts, over a few fields. */
const made = (parts: object) =>
  onServer(
    checked({
      id: 'made',
      version: 1,
      money: 'CHF',
      controller,
      fields: {
        who: field('Private or business', { input: { options: { private: 'Private', business: 'Business' } } }),
        email: field('E-mail', { kind: 'identifier' }),
        name: field('Name'),
        street: field('Street'),
        vat: field('VAT number'),
      },
      purposes: {
        order: { label: 'Deliver', basis: 'contract' },
        invoice: { label: 'Write an invoice', basis: 'contract' },
        letters: { label: 'Letters', basis: 'consent', confirm: true },
      },
      touchpoints: { web: { label: 'Web', channel: 'shop' }, till: { label: 'Till', channel: 'store' } },
      currencies: { bonus: { kind: 'redeemable', label: 'Bonus' }, respect: { kind: 'reputation', label: 'Respect' } },
      rewards: { voucher: { costs: { bonus: 10 }, gives: { benefit: 'coupon', says: 'CHF 1 off', worth: 1 } } },
      ...parts,
    }),
  )

const offer = (asks: object, more: object = {}) => ({
  principle: 'exchange',
  for: 'order',
  asks,
  gives: { benefit: 'service', says: 'We bring it' },
  ...more,
})
const gate = (needs: object, more: object = {}) => ({ gates: { open: { label: 'Open', needs, ...more } } })

describe('explainGate', () => {
  it('names what is missing, and no path where points have to be earned otherwise', () => {
    expect(explain(plan, 'review')).toEqual({
      allowed: false,
      missing: [
        { code: 'needs_field', field: 'email', purpose: 'club', offers: ['membership'] },
        { code: 'needs_points', currency: 'respect', atLeast: 10, available: 0 },
      ],
      path: null,
      exact: true,
      costs: null,
      gets: [],
      supposes: [],
      confirms: [],
    })
    expect(explain(plan, 'review', accepted(plan, 'membership', { email: 'a@b.ch' })).missing).toHaveLength(1)
  })

  it('costs nothing where it is open', () => {
    const open = made({ offers: { order: offer({ name: 'To greet you' }) }, ...gate({ name: 'order' }) })
    expect(explain(open, 'open', accepted(open, 'order', { name: 'Ada' }))).toMatchObject({
      ...{ allowed: true, missing: [], path: [], exact: true, gets: [] },
      costs: { burden: 0, money: 0, fields: [] },
    })
  })

  it('tells what the path costs, what one gets for it, and what is still to be confirmed', () => {
    const { path, costs, gets, confirms } = explain(plan, 'news')
    expect(path).toEqual(['raffle', 'membership'])
    expect(costs?.fields).toEqual([
      { field: 'email', purpose: 'draw', offer: 'raffle', how: 'asked' },
      { field: 'email', purpose: 'newsletter', offer: 'raffle', how: 'invited' },
      { field: 'email', purpose: 'club', offer: 'membership', how: 'asked' },
      { field: 'basket', purpose: 'club', offer: 'membership', how: 'observed' },
    ])
    expect(costs?.money).toBeCloseTo(costs?.burden as number)
    expect(gets).toEqual([
      { offer: 'raffle', says: 'Win one of five pairs' },
      { offer: 'membership', says: '500 points to start with' },
    ])
    expect(confirms).toEqual(['email'])
  })

  it('prefers one offer that asks little to one that brings more than is needed', () => {
    const two = made({
      offers: {
        all: offer({ name: 'a', street: 'b', email: 'c', vat: 'd' }),
        first: offer({ name: 'To greet you' }),
        second: offer({ street: 'To find you' }),
      },
      ...gate({ name: 'order', street: 'order' }),
    })
    expect(explain(two, 'open').path).toEqual(['first', 'second'])
  })

  it('asks first what the offer that opens it hangs on', () => {
    const hidden = made({
      offers: {
        business: offer({ vat: 'For the invoice' }, { for: 'invoice', when: { who: 'business' } }),
        profile: offer({ who: 'So that we know what to write' }),
        other: offer({ name: 'To greet you' }),
      },
      ...gate({ vat: 'invoice' }),
    })
    const { path, supposes, exact } = explain(hidden, 'open')
    expect([path, supposes, exact]).toEqual([['profile', 'business'], [{ field: 'who', is: 'business' }], true])
    const known = accepted(hidden, 'profile', { who: 'business' })
    expect(explain(hidden, 'open', known).path).toEqual(['business'])
    // Who has said otherwise is not asked to say what is not so.
    expect(explain(hidden, 'open', accepted(hidden, 'profile', { who: 'private' })).path).toBeNull()
  })

  it('goes by one part of a gate where several would do, and names what that one lacks', () => {
    const either = made({
      offers: { mail: offer({ email: 'To write', name: 'To greet' }), post: offer({ street: 'To write' }) },
      ...gate({}, { anyOf: [{ needs: { email: 'order' } }, { needs: { street: 'order' } }] }),
    })
    const { path, missing } = explain(either, 'open')
    expect(path).toEqual(['post'])
    expect(missing).toMatchObject([{ code: 'needs_field', field: 'street' }])
  })

  it('gathers points where offers give enough, and from no more than it takes', () => {
    const convert = (asks: object, points: number) =>
      offer(asks, {
        principle: 'convert',
        gives: { benefit: 'points', says: `${points} points`, points: { bonus: points } },
      })
    const offers = {
      dear: convert({ name: 'a', street: 'b', email: 'c' }, 100),
      first: convert({ name: 'a' }, 40),
      second: convert({ vat: 'b' }, 60),
    }
    const with100 = made({ offers, ...gate({}, { atLeast: { bonus: 100 } }) })
    expect(explain(with100, 'open').path).toEqual(['first', 'second'])
    const with200 = made({ offers, ...gate({}, { atLeast: { bonus: 200 } }) })
    expect(explain(with200, 'open').path).toHaveLength(3)
    const with201 = made({ offers, ...gate({}, { atLeast: { bonus: 201 } }) })
    expect(explain(with201, 'open')).toMatchObject({
      ...{ path: null, exact: true },
      missing: [{ code: 'needs_points', currency: 'bonus', atLeast: 201, available: 0 }],
    })
  })

  it('leads by nothing that may not be taken up here and now', () => {
    const closed = (more: object, parts: object = {}) =>
      explain(made({ offers: { only: offer({ name: 'a' }, more) }, ...gate({ name: 'order' }), ...parts }), 'open').path
    expect(closed({})).toEqual(['only'])
    expect(closed({ at: ['till'] })).toBeNull()
    expect(closed({ during: { until: '2025-12-31' } })).toBeNull()
    expect(closed({ during: { from: '2027-01-01' } })).toBeNull()
    const one = made({ offers: { only: offer({ name: 'a' }) }, ...gate({ name: 'order' }) })
    const objected: Subject = { ...nobody, objected: { order: { version: 0, command: '' } } }
    expect(explain(one, 'open', objected).path).toBeNull()
    expect(explain(one, 'open', { ...nobody, restrictedAt: origin }).path).toBeNull()
    const rewards = made({
      minors: {},
      offers: {
        only: offer(
          { name: 'a' },
          { principle: 'convert', gives: { benefit: 'points', says: '9', points: { bonus: 9 } } },
        ),
      },
      ...gate({ name: 'order' }),
    })
    expect(explain(rewards, 'open').path).toEqual(['only'])
    expect(explain(rewards, 'open', { ...nobody, age: { band: 'minor', at: 0 } }).path).toBeNull()
  })

  it('leads by none while it is suspended, and says why', () => {
    const one = made({
      offers: { only: offer({ name: 'a' }) },
      sanctions: { spam: { label: 'Spam', says: 'You wrote the same a hundred times.', gates: ['open'], for: 'P7D' } },
      ...gate({ name: 'order' }),
    })
    const its = { since: 0, until: origin + 1, sanction: 'spam', reason: 'case:1', actor: 'staff:1' }
    const { path, missing } = explain(one, 'open', { ...nobody, suspended: { open: its } })
    expect(path).toBeNull()
    expect(missing[0]).toMatchObject({ code: 'suspended', until: origin + 1 })
  })

  it('covers more than twelve needs as well as it can, and says so', () => {
    const fields = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`n${at}`, field(`Field ${at}`)]))
    const needs = Object.fromEntries(Object.keys(fields).map((name) => [name, 'order']))
    const offers = Object.fromEntries(
      Object.keys(fields).map((name, at) => [
        `o${at}`,
        offer({ [name]: 'a', ...(at % 4 === 0 && { [`n${at + 1}`]: 'b', [`n${at + 2}`]: 'c', [`n${at + 3}`]: 'd' }) }),
      ]),
    )
    const { path, exact, costs } = explain(made({ fields, offers, ...gate(needs) }), 'open')
    expect(exact).toBe(false)
    expect(path).toHaveLength(10)
    expect(costs?.fields).toHaveLength(40)
  })

  it('goes by what the device alone knows, and by what it may agree to there', () => {
    const device = onDevice(shop)
    const local = accepted(device, 'finder', { terrain: 'alpine' })
    expect(explain(device, 'news', nobody, local).path).toEqual(['raffle', 'membership'])
    const fits = { ...shop, gates: { shoes: { label: 'Shoes', needs: { terrain: 'fit' } } } } as unknown as typeof shop
    expect(explain(onDevice(fits), 'shoes', nobody, nobody).path).toEqual(['finder'])
    expect(explain(onServer(fits), 'shoes').path).toBeNull()
  })

  it('leads by an offer of a place or a moment where and while that is, and by any where none is asked about', () => {
    const parts = {
      fields: {
        name: field('Name'),
        birthday: field('Birthday'),
      },
      moments: {
        birthday: { label: 'Birthday', kind: 'birthday', field: 'birthday', for: 'order', yearly: true, closes: 'P2D' },
      },
      places: { shelf: { label: 'Shelf' } },
      ...gate({ name: 'order' }),
    }
    const born: Subject = {
      ...nobody,
      values: { birthday: '1990-05-20' },
      known: {
        birthday: { at: origin, source: { provenance: 'declared', touchpoint: 'web', givenAt: origin } },
      },
      grounds: {
        order: {
          birthday: { status: 'granted', basis: 'contract', offers: [], since: origin, version: 1, command: 'c' },
        },
      },
    }
    const by = (more: object, at: object, subject: Subject = born) => {
      const one = made({ ...parts, offers: { only: offer({ name: 'a' }, more) } })
      return explainGate(one, look(one, subject, undefined, origin), 'open', { now: origin, ...at }).path
    }
    const web = { touchpoint: 'web' }
    expect(by({ near: ['shelf'] }, web)).toBeNull()
    expect(by({ near: ['shelf'] }, { ...web, situation: { place: 'shelf' } })).toEqual(['only'])
    expect(by({ moment: 'birthday' }, { ...web, date: '2026-05-19' })).toBeNull()
    expect(by({ moment: 'birthday' }, { ...web, date: '2026-05-21' })).toEqual(['only'])
    expect(by({ moment: 'birthday' }, { ...web, date: '2026-05-21' }, nobody)).toBeNull()
    expect(by({ moment: 'birthday', near: ['shelf'] }, {}, nobody)).toEqual(['only'])
  })

  it('leads nobody to an offer for a taboo moment', () => {
    const day = { name: 'For the list of tables', street: 'For the cake' }
    const parts = {
      moments: { wedding: { label: 'Wedding', kind: 'wedding', field: 'vat', for: 'letters' } },
      gates: { bake: { label: 'Order a cake', needs: { street: 'order' } } },
    }
    const plain = made({ ...parts, offers: { cake: offer(day) } })
    expect(explain(plain, 'bake').path).toEqual(['cake'])
    const taboo = made({ ...parts, offers: { cake: offer(day, { moment: 'wedding' }) } })
    expect(explain(taboo, 'bake')).toMatchObject({ allowed: false, path: null })
  })
})
