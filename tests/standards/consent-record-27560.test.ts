import { readFileSync } from 'node:fs'
import { consentReceipt27560, consentRecord27560, type JsonLd } from 'evenhanded/standards'
import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import { sharedData } from '../support/shared-data.js'
import { club, expiredTours, joined, lawful, objectedFraud, refusedNews, withdrawnTours } from './records.js'

const terms = sharedData('standards/dpv/dpv-2.3-terms.txt')
const profile = sharedData('standards/dpv/dpv-27560.ttl')
const dpv = 'https://w3id.org/dpv#'
const swiss = { ...club, markets: ['CH'] } as typeof club

const written = <T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T => {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const recordOf = (record: typeof joined, program = club): JsonLd => written(consentRecord27560(program, record))
const all: readonly JsonLd[] = [
  ...[joined, refusedNews, withdrawnTours, expiredTours, objectedFraud].flatMap((record) => [
    recordOf(record),
    recordOf(record, swiss),
    written(consentReceipt27560(club, record, { issuedAt: 1 })),
  ]),
]

type Expanded = { readonly [key: string]: readonly Expanded[] | string | readonly string[] }
const expand = async (document: JsonLd): Promise<Expanded> => {
  // `safe` refuses what a processor would else drop without a word: a key or a name that expands to nothing.
  const [node] = (await jsonld.expand(document as never, { safe: true } as never)) as unknown as readonly Expanded[]
  return node as Expanded
}

/** Every IRI of an expanded document: keys, types and ids. */
function irisOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(irisOf)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === '@id') return [value as string]
    if (key === '@type') return [value].flat() as string[]
    return [...(key.startsWith('@') ? [] : [key]), ...irisOf(value)]
  })
}

/** How often each IRI is the name of a property of one and the same node, before expansion joins them. */
function keysOf(node: unknown): readonly (readonly string[])[] {
  if (Array.isArray(node)) return node.flatMap(keysOf)
  if (typeof node !== 'object' || node === null) return []
  return [Object.keys(node), ...Object.values(node).flatMap(keysOf)]
}

const one = (node: Expanded, key: string): Expanded => (node[key] as readonly Expanded[])[0] as Expanded
const many = (node: Expanded, key: string): readonly Expanded[] => (node[key] ?? []) as readonly Expanded[]
const ids = (node: Expanded, key: string) => many(node, key).map((of) => String(of['@id']).replace(dpv, 'dpv:'))
const value = (node: Expanded, key: string) => one(node, key)['@value'] as unknown

