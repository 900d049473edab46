import { describe, expect, it } from 'vitest'
import { recordsOf } from '../../../src/core/consent/record.js'
import { club, Story } from './club.js'

const email = { email: 'a@b.ch' }
const told = (story: Story) =>
  recordsOf(story.plan.program, story.lines).map(({ entries }) =>
    entries.map(({ purpose, field, status }) => `${purpose}/${field} ${status}`),
  )

describe('recordsOf', () => {
  it('tells who agreed to what, shown what, by what act, where and when', () => {
    const story = new Story()
    story.accept('membership', email, { consents: { letter: ['email'] }, act: 'tick' })
    const [record] = recordsOf(club.program, story.lines)
    expect(record).toMatchObject({
      subject: 'somebody',
      program: { id: 'club', version: 1 },
      offer: 'membership',
      touchpoint: 'web',
      act: 'tick',
      notice: { hash: club.notice('membership').hash, language: 'en' },
      givenAt: story.now,
      recordedAt: story.now,
    })
    expect(record?.entries).toContainEqual(
      expect.objectContaining({ purpose: 'letter', field: 'email', basis: 'consent', terms: 'mailer:DE' }),
    )
    expect(told(story)).toEqual([
      ['club/email granted', 'letter/email unconfirmed', 'ads/email refused', 'treats/birthday refused'],
    ])
  })

  it('turns what waited into a grant once its identifier is confirmed', () => {
    const story = new Story()
    story.accept('membership', email, { consents: { letter: ['email'] } })
    story.say({ type: 'confirm', field: 'email', value: 'a@b.ch' })
    expect(told(story)[0]).toContain('letter/email granted')
  })

  it('says that a consent lapsed, was renewed, was withdrawn', () => {
    const story = new Story()
    story.accept('membership', email, { consents: { letter: ['email'], ads: ['email'] } })
    story.after(15).say({ type: 'object', purpose: 'safety' })
    story.accept('membership', {}, { consents: { letter: ['email'], ads: ['email'] } })
    story.say({ type: 'withdraw', purpose: 'ads' })
    const all = told(story)
    expect(all.at(-2)).toEqual(['letter/email unconfirmed', 'ads/email renewed'])
    expect(all.at(-1)).toEqual(['ads/email withdrawn'])
    expect(all.flat()).toContain('letter/email expired')
  })

  it('keeps refusals, objections and leavings as records of their own', () => {
    const story = new Story()
    story.accept('guard', { taste: 'sweet' })
    story.decline('letterOnly')
    story.say({ type: 'object', purpose: 'safety' })
    story.accept('membership', email)
    story.say({ type: 'leave', offer: 'membership' })
    expect(told(story)).toEqual([
      ['safety/taste granted'],
      ['letter/email refused'],
      ['safety/taste objected'],
      // What was refused lately was not proposed again.
      ['club/email granted', 'ads/email refused', 'treats/birthday refused'],
      ['club/email withdrawn'],
    ])
  })

  it('names the version whose notice was shown last, where nothing was shown', () => {
    const story = new Story()
    story.accept('membership', email, { consents: { ads: ['email'] } })
    story.say({ type: 'withdraw', purpose: 'ads' })
    const later = recordsOf({ ...club.program, version: 9 }, story.lines)
    expect(later.map(({ program }) => program.version)).toEqual([1, 1])
  })
})
