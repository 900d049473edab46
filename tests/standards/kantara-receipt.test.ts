import { readFileSync } from 'node:fs'
import Ajv from 'ajv-draft-04'
import { kantaraReceipt } from 'evenhanded/standards'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../support/shared-data.js'
import { club, expiredTours, joined, lawful, refusedNews, withdrawnTours } from './records.js'

const schema = sharedData('standards/kantara/kantara-consent-receipt-v1_1-schema.json')
const example = sharedData('standards/kantara/kantara-consent-receipt-v1_1-example.json')

/** The published schema holds comments, which JSON has none of. */
const parsed = (file: string): object =>
  JSON.parse(readFileSync(file, 'utf8').replaceAll(/^\s*\/\/.*$/gm, '')) as object

const given = (...given: Parameters<typeof kantaraReceipt>) => {
  const result = kantaraReceipt(...given)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

describe('a Kantara receipt', () => {
  it.runIf(schema && example)('holds to the published schema, as the published example does', () => {
    const ajv = new Ajv.default({ allErrors: true, strict: false })
    const validate = ajv.compile(parsed(schema as string))
    expect(validate(parsed(example as string))).toBe(true)
    for (const record of [joined, lawful]) {
      validate(given(club, record))
      expect(validate.errors).toBeNull()
    }
    // The schema tells a good receipt from a bad one: without this the lines above say nothing.
    expect(validate({ ...given(club, joined), consentTimestamp: 1.5 })).toBe(false)
  })

  it('tells what was given: fields by name, special ones apart, third parties but no processors', () => {
    expect(given(club, joined)).toEqual({
      version: 'KI-CR-v1.1.0',
      jurisdiction: 'CH',
      consentTimestamp: Date.UTC(2027, 0, 31, 12) / 1000,
      collectionMethod: 'Web, tick',
      consentReceiptID: joined.id,
      language: 'en',
      piiPrincipalId: joined.subject,
      piiControllers: [
        {
          piiController: 'Alpine Club AG',
          contact: 'privacy@alpine.example',
          address: { streetAddress: 'Bahnhofstrasse 1, 8001 Zürich', addressCountry: 'CH' },
          email: 'privacy@alpine.example',
          phone: '',
          piiControllerUrl: 'https://alpine.example/privacy',
        },
      ],
      policyUrl: 'https://alpine.example/privacy',
      services: [
        {
          service: '500 points to start with',
          purposes: [
            {
              purpose: 'Run your membership',
              purposeCategory: ['2 - Contracted Service'],
              consentType: 'N/A',
              piiCategory: ['E-mail', 'Purchases'],
              primaryPurpose: true,
              termination: 'when the offer is left, or after P90D',
              thirdPartyDisclosure: false,
            },
            {
              purpose: 'Plan tours with “our” guides',
              purposeCategory: ['5 - Personalize Experience'],
              consentType: 'EXPLICIT',
              piiCategory: ['Birthday'],
              primaryPurpose: false,
              termination: 'on withdrawal, or 2029-01-31T12:00:00.000Z, or after P1Y',
              thirdPartyDisclosure: true,
              thirdPartyName: 'Guides Inc., Alpine Union',
            },
            {
              purpose: 'Mind your allergies',
              purposeCategory: ['5 - Personalize Experience'],
              consentType: 'EXPLICIT',
              piiCategory: ['Allergy'],
              primaryPurpose: false,
              termination: 'on withdrawal',
              thirdPartyDisclosure: false,
            },
          ],
        },
      ],
      sensitive: true,
      spiCat: ['Allergy'],
    })
  })

  it('takes the site’s own categories, phone and address', () => {
    const receipt = given(club, joined, {
      phone: '+41 44 000 00 00',
      email: 'a@b.ch',
      categories: { care: ['14 - Protecting Your Health'] },
    })
    expect(receipt.piiControllers[0]).toMatchObject({ phone: '+41 44 000 00 00', email: 'a@b.ch' })
    expect(receipt.services[0]?.purposes[2]?.purposeCategory).toEqual(['14 - Protecting Your Health'])
  })

  it('is not written for a refusal, a withdrawal or an end: the form has no place for them', () => {
    for (const record of [refusedNews, withdrawnTours, expiredTours])
      expect(kantaraReceipt(club, record)).toMatchObject({ ok: false, error: { code: 'not_given' } })
  })

  it('is not written from the words of another program or version', () => {
    const at = (program: { id: string; version: number }) => kantaraReceipt(club, { ...joined, program })
    expect(at({ id: 'shop', version: 3 })).toMatchObject({ error: { code: 'other_program' } })
    expect(at({ id: 'club', version: 2 })).toMatchObject({ error: { code: 'other_version' } })
    const [first] = joined.entries
    const gone = { ...joined, entries: [{ ...first, purpose: 'constructor' } as typeof first & {}] }
    expect(kantaraReceipt(club, gone)).toMatchObject({ error: { code: 'other_version' } })
  })
})
