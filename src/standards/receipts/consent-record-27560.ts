import type { ConsentEntry, ConsentRecord } from '../../core/consent/record.js'
import { record as bare } from '../../core/json.js'
import { underGdpr } from '../../core/program/applicable.js'
import { askOf } from '../../core/program/ask.js'
import type { Field } from '../../core/program/field.js'
import type { Party } from '../../core/program/party.js'
import type { Program } from '../../core/program/program.js'
import { type Basis, isConsent, type Purpose } from '../../core/program/purpose.js'
import { ok, type Result, refused } from '../../core/result.js'
import { otherProgram } from './agreed.js'
import type { ReceiptRefusal } from './receipt-refusal.js'
import { context, type JsonLd, named, place } from './vocabulary.js'

/**
 * The record of ISO/IEC TS 27560 in JSON-LD, with the terms of DPV 2.3: one `dpv:Process` per field and purpose, each
 * with its own status, for a refusal or a withdrawal is as much a record as a consent. What rests on another basis
 * stands there with that basis. Where nothing rests on consent, it is refused as `no_consent`.
 *
 * @param record one of `recordsOf`
 */
export function consentRecord27560(program: Program, record: ConsentRecord): Result<JsonLd, ReceiptRefusal> {
  const other = otherProgram(program, record)
  if (other) return other
  if (!record.entries.some(isConsent))
    return refused({
      code: 'no_consent',
      message: 'Nothing in this rests on consent, and this is a record of consents.',
      remedy: 'Read the record itself; it names its basis.',
    })
  return ok({ '@context': context, ...recordNode(program, record) })
}

/**
 * The receipt of ISO/IEC TS 27560: a copy of the record that its subject takes away.
 *
 * @param options.issuedAt epoch milliseconds
 */
export function consentReceipt27560(
  program: Program,
  record: ConsentRecord,
  { issuedAt }: { readonly issuedAt: number },
): Result<JsonLd, ReceiptRefusal> {
  const written = consentRecord27560(program, record)
  if (!written.ok) return written
  const { '@context': _, ...copy } = written.value
  return ok({
    '@context': context,
    '@type': 'dpv:ConsentReceipt',
    'dct:identifier': `receipt:${record.id}`,
    'dct:conformsTo': schemas(program, 'receipt'),
    'dct:created': instant(issuedAt),
    'dct:publisher': { '@type': 'dpv:DataController', 'dpv:hasName': program.controller.name },
    'schema:recipient': 'dpv:DataSubject',
    'dpv:hasRecordOfActivity': copy,
  })
}

const instant = (at: number): string => new Date(at).toISOString()

const schemas = (program: Program, of: 'record' | 'receipt'): readonly string[] => [
  `dpv-27560:${of}`,
  ...(underGdpr(program) ? [`dpv-27560:${of}-eu-gdpr`] : []),
]

function recordNode(program: Program, record: ConsentRecord): JsonLd {
  const statuses = record.entries.filter(isConsent).map(({ status }) => consentStatus[status])
  return {
    ...named(record.id),
    '@type': 'dpv:ConsentRecord',
    'dct:identifier': record.id,
    'dct:conformsTo': schemas(program, 'record'),
    'dct:created': instant(record.recordedAt),
    'dpv:hasDataSubject': { ...named(record.subject), '@type': 'dpv:DataSubject', 'dct:identifier': record.subject },
    'dpv:hasDataController': controllerNode(program),
    'dpv:hasJurisdiction': place(program.controller.jurisdiction),
    ...(record.notice && { 'dpv:hasNotice': noticeNode(record.notice) }),
    'dpv:hasConsentStatus': [...new Set(statuses)],
    'dpv:hasProcess': record.entries.map((entry) => processNode(program, record, entry)),
    ...(underGdpr(program) && { 'dpv:hasRight': rights }),
  }
}

/** Withdrawal, information, access, rectification, erasure, restriction, portability, objection, complaint. */
const rights = [
  'eu-gdpr:A7-3',
  'eu-gdpr:A13',
  'eu-gdpr:A15',
  'eu-gdpr:A16',
  'eu-gdpr:A17',
  'eu-gdpr:A18',
  'eu-gdpr:A20',
  'eu-gdpr:A21',
  'eu-gdpr:A77',
]

