import { describe, expect, it } from 'vitest'
import { explainOffer } from '../../../src/core/decision/explain-offer.js'
import { nextOffer } from '../../../src/core/decision/next-offer.js'
import { look } from '../../../src/core/decision/view.js'
import { checked } from '../../../src/core/program/define-program.js'
import { inForce } from '../../../src/core/subject/consent.js'
import { clubWith, definition, planOf, Story } from './club.js'

const email = { email: 'a@b.ch' }
const isRead = (story: Story, field: string, purpose: string): boolean =>
  inForce(story.plan.program, story.subject, field, purpose, story.now)
const proposed = (story: Story, offer: string): boolean =>
  explainOffer(story.plan, look(story.plan, story.subject, undefined, story.now), offer, {
    touchpoint: 'web',
    now: story.now,
  }).proposed
const asks = (story: Story, purpose: string, field: string): boolean => {
  const { plan, subject, now } = story
  const pair = (plan.fieldIndex[field] as number) * plan.purposes.length + (plan.purposeIndex[purpose] as number)
  return (look(plan, subject, undefined, now).ask[pair] as number) <= now
}

describe('asking again', () => {
  it('rests a month after a no, a year where points hang on it, and as long as the purpose says', () => {
    const story = new Story()
    story.accept('membership', email)
    expect([asks(story, 'letter', 'email'), asks(story, 'treats', 'birthday')]).toEqual([false, false])
    story.after(31)
    expect([asks(story, 'letter', 'email'), asks(story, 'treats', 'birthday')]).toEqual([true, false])
    story.after(335)
    expect(asks(story, 'treats', 'birthday')).toBe(true)
    const own = new Story(planOf(clubWith({ purposes: { letter: { askAgain: 'P90D' } } })))
    own.accept('membership', email)
    expect([own.after(89), own.after(2)].map((at) => [at.now, asks(at, 'letter', 'email')][1])).toEqual([true, true])
  })

  it('takes a later no as a no, and lifts no withdrawal by it', () => {
    const story = new Story()
    story.accept('membership', email, { consents: { ads: ['email'] } })
    story.say({ type: 'withdraw', purpose: 'ads' })
    story.after(31)
    expect(asks(story, 'ads', 'email')).toBe(true)
    story.decline('membership')
    expect(asks(story, 'ads', 'email')).toBe(false)
    expect(story.subject.grounds.ads?.email).toMatchObject({ status: 'withdrawn', refusedAt: story.now })
  })

  it('proposes what ran out anew, a month ahead and not before; giving it again renews it', () => {
    const story = new Story()
    story.accept('letterOnly', email)
    story.say({ type: 'confirm', field: 'email', value: 'a@b.ch' })
    expect(proposed(story.after(690), 'letterOnly')).toBe(false)
    expect(proposed(story.after(15), 'letterOnly')).toBe(true)
    const until = story.subject.grounds.letter?.email?.until as number
    expect(story.accept('letterOnly')).toBe('ok')
    expect(story.subject.grounds.letter?.email?.until).toBeGreaterThan(until)
    expect(proposed(story, 'letterOnly')).toBe(false)
    expect(story.accept('letterOnly')).toBe('already_accepted')
  })

  it('reads nothing on terms that no longer cover what is done, and asks anew at once', () => {
    const story = new Story()
    story.accept('letterOnly', email)
    story.say({ type: 'confirm', field: 'email', value: 'a@b.ch' })
    const changed = (letter: object) => planOf(clubWith({ version: 2, purposes: { letter } }))
    const before = story.plan
    for (const [change, survives] of [
      [{ label: 'Post the letter' }, true],
      [{ parties: [] }, true],
      [{ retainFor: 'P1Y' }, true],
      [{ parties: ['mailer', 'crm'] }, false],
      [{ meaning: 2 }, false],
      [{ sells: true }, false],
    ] as const) {
      story.plan = changed(change)
      expect([change, isRead(story, 'email', 'letter'), proposed(story, 'letterOnly')]).toEqual([
        change,
        survives,
        !survives,
      ])
    }
    story.plan = changed({ parties: ['mailer', 'crm'] })
    expect(story.accept('letterOnly')).toBe('ok')
    expect(isRead(story, 'email', 'letter')).toBe(true)
    story.plan = before
    expect(isRead(story, 'email', 'letter')).toBe(true)
  })

  it('asks anew where a party gets a greater part or works elsewhere, and not for a smaller part', () => {
    const story = new Story()
    story.accept('letterOnly', email)
    story.say({ type: 'confirm', field: 'email', value: 'a@b.ch' })
    const { mailer, crm } = definition.parties
    const at = (changed: object) => {
      story.plan = planOf(clubWith({ version: 2, parties: { crm, mailer: { ...mailer, ...changed } } }))
      return isRead(story, 'email', 'letter')
    }
    expect([at({ name: 'Mailers AG' }), at({ country: 'US' }), at({ role: 'recipient' })]).toEqual([true, false, false])
  })

  it('keeps what it had after a no to what it became, and does not insist', () => {
    const story = new Story()
    story.accept('membership', email, { consents: { ads: ['email'] } })
    story.plan = planOf(clubWith({ version: 2, purposes: { ads: { meaning: 2 } } }))
    expect(proposed(story, 'membership')).toBe(true)
    story.decline('membership')
    expect(proposed(story, 'membership')).toBe(false)
    expect(asks(story, 'ads', 'email')).toBe(false)
  })
})

