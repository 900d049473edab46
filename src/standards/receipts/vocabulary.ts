import type { Json } from '../../core/json.js'

/** A document, or a node of one, in JSON-LD. */
export interface JsonLd {
  readonly [key: string]: Json
}

const iri = { '@type': '@id' } as const
const time = { '@type': 'xsd:dateTime' } as const

/** What the short names stand for, and which values are names and not texts: without it a reader sees mere strings. */
export const context: JsonLd = {
  dpv: 'https://w3id.org/dpv#',
  'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
  loc: 'https://w3id.org/dpv/loc#',
  'dpv-27560': 'https://w3id.org/dpv/schema/dpv-27560#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  schema: 'https://schema.org/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  'dct:conformsTo': iri,
  'dct:created': time,
  'dpv:hasConsentControl': iri,
  'dpv:hasConsentStatus': iri,
  'dpv:hasContractStatus': iri,
  'dpv:hasCountry': iri,
  'dpv:hasDataSource': iri,
  'dpv:hasJurisdiction': iri,
  'dpv:hasLegalBasis': iri,
  'dpv:hasNecessity': iri,
  'dpv:hasRight': iri,
  'dpv:hasStatus': iri,
  'dpv:isIndicatedAtTime': time,
  'foaf:page': iri,
  'schema:recipient': iri,
}

const code = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/

/** A country or state by its ISO 3166 code; any other text is described, for it is no name of DPV's. */
export const place = (of: string): Json => (code.test(of) ? `loc:${of}` : { '@type': 'dpv:Location', 'dct:title': of })

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A name for what has a UUID; nothing for anything else. */
export const named = (id: string): JsonLd => (uuid.test(id) ? { '@id': `urn:uuid:${id.toLowerCase()}` } : {})
