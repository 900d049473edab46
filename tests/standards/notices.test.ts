import type { Program } from 'evenhanded'
import {
  documentPage,
  incentiveNotice,
  markdown,
  type NoticeLanguage,
  privacyNotice,
  processingRecord,
  type Written,
} from 'evenhanded/standards'
import { describe, expect, it } from 'vitest'
import { german } from '../../examples/loyalty-desk/words/german.js'
import { guild, programs } from './notice-programs.js'
import { club } from './records.js'

const policy = { dataValue: { estimate: 4.2, per: 'consumer-year', method: 'average', asOf: '2026-10-01' } } as const
const languages: readonly NoticeLanguage[] = ['en', 'de', 'de-CH', 'fr', 'it']

/** Those that give points or a chance for data; what a shop gives on the device is none. */
const rewarding = new Set(['loyalty-desk', 'club', 'guild'])

const told = <Error>(result: { ok: true; value: Written } | { ok: false; error: Error }): Written => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
/** As Markdown, with plain spaces: which of them may break is looked at apart. */
const plain = ({ document }: Written): string => markdown(document).replaceAll(/[\u00a0\u202f]/g, ' ')
const privacy = (program: Program, language: NoticeLanguage = 'en') => plain(told(privacyNotice(program, { language })))
const processing = (program: Program, language: NoticeLanguage = 'en') =>
  plain(told(processingRecord(program, { language })))
const incentive = (program: Program, language: NoticeLanguage = 'en') =>
  plain(told(incentiveNotice(program, { language, policy })))

/** A chapter's text, from its heading to the next one of its rank. */
const chapter = (text: string, title: string): string => {
  const [, after] = text.split(`\n## ${title}\n`)
  if (after === undefined) throw new Error(`no chapter ${title}`)
  return after.split('\n## ')[0] as string
}