const controllerNode = ({ controller, representative, officer }: Program): JsonLd => ({
  '@type': 'dpv:DataController',
  'dpv:hasName': controller.name,
  'dpv:hasAddress': controller.address,
  'dpv:hasContact': controller.contact,
  'foaf:page': controller.policyUrl,
  ...(representative && {
    'dpv:hasRepresentative': {
      '@type': 'dpv:Representative',
      'dpv:hasName': representative.name,
      'dpv:hasContact': representative.contact,
    },
  }),
  ...(officer && {
    'dpv:hasDataProtectionOfficer': {
      '@type': 'dpv:DataProtectionOfficer',
      'dpv:hasName': officer.name,
      'dpv:hasContact': officer.contact,
    },
  }),
})

const noticeNode = ({ hash, version, language, variant }: NonNullable<ConsentRecord['notice']>): JsonLd => ({
  '@type': 'dpv:ConsentNotice',
  'dct:identifier': `sha256:${hash}`,
  'dct:language': language,
  'schema:version': version,
  ...(variant !== undefined && { 'dct:description': `variant ${variant}` }),
})

function processNode(program: Program, record: ConsentRecord, entry: ConsentEntry): JsonLd {
  const purpose = program.purposes[entry.purpose] as Purpose
  const kept = bare(purpose.retain)[entry.field] ?? purpose.retainFor
  return {
    '@type': 'dpv:Process',
    'dpv:hasPurpose': { '@type': 'dpv:Purpose', 'dct:identifier': entry.purpose, 'dct:title': purpose.label },
    'dpv:hasPersonalData': dataNode(program, record, entry),
    'dpv:hasLegalBasis': legalBasis(program, entry.basis),
    ...statusOf(program, record, entry),
    ...(kept && { 'dpv:hasStorageCondition': { '@type': 'dpv:StorageDuration', 'dpv:hasDuration': lasting(kept) } }),
    ...partiesOf(program, purpose),
  }
}

const lasting = (duration: string): JsonLd => ({
  '@type': 'dpv:TemporalDuration',
  'rdf:value': { '@type': 'xsd:duration', '@value': duration },
})

/** `dct:identifier` is the standard's `pii_attribute_id`, `dpv:hasNecessity` its `pii_optional`. */
function dataNode(program: Program, record: ConsentRecord, { purpose, field }: ConsentEntry): JsonLd {
  const { kind, label, special } = program.fields[field] as Field
  const observed = kind === 'observed'
  return {
    '@type': [
      special ? 'dpv:SpecialCategoryPersonalData' : 'dpv:PersonalData',
      observed ? 'dpv:ObservedPersonalData' : 'dpv:ProvidedPersonalData',
      ...(kind === 'identifier' ? ['dpv:IdentifyingPersonalData'] : []),
    ],
    'dct:identifier': field,
    'dct:title': label,
    'dpv:hasNecessity': isNeeded(program, record, purpose, field) ? 'dpv:Required' : 'dpv:Optional',
    ...(!observed && { 'dpv:hasDataSource': 'dpv:DataSubjectDataSource' }),
  }
}

/** Whether the offer, or without one any of them, can't be had without this field for this purpose. */
const isNeeded = ({ offers }: Program, { offer }: ConsentRecord, purpose: string, field: string): boolean =>
  Object.entries(offers).some(([name, { asks, observes, for: own }]) => {
    if (offer !== undefined && name !== offer) return false
    const ask = bare(asks)[field]
    const { optional = false, for: under = own } = ask === undefined ? { optional: true } : askOf(ask)
    return (
      (!optional && under === purpose) || (own === purpose && observes !== undefined && Object.hasOwn(observes, field))
    )
  })

