import type { ConsentEntry, ConsentRecord } from '../../core/consent/record.js'
import type { Program } from '../../core/program/program.js'
import { isConsent, type Purpose } from '../../core/program/purpose.js'
import { ok, type Result, refused } from '../../core/result.js'
import { otherProgram } from './agreed.js'
import type { ReceiptRefusal } from './receipt-refusal.js'

/** A consent receipt of the Kantara Initiative, version 1.1. */
export interface KantaraReceipt {
  readonly version: 'KI-CR-v1.1.0'
  readonly jurisdiction: string
  /** Whole seconds since 1970. */
  readonly consentTimestamp: number
  readonly collectionMethod: string
  /** A UUID: the command's. */
  readonly consentReceiptID: string
  readonly language?: string
  readonly piiPrincipalId: string
  readonly piiControllers: readonly KantaraController[]
  readonly policyUrl: string
  readonly services: readonly { readonly service: string; readonly purposes: readonly KantaraPurpose[] }[]
  /** Whether something of a special category is in it, and what. */
  readonly sensitive: boolean
  readonly spiCat: readonly string[]
}

export interface KantaraController {
  readonly piiController: string
  readonly contact: string
  readonly address: { readonly streetAddress: string; readonly addressCountry: string }
  readonly email: string
  readonly phone: string
  readonly piiControllerUrl: string
}

export interface KantaraPurpose {
  readonly purpose: string
  readonly purposeCategory: readonly string[]
  /** `EXPLICIT` of any consent, for all of them were acts; `N/A` where the ground is another one. */
  readonly consentType: 'EXPLICIT' | 'N/A'
  /** The fields, by their labels. */
  readonly piiCategory: readonly string[]
  readonly primaryPurpose: boolean
  readonly termination: string
  readonly thirdPartyDisclosure: boolean
  readonly thirdPartyName?: string
}

export interface KantaraOptions {
  /** Of the controller, where its `contact` is no address or more is to be said: the receipt has a place for each. */
  readonly email?: string
  readonly phone?: string
  /** By purpose, the categories of Kantara's list; otherwise they follow from basis, channel and parties. */
  readonly categories?: { readonly [purpose: string]: readonly string[] }
}

/**
 * A receipt for what one command gave. Kantara's form has no place for a refusal, a withdrawal or what is not confirmed
 * yet: these are left out, and where nothing else is in the record it is refused as `not_given`. The record of
 * ISO/IEC TS 27560 has all of them.
 *
 * @param record one of `recordsOf`
 */
export function kantaraReceipt(
  program: Program,
  record: ConsentRecord,
  options: KantaraOptions = {},
): Result<KantaraReceipt, ReceiptRefusal> {
  const other = otherProgram(program, record)
  if (other) return other
  const given = record.entries.filter(({ status }) => status === 'granted' || status === 'renewed')
  if (given.length === 0)
    return refused({
      code: 'not_given',
      message: 'Nothing was given with this, and a Kantara receipt has no place for anything else.',
      remedy: 'Write the record of ISO/IEC TS 27560 (`consentRecord27560`).',
    })
  const special = [...new Set(given.map(({ field }) => field))].filter((field) => program.fields[field]?.special)
  return ok({
    version: 'KI-CR-v1.1.0',
    jurisdiction: program.controller.jurisdiction,
    consentTimestamp: Math.floor(record.givenAt / 1000),
    collectionMethod: collectedBy(program, record),
    consentReceiptID: record.id,
    ...(record.notice && { language: record.notice.language }),
    piiPrincipalId: record.subject,
    piiControllers: [controllerOf(program, options)],
    policyUrl: program.controller.policyUrl,
    services: [{ service: serviceOf(program, record), purposes: purposesOf(program, record, given, options) }],
    sensitive: special.length > 0,
    spiCat: special.map((field) => labelOf(program, field)),
  })
}

const labelOf = (program: Program, field: string): string => program.fields[field]?.label ?? field

const collectedBy = (program: Program, { touchpoint, act, medium }: ConsentRecord): string =>
  [program.touchpoints[touchpoint]?.label ?? touchpoint, act, medium].filter(Boolean).join(', ')

const controllerOf = (
  { controller: { name, address, contact, jurisdiction, policyUrl } }: Program,
  { email = contact.includes('@') ? contact : '', phone = '' }: KantaraOptions,
): KantaraController => ({
  piiController: name,
  contact,
  address: { streetAddress: address, addressCountry: jurisdiction },
  email,
  phone,
  piiControllerUrl: policyUrl,
})

const serviceOf = (program: Program, { offer }: ConsentRecord): string => {
  const gives = offer === undefined ? undefined : program.offers[offer]?.gives
  return gives === undefined
    ? program.id
    : [gives]
        .flat()
        .map(({ says }) => says)
        .join('; ')
}

function purposesOf(
  program: Program,
  { offer }: ConsentRecord,
  given: readonly ConsentEntry[],
  { categories = {} }: KantaraOptions,
): readonly KantaraPurpose[] {
  return [...new Set(given.map(({ purpose }) => purpose))].map((name) => {
    const entries = given.filter(({ purpose }) => purpose === name)
    const purpose = program.purposes[name] as Purpose
    const others = (purpose.parties ?? []).flatMap((party) => {
      const of = program.parties[party]
      return of && of.role !== 'processor' ? [of.name] : []
    })
    return {
      purpose: purpose.label,
      purposeCategory: (Object.hasOwn(categories, name) ? categories[name] : undefined) ?? [categoryOf(purpose)],
      consentType: isConsent(purpose) ? 'EXPLICIT' : 'N/A',
      piiCategory: entries.map(({ field }) => labelOf(program, field)),
      primaryPurpose: offer !== undefined && program.offers[offer]?.for === name,
      termination: endOf(purpose, entries),
      thirdPartyDisclosure: others.length > 0,
      ...(others.length > 0 && { thirdPartyName: others.join(', ') }),
    }
  })
}

/** Of the list in the specification's appendix, what basis, channel and parties show by themselves. */
function categoryOf({ basis, channel, sells }: Purpose): string {
  if (basis === 'contract') return '2 - Contracted Service'
  if (basis === 'legal-obligation') return '12 - Legally Required Data Retention'
  if (basis === 'legitimate-interest') return '15 - Protecting Our Interests'
  if (sells) return '7 - Marketing Third Parties'
  return channel === undefined ? '5 - Personalize Experience' : '6 - Marketing'
}

/** When it ends, whatever comes first. */
function endOf(purpose: Purpose, entries: readonly ConsentEntry[]): string {
  const exit = isConsent(purpose)
    ? 'on withdrawal'
    : purpose.basis === 'contract'
      ? 'when the offer is left'
      : undefined
  const until = Math.min(...entries.map(({ until = Number.POSITIVE_INFINITY }) => until))
  const date = Number.isFinite(until) ? new Date(until).toISOString() : undefined
  const kept = purpose.retainFor && `after ${purpose.retainFor}`
  return [exit, date, kept].filter(Boolean).join(', or ') || 'as long as its purpose lasts'
}