describe('a record of ISO/IEC TS 27560', () => {
  it.runIf(terms)('uses terms that DPV 2.3 has, and none else', async () => {
    const known = new Set(readFileSync(terms as string, 'utf8').split('\n'))
    const used = new Set((await Promise.all(all.map(expand))).flatMap(irisOf))
    const ofDpv = [...used].filter((iri) => iri.startsWith(dpv))
    expect(ofDpv.length).toBeGreaterThan(40)
    expect(ofDpv.filter((iri) => !known.has(iri))).toEqual([])
    const others = [...used].filter((iri) => !iri.startsWith(dpv) && !iri.startsWith('urn:uuid:'))
    const foreign = [
      /^https:\/\/w3id\.org\/dpv\/legal\/eu\/gdpr#A(6-1-[abcf]|7-3|9-2-a|1[35678]|2[01]|77)$/,
      /^https:\/\/w3id\.org\/dpv\/loc#[A-Z]{2}$/,
      /^https:\/\/w3id\.org\/dpv\/schema\/dpv-27560#(record|receipt)(-eu-gdpr)?$/,
      /^http:\/\/purl\.org\/dc\/terms\/(identifier|conformsTo|created|title|description|language|publisher)$/,
      /^http:\/\/www\.w3\.org\/(2001\/XMLSchema#(dateTime|duration)|1999\/02\/22-rdf-syntax-ns#value)$/,
      /^http:\/\/xmlns\.com\/foaf\/0\.1\/page$|^https:\/\/schema\.org\/(version|recipient)$/,
      /^https:\/\/alpine\.example\/privacy$/,
    ]
    expect(others.filter((iri) => !foreign.some((of) => of.test(iri)))).toEqual([])
  })

  it.runIf(profile)('names the schemas of the profile', async () => {
    const declared = readFileSync(profile as string, 'utf8')
    for (const document of all)
      for (const schema of document['dct:conformsTo'] as string[]) expect(declared).toContain(`\n${schema} a `)
  })

  it('says nothing twice under one name, and keeps every key', async () => {
    for (const document of all) {
      const { '@context': context, ...body } = document
      const full = (key: string) => key.replace(/^([\w-]+):/, (_, short) => String((context as JsonLd)[short]))
      for (const keys of keysOf(body)) expect(new Set(keys.map(full)).size).toBe(keys.length)
      expect(irisOf(await expand(document)).length).toBeGreaterThan(20)
    }
  })

  it('has a process for each field and purpose, with basis, necessity, status, parties and end', async () => {
    const record = await expand(recordOf(joined))
    const processes = many(record, `${dpv}hasProcess`)
    const told = processes.map((process) => [
      value(one(process, `${dpv}hasPurpose`), 'http://purl.org/dc/terms/identifier'),
      value(one(process, `${dpv}hasPersonalData`), 'http://purl.org/dc/terms/identifier'),
      ids(process, `${dpv}hasLegalBasis`)[0],
      ids(one(process, `${dpv}hasPersonalData`), `${dpv}hasNecessity`)[0],
      many(process, `${dpv}hasConsentStatus`)
        .flatMap((status) => status['@type'] as string[])[0]
        ?.replace(dpv, ''),
    ])
    expect(told).toEqual([
      ['membership', 'email', 'dpv:ContractPerformance', 'dpv:Required', undefined],
      ['membership', 'purchases', 'dpv:ContractPerformance', 'dpv:Required', undefined],
      ['tours', 'birthday', 'dpv:ExpressedConsent', 'dpv:Optional', 'ConsentGiven'],
      ['care', 'allergy', 'dpv:ExplicitlyExpressedConsent', 'dpv:Optional', 'RenewedConsentGiven'],
      ['news', 'email', 'dpv:ExpressedConsent', 'dpv:Optional', 'ConsentRequested'],
    ])
    const [, , tours, , news] = processes as [Expanded, Expanded, Expanded, Expanded, Expanded]
    expect(many(news, `${dpv}hasDataProcessor`)).toHaveLength(2)
    expect(many(tours, `${dpv}hasRecipientThirdParty`)).toHaveLength(1)
    expect(ids(one(tours, `${dpv}hasRecipientThirdParty`), `${dpv}hasCountry`)).toEqual(['https://w3id.org/dpv/loc#US'])
    const kept = one(one(tours, `${dpv}hasStorageCondition`), `${dpv}hasDuration`)
    expect(value(kept, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#value')).toBe('P30D')
    expect(value(one(tours, `${dpv}hasConsentStatus`), `${dpv}isIndicatedAtTime`)).toBe('2027-01-31T12:00:00.999Z')
    expect(value(record, 'http://purl.org/dc/terms/created')).toBe('2027-01-31T12:00:02.000Z')
    expect(value(one(record, `${dpv}hasNotice`), 'http://purl.org/dc/terms/identifier')).toBe(
      `sha256:${'ab'.repeat(32)}`,
    )
  })

  it('is written of refusals, withdrawals and ends as well', async () => {
    const statuses = async (record: typeof joined) => ids(await expand(recordOf(record)), `${dpv}hasConsentStatus`)
    expect(await statuses(refusedNews)).toEqual(['dpv:ConsentRefused'])
    expect(await statuses(withdrawnTours)).toEqual(['dpv:ConsentWithdrawn'])
    expect(await statuses(expiredTours)).toEqual(['dpv:ConsentExpired'])
    expect(await statuses(objectedFraud)).toEqual(['dpv:ConsentWithdrawn'])
    const [objected] = many(await expand(recordOf(objectedFraud)), `${dpv}hasProcess`) as [Expanded]
    expect(ids(objected, `${dpv}hasStatus`)).toEqual(['dpv:LegitimateInterestObjected'])
    expect(consentRecord27560(club, lawful)).toMatchObject({ ok: false, error: { code: 'no_consent' } })
    expect(consentRecord27560(club, { ...joined, program: { id: 'club', version: 2 } })).toMatchObject({
      error: { code: 'other_version' },
    })
  })

  it('names the GDPR only where it applies, and its schema with it', async () => {
    expect(JSON.stringify(recordOf(joined))).toContain('dpv-27560:record-eu-gdpr')
    const { '@context': _, ...body } = recordOf(joined, swiss)
    expect(JSON.stringify(body)).not.toContain('gdpr')
  })

  it('is what its receipt copies', async () => {
    const receipt = await expand(written(consentReceipt27560(club, joined, { issuedAt: Date.UTC(2027, 1, 1) })))
    expect(receipt['@type']).toEqual([`${dpv}ConsentReceipt`])
    expect(value(receipt, 'http://purl.org/dc/terms/created')).toBe('2027-02-01T00:00:00.000Z')
    expect(one(receipt, `${dpv}hasRecordOfActivity`)).toEqual(await expand(recordOf(joined)))
  })
})