describe.each(languages)('all notices of all programs in %s', (language) => {
  const texts = programs.flatMap((program) => [
    told(privacyNotice(program, { language, policy, date: '2027-01-31' })),
    told(processingRecord(program, { language })),
    ...(rewarding.has(program.id) ? [told(incentiveNotice(program, { language, policy }))] : []),
  ])

  it('have no slot open, nothing undefined, and no empty cell, line or heading', () => {
    expect(texts.length).toBeGreaterThan(12)
    for (const { document } of texts) {
      const text = markdown(document)
      expect(text).not.toMatch(/undefined|NaN|\[object|\{\w+\}/)
      for (const line of text.split('\n')) {
        expect(line).not.toMatch(/\|\s+\||^#+\s*$|^-\s*$|\*\*:?\s*$|:\*\*\s*$/)
        expect(line).not.toMatch(/ {2}|\.\.| [,.;]/)
      }
      const page = documentPage(document)
      expect(page).toContain(`<html lang="${language}">`)
      expect(page).not.toMatch(
        /undefined|NaN|\[object|\{\w+\}(?! )|<td[^>]*><\/td>|<h\d[^>]*><\/h\d>|<p><\/p>|<dd><\/dd>/,
      )
    }
  })
})

describe('a privacy notice', () => {
  it('begins with what one gets and what is asked', () => {
    expect(chapter(privacy(club), 'In short')).toContain(
      '| 500 points to start with | E-mail, Birthday (optional), Allergy (optional), and Purchases (recorded) | Run your membership |',
    )
    expect(chapter(privacy(guild), 'In short')).toContain('| Tools for your trade | Trade (stays on your device) |')
  })

  it('says who is responsible, with representative and officer (Art. 13(1)(a), (b))', () => {
    const text = chapter(privacy(club), 'Who is responsible')
    for (const part of [
      'Alpine Club AG',
      'Bahnhofstrasse 1',
      'Switzerland',
      'Alpine Europe GmbH',
      'R. Keller',
      'Alpine Union',
    ])
      expect(text).toContain(part)
    expect(text).toContain('[privacy@alpine.example](<mailto:privacy@alpine.example>)')
  })

  it('gives each purpose its ground, its span and its parties (Art. 13(1)(c) to (e), (2)(a))', () => {
    const text = chapter(privacy(club), 'What we use, what for, and for how long')
    const part = (title: string) => text.split(`### ${title}`)[1]?.split('\n### ')[0] ?? ''
    expect(part('Run your membership')).toContain('This rests on our agreement with you (GDPR Art. 6(1)(b)).')
    expect(part('Run your membership')).toContain('Kept for 90 days after the exchange has ended.')
    expect(part('Plan tours')).toContain('Who takes part: Guides Inc. and Alpine Union.')
    expect(part('Plan tours')).toContain('Birthday, kept for 30 days')
    expect(part('Send news')).toContain('We reach you through: e-mail.')
    expect(part('Send news')).toContain('unconfirmed it lapses after 14 days')
    expect(part('Mind your allergies')).toContain('9(2)(a)')
    expect(part('Mind your allergies')).toContain('Allergy (special category)')
    expect(part('Keep fraud out')).toContain('Our interest: Fair play.')
    expect(part('Keep the books')).toContain('read for this duty alone')
    const guilds = chapter(privacy(guild), 'What we use, what for, and for how long')
    expect(guilds).toContain('Our interest: Useful suggestions. It happens on your device alone')
    expect(guilds).toContain('Kept for 90 days from the day on which you gave it.')
    expect(guilds).toContain('We reach you through: pigeon.')
    expect(guilds).toContain('sells or shares data')
  })

  it('says of each field why, whether it must be given, and where it comes from (Art. 13(2)(e))', () => {
    const text = privacy(club)
    expect(text).toContain(
      '| E-mail | Your account needs an address | Needed for “500 points to start with”; without it we can’t give that. | From you |',
    )
    expect(text).toMatch(/\| Birthday[^|]*\| For tours of your age \| No\. Giving it earns points, once;/)
    expect(text).toMatch(/\| Allergy[^|]*\| So that huts cook for you \| No\. Leaving it out changes nothing else\./)
    expect(text).toContain('| Purchases | For your points | It comes about with')
    expect(text).toContain('| E-mail | Send news | No. It is a box of its own, and never a condition. | From you |')
    const guilds = privacy(guild)
    expect(guilds).toContain('| Company | For the bill | Only where it follows from an earlier answer;')
    expect(guilds).toContain('| Phone | To ring you | One of several')
  })

  it('names recipients, their countries, and what protects data abroad (Art. 13(1)(e), (f))', () => {
    const text = privacy(club)
    expect(chapter(text, 'Who gets data')).toContain(
      '| Mailgate | Processor, on our orders | Sends our mail | Germany | Send news |',
    )
    expect(chapter(text, 'Other countries')).toContain('Guides Inc., United States: Standard contractual clauses.')
    expect(chapter(text, 'Other countries')).not.toContain('Mailgate')
    const guilds = told(privacyNotice(guild, { language: 'en' }))
    expect(chapter(markdown(guilds.document), 'Other countries')).toContain(
      'Banque, Switzerland: the country’s law is recognised',
    )
    expect(guilds.gaps).toMatchObject([
      { code: 'no_safeguard', path: 'parties.ads.safeguard' },
      { code: 'no_representative' },
    ])
    const atHome = told(privacyNotice({ ...club, markets: ['CH'] }, { language: 'en' }))
    expect(chapter(markdown(atHome.document), 'Other countries')).toContain('These process outside Switzerland:')
    expect(chapter(markdown(atHome.document), 'Other countries')).toContain(
      'Mailgate, Germany: the country’s law is recognised',
    )
  })

  it('tells rights, deadlines and authorities of the program’s markets (Art. 12, 13(2)(b) to (d))', () => {
    const both = { ...club, markets: ['CH', 'EU'] } as typeof club
    const text = privacy(both)
    expect(chapter(text, 'Your rights')).toContain('- Switzerland: we answer within 30 days;')
    expect(chapter(text, 'Your rights')).toContain(
      '- European Union: we answer within 1 month; where it is difficult we may take 2 months longer',
    )
    expect(chapter(text, 'Your rights').match(/^- /gm)).toHaveLength(11)
    expect(chapter(text, 'Complaints')).toContain('3003 Bern')
    expect(text).not.toContain('California')
    // Where nothing says who its people are, the strictest applies, and Californians are told their part.
    expect(chapter(privacy(club), 'Your rights')).toContain('We answer within 30 days;')
    expect(privacy(club)).toContain('\n## For California\n')
    expect(chapter(privacy(guild), 'For California')).toContain(
      'Data is sold or shared, as Californian law means it, for: Advertise elsewhere.',
    )
    const british = { ...club, markets: ['GB'], controller: { ...club.controller, jurisdiction: 'GB' } } as typeof club
    expect(privacy(british)).toContain('This rests on your consent.')
    expect(chapter(privacy(british), 'Complaints').trim()).toMatch(/^In the United Kingdom: .*$/)
  })

  it('tells decisions that weigh with their rule, and that there is none where there is none (Art. 22)', () => {
    expect(chapter(privacy(guild), 'Automated decisions')).toContain(
      '| Teach | E-mail, for Run the raffle, at least 1,000 Fame, and one of: the rank Master in Fame or Phone, for Run the raffle |',
    )
    expect(chapter(privacy(club), 'Automated decisions')).toContain('No decision that weighs on you')
  })

  it('tells what is stored, what stays as proof and for how long, and who is too young', () => {
    expect(chapter(privacy(guild), 'On your device')).toContain(
      'Our own devices forget you when your visit ends: Kiosk.',
    )
    const kept = markdown(
      told(privacyNotice(club, { language: 'en', policy: { erasure: { proofFor: 'P5Y', suppressFor: 'P18M' } } }))
        .document,
    )
    expect(kept).toContain(
      'sealed proof of past consents for 5 years, and a keyed hash of your identifiers for 18 months',
    )
    expect(chapter(privacy(guild), 'Younger people')).toContain('younger than 16 years')
    expect(privacy(club)).not.toContain('Younger people')
  })

  it('tells when points end', () => {
    const text = chapter(privacy(guild), 'Your points')
    expect(text).toContain(
      '| Coins | Rewards | On a fixed day of the year (December 31), at the earliest 1 year after they were earned |',
    )
    expect(text).toContain('| Marks | Rewards | At the end of the quarter |')
    expect(text).toContain('| Fame | Respect; never goods | Never |')
  })

  it('speaks the program’s language unless told another, and marks what stays in the program’s', () => {
    const inGerman = told(privacyNotice(german))
    expect(inGerman.document.language).toBe('de')
    expect(inGerman.gaps).toEqual([])
    expect(documentPage(inGerman.document)).not.toContain('<span lang')
    const mixed = told(privacyNotice(club, { language: 'fr' }))
    expect(mixed.gaps.map(({ code }) => code)).toContain('other_language')
    expect(documentPage(mixed.document)).toContain('<span lang="en">Run your membership</span>')
    expect(told(privacyNotice({ ...club, language: 'rm' })).document.language).toBe('en')
    expect(privacyNotice(club, { language: 'rm' as 'en' })).toMatchObject({
      ok: false,
      error: { code: 'unknown_language' },
    })
  })

  it('writes durations, dates, numbers and names of countries as the language does', () => {
    const dated = (language: NoticeLanguage) =>
      markdown(told(privacyNotice(club, { language, date: '2027-01-31' })).document)
    expect(dated('de')).toContain('31. Januar 2027')
    expect(dated('de')).toContain('Aufbewahrung: 90 Tage ab dem Ende')
    expect(dated('fr')).toContain('31 janvier 2027')
    expect(dated('fr')).toContain('« 500 points to start with »'.replace(/ (?=»)|(?<=«) /g, '\u202f'))
    expect(dated('it')).toContain('31 gennaio 2027')
    expect(dated('it')).toContain('Stati Uniti')
    expect(dated('de')).toContain('„500 points to start with“')
    expect(dated('de-CH')).toContain('«500 points to start with»')
    expect(dated('de-CH')).not.toContain('ß')
    expect(privacy(guild, 'de')).toContain('mindestens 1.000 Fame')
    expect(privacy(guild, 'de-CH')).toMatch(/mindestens 1['’]000 Fame/)
    expect(privacy(guild, 'fr')).toContain('**Siège:** Californie')
  })

  it('is safe whatever the program says', () => {
    const bad = '<img src=x onerror=alert(1)> | *a* [b](javascript:c) & "d"'
    const evil = {
      ...club,
      fields: { ...club.fields, email: { ...club.fields.email, label: bad } },
      controller: {
        ...club.controller,
        name: bad,
        contact: 'javascript:alert(1)',
        policyUrl: 'https://a.example/?"><script>',
      },
    } as unknown as Program
    const { document } = told(privacyNotice(evil, { language: 'de' }))
    const page = documentPage(document)
    expect(page).not.toMatch(/<img|<script|href="javascript/)
    expect(page).toContain('&lt;img src=x')
    const text = markdown(document)
    expect(text).not.toMatch(/[^\\]<img|[^\\]\]\(javascript|[^\\]\*a/)
    const row = text.split('\n').find((line) => line.includes('onerror') && line.startsWith('| '))
    expect(row?.match(/[^\\]\|/g)).toHaveLength(3)
  })
})

describe('a record of processing', () => {
  it('has an activity for each purpose, with what Art. 30 asks', () => {
    const text = processing(club)
    for (const { label } of Object.values(club.purposes)) expect(text).toContain(`\n## ${label}\n`)
    const tours = chapter(text, 'Plan tours with “our” guides')
    expect(tours).toContain('**Legal basis:** Your consent (GDPR Art. 6(1)(a))')
    expect(tours).toContain('**Whose data:** People who use: Web')
    expect(tours).toContain('**Categories of data:** Details about a person: Birthday')
    expect(tours).toContain(
      '**Recipients:** Guides Inc., United States, Recipient; Alpine Union, Austria, Jointly responsible',
    )
    expect(tours).toContain(
      'Until withdrawn, or when the consent ends (2 years); 1 year from the end of the exchange; Birthday: 30 days',
    )
    expect(chapter(text, 'Mind your allergies')).toContain('Special categories: Allergy')
    expect(chapter(text, 'Technical and organisational measures')).toContain('AES-256-GCM')
    expect(processing(guild)).toContain('On the subject’s device alone')
  })
})

describe('a notice of financial incentive', () => {
  it('has the five parts of 11 CCR 7016, each benefit with its worth and what is asked for it', () => {
    const text = incentive(club)
    expect(text.match(/^## .*$/gm)).toEqual([
      '## Summary',
      '## Terms',
      '## How to opt in',
      '## How to withdraw',
      '## How the incentive relates to the value of your data',
    ])
    expect(text).toContain(
      '| 500 points to start with | 500 Points, CHF 5.00 at the cheapest reward | at once | Identifiers: E-mail; What is observed in passing: Purchases |'.replace(
        'CHF 5',
        'CHF 5',
      ),
    )
    expect(text).toContain(
      '| 50 Points | 50 Points, CHF 0.50 at the cheapest reward | at once | Details about a person: Birthday |',
    )
    expect(text).toContain('value of one consumer’s data at CHF 4.20 a year, as of October 1, 2026')
    expect(text).toContain('Method: the average value to us of a consumer’s data (11 CCR 7081).')
    expect(incentive(guild)).toContain(
      '| Win one of five anvils | $1.50 (prizes of $900.00 among 600 expected entries) | by January 31, 2027 |',
    )
    expect(incentive(guild)).not.toContain('Tools for your trade')
  })

  it('is refused where there is no estimate, and not owed where nobody asks for it', () => {
    const code = (program: Program, given = {}) => {
      const result = incentiveNotice(program, { policy: given })
      return result.ok ? 'written' : result.error.code
    }
    expect(code(club)).toBe('no_estimate')
    expect(code(guild)).toBe('no_estimate')
    expect(code({ ...club, markets: ['CH', 'EU'] })).toBe('not_owed')
    expect(code({ ...club, markets: ['CH', 'EU'] }, policy)).toBe('written')
    const { money: _, ...free } = club
    expect(code(free as Program, policy)).toBe('no_money')
    const forum = programs.find(({ id }) => id === 'community-forum') as Program
    expect(code(forum, policy)).toBe('no_incentive')
    const spoilt = (by: object) => ({ dataValue: { ...policy.dataValue, ...by } })
    for (const by of [
      { estimate: Number.NaN },
      { estimate: -1 },
      { asOf: '2026-02-30' },
      { method: 'guess' },
      { per: 'x' },
    ])
      expect(code(club, spoilt(by))).toBe('bad_estimate')
    expect(() => privacyNotice(club, { date: 'today' })).toThrow('today is no date')
    const other = told(incentiveNotice(club, { policy: { dataValue: { ...policy.dataValue, method: 'other' } } }))
    expect(other.gaps.map(({ code }) => code)).toContain('no_explanation')
  })
})

describe('a notice in the language of its program', () => {
  it('is whole: no word of another language in it', () => {
    const text = markdown(told(privacyNotice(german, { language: 'de-CH' })).document)
    expect(text).not.toMatch(/\b(the|you|your|with|for|and)\b/i)
  })
})

describe('a privacy notice of a program with a model', () => {
  const { fields, purposes } = club
  const [field = ''] = Object.keys(fields)
  const [learns = '', suggests = ''] = Object.keys(purposes)
  const goesWith = { label: 'What goes together', reads: field, learns, suggests, without: ['test-strips'] }
  const labelled = { ...club, models: { goesWith } } as unknown as Program
  const of = (purpose: string): string => club.purposes[purpose]?.label ?? ''
  const under = (text: string, title: string): string => text.split(`\n### ${title}\n`)[1]?.split('\n##')[0] ?? ''

  it('says what is learned from what, beside its purpose, and what is suggested by it', () => {
    const text = privacy(labelled)
    expect(under(text, of(learns))).toContain('of many people we learn what goes together')
    expect(under(text, of(learns))).toContain('Sensitive things are left out of it.')
    expect(under(text, of(suggests))).toContain('we suggest what goes with it')
    expect(under(text, of(suggests))).not.toContain('we learn what goes together')
    expect(privacy(club as Program)).not.toContain('goes together')
    expect(privacy(labelled, 'de')).toContain('was zusammenpasst')
  })
})