const bases: { readonly [B in Basis]: readonly [own: string, gdpr: readonly string[]] } = {
  consent: ['dpv:ExpressedConsent', ['eu-gdpr:A6-1-a']],
  'explicit-consent': ['dpv:ExplicitlyExpressedConsent', ['eu-gdpr:A6-1-a', 'eu-gdpr:A9-2-a']],
  contract: ['dpv:ContractPerformance', ['eu-gdpr:A6-1-b']],
  'legitimate-interest': ['dpv:LegitimateInterestOfController', ['eu-gdpr:A6-1-f']],
  'legal-obligation': ['dpv:LegalObligation', ['eu-gdpr:A6-1-c']],
}

function legalBasis(program: Program, basis: Basis): readonly string[] {
  const [own, gdpr] = bases[basis]
  return [own, ...(underGdpr(program) ? gdpr : [])]
}

const consentStatus: { readonly [S in ConsentEntry['status']]: string } = {
  granted: 'dpv:ConsentGiven',
  renewed: 'dpv:RenewedConsentGiven',
  refused: 'dpv:ConsentRefused',
  unconfirmed: 'dpv:ConsentRequested',
  withdrawn: 'dpv:ConsentWithdrawn',
  objected: 'dpv:ConsentWithdrawn',
  expired: 'dpv:ConsentExpired',
}

const isGiven = (status: ConsentEntry['status']): boolean => status === 'granted' || status === 'renewed'

function statusOf(program: Program, record: ConsentRecord, { basis, status, until }: ConsentEntry): JsonLd {
  const given = isGiven(status)
  if (!isConsent({ basis })) return otherStatus(basis, status)
  const by = [program.touchpoints[record.touchpoint]?.label ?? record.touchpoint, record.act, record.medium]
  return {
    'dpv:hasConsentStatus': {
      '@type': consentStatus[status],
      'dpv:isIndicatedAtTime': instant(record.givenAt),
      'dpv:hasIndicationMethod': by.filter(Boolean).join(', '),
      'dpv:isIndicatedBy':
        record.actor === undefined
          ? { '@id': 'dpv:DataSubject' }
          : { '@type': 'dpv:Agent', 'dct:identifier': record.actor },
      ...(until !== undefined && {
        'dpv:hasDuration': {
          '@type': 'dpv:UntilTimeDuration',
          'rdf:value': { '@type': 'xsd:dateTime', '@value': instant(until) },
        },
      }),
    },
    'dpv:hasConsentControl': given || status === 'unconfirmed' ? 'dpv:WithdrawConsent' : 'dpv:ProvideConsent',
  }
}

function otherStatus(basis: Basis, status: ConsentEntry['status']): JsonLd {
  const given = isGiven(status)
  if (basis === 'contract') return { 'dpv:hasContractStatus': given ? 'dpv:ContractActive' : 'dpv:ContractTerminated' }
  if (basis === 'legal-obligation')
    return { 'dpv:hasStatus': given ? 'dpv:LegalObligationOngoing' : 'dpv:LegalObligationCompleted' }
  return { 'dpv:hasStatus': given ? 'dpv:LegitimateInterestNotObjected' : 'dpv:LegitimateInterestObjected' }
}

const roles: { readonly [R in Party['role']]: readonly [property: string, type: string] } = {
  processor: ['dpv:hasDataProcessor', 'dpv:DataProcessor'],
  recipient: ['dpv:hasRecipientThirdParty', 'dpv:ThirdParty'],
  'joint-controller': ['dpv:hasRecipientDataController', 'dpv:DataController'],
}

/** Each role is one property with all its parties: a second key of one name would be dropped by who reads it. */
function partiesOf(program: Program, { parties = [] }: Purpose): JsonLd {
  const nodes: { [property: string]: JsonLd[] } = {}
  for (const name of parties) {
    const { role, ...party } = program.parties[name] as Party
    const [property, type] = roles[role]
    nodes[property] = [...(nodes[property] ?? []), partyNode(type, party)]
  }
  return nodes
}

const partyNode = (type: string, { name, does, country, safeguard }: Omit<Party, 'role'>): JsonLd => ({
  '@type': type,
  'dpv:hasName': name,
  'dct:description': does,
  'dpv:hasCountry': place(country),
  ...(safeguard && {
    'dpv:hasTechnicalOrganisationalMeasure': { '@type': 'dpv:SafeguardForDataTransfer', 'dct:title': safeguard },
  }),
})