describe('confirmation', () => {
  it('lets a consent wait, counts it once confirmed, and lets it lapse after fourteen days', () => {
    const story = new Story()
    story.accept('letterOnly', email)
    expect(isRead(story, 'email', 'letter')).toBe(false)
    expect(story.subject.grounds.letter?.email?.confirmBy).toBe(story.now + 14 * 86_400_000)
    story.after(13).say({ type: 'confirm', field: 'email', value: 'a@b.ch' })
    expect(isRead(story, 'email', 'letter')).toBe(true)
    const late = new Story()
    late.accept('letterOnly', email)
    late.after(14).say({ type: 'confirm', field: 'email', value: 'a@b.ch' })
    expect(isRead(late, 'email', 'letter')).toBe(false)
    expect(late.subject.values).toEqual({})
    // Who lets it lapse said no.
    expect([proposed(late, 'letterOnly'), proposed(late.after(31), 'letterOnly')]).toEqual([false, true])
  })

  it('waits anew for an identifier that was corrected', () => {
    const story = new Story()
    story.accept('letterOnly', email)
    story.say({ type: 'confirm', field: 'email', value: 'a@b.ch' })
    story.after(400).say({ type: 'rectify', field: 'email', value: 'b@b.ch' })
    expect(isRead(story, 'email', 'letter')).toBe(false)
    story.after(10).say({ type: 'confirm', field: 'email', value: 'b@b.ch' })
    expect(isRead(story, 'email', 'letter')).toBe(true)
  })

  it('is not got round by a version that wants none', () => {
    const story = new Story()
    story.accept('letterOnly', email)
    story.plan = planOf(clubWith({ version: 2, purposes: { letter: { confirm: false } } }))
    expect(isRead(story, 'email', 'letter')).toBe(false)
  })
})

describe('retention', () => {
  it('ends a raffle’s data ninety days after its day, and a present’s consent after a year', () => {
    const story = new Story()
    story.accept('raffle', email)
    expect(story.subject.grounds.draw?.email?.until).toBe(Date.UTC(2026, 3, 1) + 90 * 86_400_000)
    story.after(181).say({ type: 'object', purpose: 'safety' })
    expect(story.subject.values).toEqual({})
  })

  it('counts from when a value was given where the purpose says so, and by field', () => {
    const club = { retainFor: 'P1Y', retain: { email: 'P30D' }, retainFrom: 'given' } as const
    const story = new Story(planOf(clubWith({ purposes: { club } })))
    story.accept('membership', email)
    expect(story.subject.grounds.club?.email?.until).toBe(story.now + 30 * 86_400_000)
  })

  it('keeps under a legal duty from the end of the membership on, and then erases, also of who was erased', () => {
    for (const exit of [{ type: 'leave', offer: 'membership' }, { type: 'erase' }]) {
      const story = new Story()
      story.accept('membership', { email: 'tax@b.ch', taste: 'sweet' })
      expect(story.subject.grounds.books?.taste?.until).toBeUndefined()
      story.after(100).say(exit)
      const until = story.subject.grounds.books?.taste?.until as number
      expect(new Date(until).getUTCFullYear()).toBe(2036)
      expect(isRead(story, 'taste', 'books')).toBe(true)
      story.now = until
      expect(isRead(story, 'taste', 'books')).toBe(false)
      expect(story.say({ type: 'due' })).toBe('ok')
      expect(story.subject.values).toEqual({})
      expect(story.say({ type: 'due' })).toBe(exit.type === 'erase' ? 'erased' : 'nothing_due')
    }
  })

  it('lets go of what rested on a consent to a purpose that is no more, and holds what a contract needs', () => {
    const story = new Story()
    story.accept('membership', { ...email, birthday: '2000-01-01' })
    const { treats: _, ...purposes } = definition.purposes
    const { membership, ...offers } = definition.offers
    const asks = { email: membership.asks.email }
    const without = { ...definition, version: 2, purposes, offers: { ...offers, membership: { ...membership, asks } } }
    story.plan = planOf(checked(without))
    story.say({ type: 'object', purpose: 'safety' })
    expect(story.subject.values).toEqual(email)
  })
})

