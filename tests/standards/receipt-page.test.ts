import { type NoticeLanguage, receiptPage } from 'evenhanded/standards'
import { describe, expect, it } from 'vitest'
import { club, expiredTours, joined, objectedFraud, refusedNews, withdrawnTours } from './records.js'

const pageOf = (record: typeof joined, language: NoticeLanguage = 'en', program = club) => {
  const page = receiptPage(program, record, { language })
  if (!page.ok) throw new Error(page.error.message)
  return page.value
}
const text = (page: string) =>
  page
    .slice(page.indexOf('<main>'))
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')

describe('a receipt for people', () => {
  it('says each decision, its ground and its end; when, where, how; and what was shown', () => {
    const told = text(pageOf(joined))
    for (const part of [
      'Given E-mail Run your membership Our agreement with you Until you end it',
      'Given Birthday Plan tours with “our” guides Your consent January 31, 2029',
      'Renewed Allergy Mind your allergies Your explicit consent',
      'Not confirmed yet E-mail Send news Your consent It counts once you have confirmed it',
      'When January 31, 2027 at 12:00:00',
      'Where Web',
      'How You ticked a box',
      `Version 3, language en, SHA-256 ${'ab'.repeat(32)}, Variant b`,
      'You get 500 points to start with',
      joined.id,
      joined.subject,
      'Alpine Club AG, Bahnhofstrasse 1, 8001 Zürich',
    ])
      expect(told).toContain(part)
  })

  it('is written of refusals, withdrawals, objections and ends as well, and of what staff wrote down', () => {
    expect(text(pageOf(refusedNews))).toContain('Refused E-mail Send news Your consent Ended')
    expect(text(pageOf(expiredTours))).toContain('Ended by itself Birthday')
    expect(text(pageOf(objectedFraud))).toContain('Objected Purchases Keep fraud out Our legitimate interest Ended')
    const withdrawn = text(pageOf(withdrawnTours))
    for (const part of ['Withdrawn Birthday', 'Our staff wrote it down', 'Through phone', 'staff:17', 'call 4711'])
      expect(withdrawn).toContain(part)
  })

  it.each([
    ['de', 'Ihre Quittung', 'Noch nicht bestätigt', 'Sie haben ein Kästchen angekreuzt'],
    ['fr', 'Votre reçu', 'Pas encore confirmé', 'Vous avez coché une case'],
    ['it', 'La Sua ricevuta', 'Non ancora confermato', 'Ha spuntato una casella'],
  ] as const)('speaks %s', (language, ...parts) => {
    const page = pageOf(joined, language)
    expect(page).toContain(`<html lang="${language}">`)
    for (const part of parts) expect(text(page)).toContain(part)
    expect(page).not.toMatch(/undefined|\{\w+\}(?! )/)
    expect(page).toContain('<span lang="en">Send news</span>')
  })

  it('tells time in the program’s zone, and escapes what it is given', () => {
    const zoned = { ...club, timeZone: 'Asia/Tokyo' }
    expect(text(pageOf(joined, 'en', zoned))).toContain('January 31, 2027 at 9:00:00')
    const evil = pageOf({ ...withdrawnTours, reference: '"><script>alert(1)</script>' })
    expect(evil).not.toContain('<script')
    expect(evil).toContain('&lt;script&gt;')
  })

  it('is refused with the words of another version, or in a language that is not spoken', () => {
    expect(receiptPage({ ...club, version: 4 }, joined)).toMatchObject({ error: { code: 'other_version' } })
    expect(receiptPage(club, joined, { language: 'rm' as 'en' })).toMatchObject({ error: { code: 'unknown_language' } })
  })
})
