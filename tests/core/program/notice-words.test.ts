import { defineProgram, frenchNotices, germanNotices, italianNotices, type NoticeWords, noticeText } from 'evenhanded'
import { describe, expect, it } from 'vitest'
import { span } from '../../../src/core/program/notice.js'
import { english } from '../../../src/core/program/notice-words/english.js'
import { shop } from '../../types/words.ok.js'

const slots = (words: NoticeWords) =>
  Object.fromEntries(
    Object.entries(words).map(([name, text]) => [
      name,
      String(text)
        .match(/\{\w+\}/g)
        ?.sort()
        .join() ?? '',
    ]),
  )

describe.each([germanNotices, frenchNotices, italianNotices])('the words of a notice in $language', (words) => {
  const spoken = { ...shop, notices: words }

  it('fill the same slots as the English ones, and leave none open', () => {
    expect(slots(words)).toEqual(slots(english))
    for (const offer of Object.keys(spoken.offers)) expect(noticeText(spoken, offer)).not.toMatch(/[{}]|undefined/)
  })

  it('say nothing in English', () => {
    const spare = [words.get, words.once, words.oneOf, words.used, words.recorded, words.box, words.exits]
    const inEnglish = [english.get, english.once, english.oneOf, english.used, english.recorded, english.box]
    expect(spare.filter((text) => inEnglish.includes(text) || text === english.exits)).toEqual([])
    expect(Object.entries(words.basis).filter(([basis, text]) => english.basis[basis as 'consent'] === text)).toEqual(
      [],
    )
    expect(noticeText(spoken, 'membership')).toContain(words.exits)
  })

  it('tell one from many', () => {
    const [year, years] = words.units[0]
    expect([span('P1Y', words), span('P2Y', words)]).toEqual([`1 ${year}`, `2 ${years}`])
  })
})

describe('a notice', () => {
  it('in German holds in Switzerland as well', () => {
    expect(JSON.stringify(germanNotices)).not.toContain('ß')
  })

  it('says who takes part and where, and what is kept for another time', () => {
    const program = defineProgram({
      ...(shop as unknown as Parameters<typeof defineProgram>[0]),
      parties: { mailer: { name: 'Mailgate', role: 'processor', does: 'Sends our mail', country: 'DE' } },
      purposes: {
        ...shop.purposes,
        draw: {
          label: 'Run the raffle',
          basis: 'contract',
          parties: ['mailer'],
          retainFor: 'P90D',
          retain: { email: 'P7D' },
        },
      },
    } as never)
    expect(noticeText(program, 'raffle')).toContain(
      'Run the raffle, for our agreement with you, with Mailgate (DE), kept 90 days, E-mail kept 7 days.',
    )
  })
})