describe('restriction', () => {
  it('reads nothing, erases nothing and proposes nothing until it is lifted; points and exits go on', () => {
    const story = new Story()
    story.accept('membership', email, { consents: { ads: ['email'] } })
    story.say({ type: 'restrict' })
    expect([isRead(story, 'email', 'club'), isRead(story, 'email', 'ads')]).toEqual([false, false])
    expect(
      nextOffer(story.plan, look(story.plan, story.subject, undefined, story.now), {
        touchpoint: 'web',
        now: story.now,
      }),
    ).toBeUndefined()
    expect(story.say({ type: 'award', points: { bonus: 10 }, reason: 'order:1' })).toBe('ok')
    expect(story.say({ type: 'withdraw', purpose: 'ads' })).toBe('ok')
    expect(story.say({ type: 'leave', offer: 'membership' })).toBe('ok')
    expect(story.subject.values).toEqual(email)
    expect(story.say({ type: 'unrestrict' })).toBe('ok')
    expect(story.subject.values).toEqual({})
    expect(story.subject.restrictedAt).toBeUndefined()
  })
})

describe('an opt-out signal', () => {
  it('ends what sells, once; what is agreed to afterwards stands', () => {
    const story = new Story()
    story.accept('membership', email, { consents: { ads: ['email'], letter: ['email'] } })
    story.say({ type: 'signal', signal: 'gpc' })
    expect(isRead(story, 'email', 'ads')).toBe(false)
    expect(story.subject.grounds.letter?.email?.status).toBe('granted')
    story.accept('membership', {}, { consents: { ads: ['email'] } })
    story.say({ type: 'signal', signal: 'gpc' })
    expect(isRead(story, 'email', 'ads')).toBe(true)
  })
})

describe('minors', () => {
  const minors = () => new Story(planOf(clubWith({ minors: { adultFrom: 16 } })))

  it('asks a band before it rewards, rewards no minor, and asks it of nobody else', () => {
    const story = minors()
    expect(story.accept('membership', email)).toBe('age_unknown')
    expect(story.accept('membership', email, { age: 'minor' })).toBe('not_for_minors')
    expect(story.accept('membership', email, { age: 'adult' })).toBe('ok')
    expect(story.subject.age).toMatchObject({ band: 'adult' })
    expect(new Story().accept('membership', email, { age: 'adult' })).toBe('not_asked')
  })

  it('believes no minor who comes of age by saying so, and takes a parent’s word from staff', () => {
    const story = minors()
    story.accept('guard', { taste: 'sweet' }, { age: 'minor' })
    expect(story.say({ type: 'declare-age', band: 'adult' })).toBe('not_for_minors')
    expect(story.accept('letterOnly', email)).toBe('not_for_minors')
    expect(story.accept('letterOnly', email, { act: 'staff' })).toBe('ok')
    expect(story.say({ type: 'prove-age', band: 'adult', reason: 'case:1', actor: 'staff:1' })).toBe('ok')
    expect(story.accept('membership', email)).toBe('ok')
  })

  it('voids consents, freezes what could be spent and keeps points, once it is proven', () => {
    const story = minors()
    story.accept('membership', { ...email, birthday: '2000-01-01' }, { age: 'adult', consents: { ads: ['email'] } })
    expect(story.say({ type: 'prove-age', band: 'minor', reason: 'case:1', actor: 'staff:1' })).toBe('ok')
    expect([
      isRead(story, 'email', 'ads'),
      isRead(story, 'birthday', 'treats'),
      isRead(story, 'email', 'club'),
    ]).toEqual([false, false, true])
    expect(story.subject.points.bonus).toMatchObject({ balance: 600, status: 'frozen' })
    expect(story.subject.points.respect).toBeUndefined()
    expect(story.say({ type: 'redeem', reward: 'voucher' })).toBe('not_for_minors')
    expect(proposed(story, 'membership')).toBe(false)
  })
})
