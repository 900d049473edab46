import {
  defineProgram,
  EvenhandedError,
  germanNotices,
  identifier,
  noticeText,
  observed,
  personal,
  preference,
  translated,
} from 'evenhanded'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

const shop = defineProgram({
  id: 'shop',
  version: 3,
  controller: {
    name: 'Alpine Shop AG',
    address: 'Bahnhofstrasse 1, 8001 Zürich',
    contact: 'privacy@alpine.example',
    jurisdiction: 'CH',
    policyUrl: 'https://alpine.example/privacy',
  },
  parties: { mailer: { name: 'Mailgate', role: 'processor', does: 'Sends our mail', country: 'DE' } },
  fields: {
    // Names that are words of a program's own elsewhere.
    label: personal(z.string(), { label: 'What stands on your door' }),
    asks: preference(z.enum(['much', 'little']), {
      label: 'How much you ask',
      input: { options: { much: 'Much', little: 'Little' } },
    }),
    email: identifier(z.email(), { label: 'E-mail' }),
  },
  purposes: { draw: { label: 'Run the raffle', basis: 'contract', parties: ['mailer'] } },
  touchpoints: { web: { label: 'Web shop', channel: 'shop' } },
  offers: {
    raffle: {
      principle: 'exchange',
      for: 'draw',
      asks: { email: 'To tell you', label: { because: 'To find you' } },
      asksOneOf: [{ asks: 'Much' }, { asks: { because: 'Little' } }],
      gives: [{ benefit: 'service', says: 'A ticket' }],
    },
  },
})

const german = {
  notices: germanNotices,
  parties: { mailer: { does: 'Versendet unsere Post' } },
  fields: {
    label: { label: 'Was an Ihrer Tür steht' },
    asks: { label: 'Wie viel Sie fragen', input: { options: { much: 'Viel', little: 'Wenig' } } },
    email: { label: 'E-Mail' },
  },
  purposes: { draw: { label: 'Die Verlosung durchführen' } },
  touchpoints: { web: { label: 'Webladen' } },
  offers: {
    raffle: {
      asks: { email: 'Damit wir Ihnen schreiben können', label: { because: 'Damit wir Sie finden' } },
      asksOneOf: [{ asks: 'Viel' }, { asks: { because: 'Wenig' } }],
      gives: [{ says: 'Ein Los' }],
    },
  },
} as const

const issuesOf = (words: unknown): readonly string[] => {
  try {
    translated(shop, 'de', words as never)
  } catch (error) {
    if (error instanceof EvenhandedError) return error.issues.map(({ code, path }) => `${code} ${path}`)
    throw error
  }
  return []
}

describe('A translated program', () => {
  const deutsch = translated(shop, 'de', german)

  it('says everything in the other language, and means the same', () => {
    expect(deutsch.language).toBe('de')
    expect(deutsch.offers.raffle?.gives).toEqual([{ benefit: 'service', says: 'Ein Los' }])
    expect(deutsch.fields.asks?.input?.options).toEqual({ much: 'Viel', little: 'Wenig' })
    expect(deutsch.fields.email?.schema).toBe(shop.fields.email?.schema)
    expect(deutsch.parties.mailer).toMatchObject({ name: 'Mailgate', does: 'Versendet unsere Post', country: 'DE' })
    expect({ id: deutsch.id, version: deutsch.version }).toEqual({ id: 'shop', version: 3 })
    expect(noticeText(deutsch, 'raffle')).toContain('Damit wir Sie finden')
    expect(noticeText(deutsch, 'raffle')).not.toContain('To find you')
    expect(noticeText(deutsch, 'raffle')).toContain('Sie bekommen: Ein Los')
    expect(Object.keys(translated(deutsch, 'en-GB', { ...german, notices: undefined } as never))).not.toContain(
      'notices',
    )
  })

  it('refuses what is missing, empty or has no place, and names each', () => {
    const { email: _, ...fields } = german.fields
    expect(issuesOf({ ...german, fields })).toEqual(['missing_text fields.email.label'])
    expect(issuesOf({ ...german, touchpoints: { web: { label: ' ' } } })).toEqual([
      'missing_text touchpoints.web.label',
    ])
    expect(issuesOf({ ...german, purposes: { draw: { label: 'x', basis: 'consent' } } })).toEqual([
      'no_such_text purposes.draw.basis',
    ])
    const { notices: __, ...unsaid } = german
    expect(issuesOf(unsaid)).toEqual(['missing_text notices'])
    expect(issuesOf({ ...german, gifts: {} })).toEqual(['no_such_text gifts'])
    expect(issuesOf({ ...german, offers: {} })).toHaveLength(5)
  })

  it('says coupons and models in the other language, and leaves the ids of items alone', () => {
    const till = defineProgram({
      ...{ id: 'till', version: 1, money: 'EUR', controller: shop.controller },
      fields: { basket: observed(z.array(z.string()), { label: 'Basket' }) },
      purposes: {
        fit: { label: 'Show what fits', basis: 'legitimate-interest', on: 'device', interest: 'Suggestions' },
        learn: { label: 'Learn what goes together', basis: 'consent' },
      },
      touchpoints: { till: { label: 'Till', channel: 'store', device: 'site' } },
      models: { goesWith: { label: 'What goes together', reads: 'basket', learns: 'learn', without: ['label'] } },
      offers: {
        coupon: {
          principle: 'receive',
          for: 'fit',
          uses: { basket: 'To find it' },
          fits: { model: 'goesWith', coupons: { says: { item: ['says', 'label'], says: 'EUR 5 off', worth: 5 } } },
          gives: { benefit: 'coupon', says: 'A coupon' },
        },
      },
    })
    const words = {
      notices: germanNotices,
      fields: { basket: { label: 'Korb' } },
      purposes: { fit: { label: 'Zeigen', interest: 'Vorschläge' }, learn: { label: 'Lernen' } },
      touchpoints: { till: { label: 'Kasse' } },
      models: { goesWith: { label: 'Was zusammenpasst' } },
      offers: {
        coupon: {
          uses: { basket: 'Zum Finden' },
          fits: { coupons: { says: { says: 'EUR 5 weniger' } } },
          gives: { says: 'Ein Gutschein' },
        },
      },
    }
    const { models, offers } = translated(till, 'de', words)
    expect(models.goesWith).toEqual({ ...till.models.goesWith, label: 'Was zusammenpasst' })
    const says = { item: ['says', 'label'], says: 'EUR 5 weniger', worth: 5 }
    expect(offers.coupon?.fits).toEqual({ model: 'goesWith', coupons: { says } })
    const { models: _, ...unsaid } = words
    expect(() => translated(till, 'de', unsaid)).toThrow(/models\.goesWith\.label/)
  })
})
