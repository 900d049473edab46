import { germanNotices } from 'evenhanded'
import { describe, expect, it } from 'vitest'
import { definition } from '../consent/club.js'
import { found } from './issues.js'

describe('the words of a program’s notices', () => {
  it('are English unless it says otherwise, and German in German', () => {
    expect(found({ ...definition, language: 'en-GB' })).toEqual([])
    expect(found({ ...definition, language: 'de-CH', notices: germanNotices })).toEqual([])
  })

  it('are missed where they are there for the taking, and English everywhere else', () => {
    expect(found({ ...definition, language: 'de-AT' })).toEqual(['no_words at notices'])
    expect(found({ ...definition, language: 'rm' })).toEqual([])
    expect(found({ ...definition, language: 'rm', notices: { ...germanNotices, language: 'rm' } })).toEqual([])
  })

  it('are whole, with the slots of the English ones, and of one language', () => {
    const spoilt = (by: object) => found({ ...definition, language: 'de', notices: { ...germanNotices, ...by } })
    expect(spoilt({ exits: undefined })).toEqual(['missing at notices.exits'])
    expect(spoilt({ basis: { ...germanNotices.basis, contract: '' } })).toEqual(['missing at notices.basis.contract'])
    expect(spoilt({ units: germanNotices.units.slice(0, 6) })).toEqual([
      'missing at notices.units.6.0',
      'missing at notices.units.6.1',
    ])
    expect(spoilt({ used: 'Wir verwenden: {what}.' })).toEqual(['bad_value at notices.used'])
    expect(spoilt({ language: 'fr' })).toEqual(['other_language at notices.language'])
  })
})
