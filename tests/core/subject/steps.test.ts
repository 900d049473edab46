import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { inOrder, stepOf } from '../../../src/core/subject/steps.js'
import {
  after,
  compile,
  decide,
  defineProgram,
  identifier,
  merge,
  nobody,
  onServer,
  personal,
  preference,
  type Subject,
} from '../../../src/index.js'

const text = z.string()
const plan = compile(
  defineProgram({
    id: 'sample',
    version: 1,
    controller: {
      ...{ name: 'Sample', address: 'Street 1', contact: 'a@b.ie', jurisdiction: 'IE' },
      policyUrl: 'https://sample.example/privacy',
    },
    fields: {
      who: preference(text, { label: 'Private or business' }),
      taste: preference(text, { label: 'Taste' }),
      company: personal(text, { label: 'Company' }),
      email: identifier(text, { label: 'E-mail', input: { autocomplete: 'email' } }),
      street: personal(text, { label: 'Street' }),
      town: personal(text, { label: 'Town' }),
      allergy: personal(text, { label: 'Allergy', special: true }),
      height: personal(text, { label: 'Height' }),
    },
    purposes: {
      job: { label: 'Do the job', basis: 'contract' },
      care: { label: 'Care', basis: 'explicit-consent' },
      tips: { label: 'Tips', basis: 'consent' },
    },
    touchpoints: { web: { label: 'Web', channel: 'web' } },
    offers: {
      long: {
        principle: 'exchange',
        for: 'job',
        steps: { atOnce: 2, gives: { benefit: 'service', says: 'A little' } },
        asks: {
          allergy: { because: 'To leave it out', for: 'care' },
          height: { because: 'To fit it', for: 'tips', optional: true },
          company: { because: 'For the bill', when: { who: 'business' } },
          who: 'Terms differ',
          taste: 'To choose',
        },
        asksOneOf: [{ email: 'To write' }, { street: 'To send', town: 'To send' }],
        gives: { benefit: 'service', says: 'All of it' },
      },
    },
  }),
  { authority: onServer, hash: (given) => createHash('sha256').update(given).digest('hex') },
)
const long = plan.offer.long as NonNullable<(typeof plan.offer)[string]>
const fields = (asks: readonly { readonly field: string }[] = []) => asks.map(({ field }) => field)
const open = (...names: string[]) => ({
  asks: long.asks.filter(({ field }) => names.includes(field)),
  groups: long.alternatives,
})

let count = 0
function accept(
  subject: Subject,
  answers: { [field: string]: string },
  consents: { [purpose: string]: string[] } = {},
) {
  const { hash, version, language } = plan.notice('long')
  const said = { id: `c${count++}`, subject: null, at: 1_000, touchpoint: 'web', seen: subject.version }
  const evidence = { act: 'button', notice: { hash, version, language } } as const
  const decided = decide(plan, subject, { ...said, type: 'accept', offer: 'long', answers, consents, evidence }, 1_000)
  return { decided, subject: after(subject, decided) }
}

function say(subject: Subject, type: 'leave' | 'decline'): Subject {
  const { hash, version, language } = plan.notice('long')
  const said = { id: `c${count++}`, subject: null, at: 1_000, touchpoint: 'web', seen: subject.version }
  const evidence = { act: 'button', notice: { hash, version, language } } as const
  return after(subject, decide(plan, subject, { ...said, type, offer: 'long', evidence }, 1_000))
}

describe('the order of a long ask', () => {
  it('is: needed and minded least first, what hangs on an answer after it, special last, welcome at the end', () => {
    expect(fields(inOrder(plan, long))).toEqual(['who', 'taste', 'company', 'allergy', 'height'])
  })

  it('shows alternatives together, after what is needed and before what is welcome', () => {
    const step = stepOf(plan, long, open('who', 'taste', 'allergy', 'height'))
    expect(fields(step?.asks)).toEqual(['who', 'taste'])
    expect(fields(step?.later)).toEqual(['allergy', 'email', 'street', 'town', 'height'])
    expect(stepOf(plan, long, open('allergy', 'height'))).toMatchObject({ groups: [], left: 3 })
    expect(stepOf(plan, long, open('height'))).toMatchObject({
      asks: [],
      groups: long.alternatives,
      left: 2,
      isLast: true,
    })
  })

  it('promises the whole with no step whose answer may bring a further question', () => {
    const onlyWho = { asks: long.asks.filter(({ field }) => field === 'who'), groups: [] }
    expect(stepOf(plan, long, onlyWho)?.isLast).toBe(false)
    expect(stepOf(plan, long, onlyWho, (field) => field === 'who')?.isLast).toBe(true)
  })
})

