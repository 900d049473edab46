import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type DiffOptions, diffPrograms, type GroupDiff } from '../../../src/core/consent/diff.js'
import { checked } from '../../../src/core/program/define-program.js'
import { observed } from '../../../src/core/program/field.js'
import type { Program } from '../../../src/core/program/program.js'
import { parseProgram, programJson } from '../../../src/core/program/program-json.js'
import { stillCovers, termsOf } from '../../../src/core/program/terms.js'
import { inForce } from '../../../src/core/subject/consent.js'
import { clubWith, definition, planOf, Story } from './club.js'

const old = clubWith()
const to = (change: Parameters<typeof clubWith>[0], options?: DiffOptions) =>
  diffPrograms(old, clubWith({ version: 2, ...change }), options)
const told = ({ who, purpose, offer, fields, verdict, reasons }: GroupDiff): string =>
  [who, purpose, fields?.join('+'), offer, verdict, ...reasons.map(({ code }) => code)].filter(Boolean).join(' ')
const concerning = (found: ReturnType<typeof to>, purpose: string): string[] =>
  found.groups.filter((group) => group.purpose === purpose).map(told)
const changed = (change: object): Program => checked({ ...definition, version: 2, ...change })

describe('diffPrograms', () => {
  it('names every group, and lets all survive where only words change', () => {
    const found = to({ purposes: { letter: { label: 'Post the letter' } } })
    expect(found).toMatchObject({ id: 'club', from: 1, to: 2, verdict: 'survives' })
    expect(found.groups.map(told).sort()).toEqual(
      [
        'ground draw email raffle survives',
        'member raffle survives',
        'ground letter email letterOnly survives words_changed',
        'unconfirmed letter email letterOnly survives words_changed',
        'member letterOnly survives',
        'ground safety taste guard survives',
        'member guard survives',
        'ground club email membership survives',
        'ground treats birthday membership survives',
        'ground books taste membership survives',
        'ground letter email membership survives words_changed',
        'unconfirmed letter email membership survives words_changed',
        'ground ads email membership survives',
        'member membership survives',
      ].sort(),
    )
  })

  it('asks consents anew where their substance changed, and informs the others', () => {
    const parties = { parties: ['mailer', 'crm'] }
    expect(concerning(to({ purposes: { letter: parties } }), 'letter')[0]).toBe(
      'ground letter email letterOnly ask party_added',
    )
    expect(concerning(to({ purposes: { club: parties } }), 'club')).toEqual([
      'ground club email membership inform party_added party_added',
    ])
    expect(concerning(to({ purposes: { treats: { retainFor: 'P1Y' } } }), 'treats')).toEqual([
      'ground treats birthday membership survives kept_shorter',
    ])
    expect(concerning(to({ purposes: { books: { retainFor: 'P11Y' } } }), 'books')).toEqual([
      'ground books taste membership inform kept_longer',
    ])
    const { mailer, crm } = definition.parties
    const moved = to({ parties: { crm, mailer: { ...mailer, country: 'US', role: 'recipient' } } })
    expect(concerning(moved, 'letter')[0]).toBe('ground letter email letterOnly ask country_changed role_grew')
  })

  it('forbids a swapped basis, and a meaning that a contract did not have unless both were found compatible', () => {
    const swapped = changed({
      purposes: {
        ...definition.purposes,
        ads: { label: 'Advertise', basis: 'legitimate-interest', interest: 'Sales', sells: true },
      },
      offers: { ...definition.offers, membership: { ...definition.offers.membership, invites: { letter: ['email'] } } },
    })
    expect(concerning(diffPrograms(old, swapped), 'ads')).toEqual([
      'ground ads email membership forbidden basis_swapped',
    ])
    const other = { purposes: { club: { meaning: 2 }, ads: { meaning: 2 } } }
    expect(to(other).verdict).toBe('forbidden')
    expect(concerning(to(other), 'club')).toEqual(['ground club email membership forbidden meaning_changed'])
    expect(concerning(to(other), 'ads')).toEqual(['ground ads email membership ask meaning_changed'])
    expect(concerning(to(other, { compatible: ['club'] }), 'club')).toEqual([
      'ground club email membership inform meaning_changed',
    ])
  })

  it('lets go of consents to a purpose that is removed, and forbids to remove what is owed', () => {
    const without = (name: 'ads' | 'books') => {
      const { [name]: _, ...purposes } = definition.purposes
      const { membership } = definition.offers
      const { taste: __, ...asks } = membership.asks
      const offers = { ...definition.offers, membership: { ...membership, asks, invites: { letter: ['email'] } } }
      return diffPrograms(old, changed({ purposes, offers }))
    }
    expect(concerning(without('ads'), 'ads')).toEqual(['ground ads email membership inform purpose_removed'])
    expect(concerning(without('books'), 'books')).toEqual(['ground books taste membership forbidden purpose_removed'])
  })

  it('forbids to make a field stricter or special without an explicit consent', () => {
    const { birthday, taste, email } = definition.fields
    const stricter = changed({ fields: { birthday, email, taste: { ...taste, kind: 'personal' } } })
    expect(concerning(diffPrograms(old, stricter), 'safety')).toEqual([
      'ground safety taste guard forbidden kind_stricter',
    ])
    const { taste: _, birthday: __, ...asks } = definition.offers.membership.asks
    const purposes = { ...definition.purposes, treats: { ...definition.purposes.treats, basis: 'explicit-consent' } }
    const present = { because: 'For a present', optional: true, for: 'treats' }
    const membership = { ...definition.offers.membership, asks: { ...asks, birthday: present } }
    const special = changed({
      fields: { taste, email, birthday: { ...birthday, special: true } },
      purposes,
      offers: { ...definition.offers, membership },
    })
    expect(concerning(diffPrograms(old, special), 'treats')).toEqual([
      'ground treats birthday membership ask stricter_consent became_special',
    ])
  })

  it('says what an offer means for who is in', () => {
    const { membership, raffle: _, ...offers } = definition.offers
    const asks = { ...membership.asks, taste: 'To know you' }
    const found = diffPrograms(old, changed({ offers: { ...offers, membership: { ...membership, asks } } }))
    expect(found.groups.filter(({ who }) => who === 'member').map(told)).toEqual(
      expect.arrayContaining(['member membership ask asks_more', 'member raffle inform offer_removed']),
    )
    expect(concerning(found, 'draw')).toEqual(['ground draw email raffle inform no_longer_asked'])
  })

  it('informs who is in of what else an offer gives, for each step of a long ask as well', () => {
    const { membership, ...offers } = definition.offers
    const members = (more: object) =>
      diffPrograms(old, changed({ offers: { ...offers, membership: { ...membership, ...more } } }))
        .groups.filter(({ who, offer }) => who === 'member' && offer === 'membership')
        .map(told)
    const gives = { benefit: 'service', says: 'Another one' }
    expect(members({})).toEqual(['member membership survives'])
    expect(members({ gives })).toEqual(['member membership inform gives_other'])
    expect(members({ steps: { atOnce: 1, gives } })).toEqual(['member membership inform gives_other'])
  })

  it('asks anew whose baskets others would be shown something by, and tells whose own would suggest something', () => {
    const { membership, ...others } = definition.offers
    const shopper = {
      ...{
        version: 1,
        money: 'EUR',
        fields: { ...definition.fields, basket: observed(z.array(z.string()), { label: 'Basket' }) },
      },
      offers: {
        ...others,
        membership: { ...membership, observes: { basket: 'To look it up' }, invites: { treats: ['basket'] } },
        guard: { ...definition.offers.guard, observes: { basket: 'To know you again' } },
      },
    }
    const before = changed(shopper)
    const withModel = (model: object) =>
      changed({ ...shopper, version: 2, models: { goesWith: { label: 'Together', reads: 'basket', ...model } } })
    const reading = (next: Program, from = before) =>
      diffPrograms(from, next)
        .groups.filter(({ fields }) => fields?.includes('basket'))
        .map(told)
    expect(reading(withModel({ learns: 'treats', suggests: 'club' }))).toEqual([
      'ground safety taste+basket guard survives',
      'ground treats basket membership ask learned_from',
      'ground club basket membership inform suggested_by',
    ])
    expect(reading(withModel({ learns: 'safety' }))[0]).toBe('ground safety basket guard inform learned_from')
    const learning = withModel({ learns: 'treats', suggests: 'club' })
    expect(diffPrograms(learning, { ...learning, version: 3 }).verdict).toBe('survives')
    expect(reading(before, learning).every((one) => one.endsWith('survives'))).toBe(true)
    expect(termsOf(before, 'treats', 'basket')).toBe('')
    expect(termsOf(learning, 'treats', 'basket')).toBe('learns')
    expect(termsOf(learning, 'treats', 'email')).toBe('')
    expect(stillCovers(learning, 'treats', 'basket', '')).toBe(false)
    expect(stillCovers(before, 'treats', 'basket', 'learns')).toBe(true)
  })

  it('asks who has not confirmed to do so, and lets nobody in who has not where it is wanted no longer', () => {
    expect(concerning(to({ purposes: { ads: { confirm: true } } }), 'ads')).toEqual([
      'ground ads email membership ask confirm_added',
    ])
    expect(concerning(to({ purposes: { letter: { confirm: false } } }), 'letter')[1]).toBe(
      'unconfirmed letter email letterOnly survives',
    )
  })

  it('forbids to show something else under the same version, and tells who answers for it now', () => {
    const found = diffPrograms(old, clubWith({ controller: { ...definition.controller, name: 'Other Ltd' } }))
    expect(found.groups.map(told)[0]).toBe('everybody forbidden version_not_raised controller_changed')
    expect(diffPrograms(old, old).verdict).toBe('survives')
  })

  it('compares programs that came as JSON', () => {
    const json = (program: Program) =>
      parseProgram(JSON.stringify(programJson(program)), () => definition.fields.taste.schema)
    const next = clubWith({ version: 2, purposes: { letter: { parties: ['crm'] }, club: { meaning: 3 } } })
    expect(diffPrograms(json(old), json(next))).toEqual(diffPrograms(old, next))
  })

  it('agrees with what is in force afterwards', () => {
    const story = new Story()
    story.accept(
      'membership',
      { email: 'a@b.ch', birthday: '2000-01-01' },
      { consents: { letter: ['email'], ads: ['email'] } },
    )
    story.say({ type: 'confirm', field: 'email', value: 'a@b.ch' })
    const pairs = [
      ['letter', 'email'],
      ['ads', 'email'],
      ['treats', 'birthday'],
      ['club', 'email'],
    ] as const
    const changes = [
      { label: 'Other' },
      { meaning: 2 },
      { parties: ['crm'] },
      { parties: [] },
      { retainFor: 'P1Y' },
      { sells: true },
      { validFor: 'P1M' },
      { channel: 'phone' },
      { askAgain: 'P1Y' },
      { retain: { email: 'P1Y' } },
      { confirm: true },
    ] as const
    for (const [purpose, field] of pairs)
      for (const change of changes) {
        if ('confirm' in change && purpose === 'club') continue
        const next = clubWith({ version: 2, purposes: { [purpose]: change } })
        const group = diffPrograms(old, next).groups.find(
          (one) => one.who === 'ground' && one.purpose === purpose && one.offer === 'membership',
        )
        // Who has confirmed stays in force where confirming is new; an address was confirmed, a birthday rides on none.
        if (group?.reasons.some(({ code }) => code === 'confirm_added')) continue
        const holds = inForce(planOf(next).program, story.subject, field, purpose, story.now)
        expect([purpose, change, group?.verdict === 'ask']).toEqual([purpose, change, !holds])
      }
  })
})