describe('a step', () => {
  it('is taken with whatever part of the ask is answered, and the last accepts the whole', () => {
    const one = accept(nobody, { who: 'business', street: 'High Street 1' })
    expect(one.subject.offers.long).toMatchObject({ status: 'begun', accepted: 0 })
    const two = accept(one.subject, { allergy: 'nuts', taste: 'sweet' }, { care: ['allergy'] })
    expect(two.subject.offers.long).toMatchObject({ status: 'begun' })
    // The fork that was taken asks for the company as well.
    const three = accept(two.subject, { town: 'Cork' })
    expect(three.subject.offers.long).toMatchObject({ status: 'begun' })
    const four = accept(three.subject, { company: 'Ann Ltd' })
    expect(four.subject.offers.long).toMatchObject({ status: 'accepted', accepted: 1 })
    expect(Object.keys(four.subject.grounds.job ?? {}).sort()).toEqual(['company', 'street', 'taste', 'town', 'who'])
  })

  it('has to bring something new', () => {
    const { subject } = accept(nobody, { who: 'private' })
    for (const answers of [{}, { who: 'private' }])
      expect(accept(subject, answers).decided).toMatchObject({ ok: false, error: { code: 'missing' } })
  })

  it('takes a special field with a yes of its own and not without', () => {
    expect(accept(nobody, { allergy: 'nuts' }).decided).toMatchObject({
      ...{ ok: false, error: { code: 'explicit_consent_missing', fields: { allergy: '' } } },
    })
    expect(accept(nobody, { allergy: 'nuts' }, { care: ['allergy'] }).decided.ok).toBe(true)
  })

  it('gives something for what is needed, twice here, and nothing for what is only welcome', () => {
    const gives = ({ decided }: ReturnType<typeof accept>) =>
      decided.ok && decided.value.some(({ type }) => type === 'given')
    const welcome = accept(nobody, { height: '181' })
    expect(welcome.subject.offers.long).toMatchObject({ status: 'begun' })
    expect(gives(welcome)).toBe(false)
    // Who and taste, company and allergy, how to be reached: two steps before the last.
    const gifts: boolean[] = []
    let subject = nobody
    for (const answers of [{ who: 'business' }, { taste: 'sweet' }, { company: 'Ann Ltd' }]) {
      const step = accept(subject, answers as { [field: string]: string })
      gifts.push(gives(step))
      subject = step.subject
    }
    expect(gifts).toEqual([true, true, false])
    expect(subject.offers.long?.steps).toBe(2)
    const left = say(subject, 'leave')
    expect(left.offers.long).toMatchObject({ status: 'left', steps: 2 })
    expect(gives(accept(left, { who: 'private' }))).toBe(false)
  })

  it('is refused by itself: what it did not show stays open', () => {
    const first = say(nobody, 'decline')
    expect(first.grounds).toEqual({})
    const { subject } = accept(nobody, { who: 'private', taste: 'sweet', email: 'a@b.ie' })
    const last = say(subject, 'decline')
    expect(last.grounds).toMatchObject({
      care: { allergy: { status: 'refused' } },
      tips: { height: { status: 'refused' } },
    })
  })

  it('reads no silence as a no to what was not shown yet', () => {
    const { subject } = accept(nobody, { who: 'private', taste: 'sweet' })
    const last = accept(subject, { allergy: 'nuts', email: 'a@b.ie' }, { care: ['allergy'] })
    expect(last.subject.offers.long?.status).toBe('accepted')
    // The step had one place left, beside the allergy: leaving the height out was a no.
    expect(last.subject.grounds.tips?.height?.status).toBe('refused')
    // Whoever answers the whole in one go from the other end has not been shown it.
    const first = accept(
      nobody,
      { who: 'private', taste: 'sweet', email: 'a@b.ie', allergy: 'nuts' },
      { care: ['allergy'] },
    )
    expect(first.subject.offers.long?.status).toBe('accepted')
    expect(first.subject.grounds.tips?.height).toBeUndefined()
  })
})

describe('the notice of a long ask', () => {
  it('says that it is asked in steps, and what each of them brings', () => {
    expect(plan.notice('long').text).toContain('Asked step by step. Each step but the last gives you: A little')
  })
})

describe('two who are one person', () => {
  const begun = accept(nobody, { who: 'private' }).subject
  const answers = { who: 'private', taste: 'sweet', allergy: 'nuts', email: 'a@b.ie' }
  const accepted = accept(nobody, answers, { care: ['allergy'] }).subject
  const seen: Subject = { ...nobody, offers: { long: { status: 'shown', at: 2_000, accepted: 0, displays: 1 } } }

  it('can leave what either has begun or accepted', () => {
    for (const [into, from] of [
      [seen, begun],
      [begun, seen],
    ] as const)
      expect(merge(into, from).offers.long?.status).toBe('begun')
    for (const other of [seen, begun])
      for (const [into, from] of [
        [other, accepted],
        [accepted, other],
      ] as const)
        expect(merge(into, from).offers.long?.status).toBe('accepted')
  })
})
