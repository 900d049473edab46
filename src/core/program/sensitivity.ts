import type { Field, Fields, Kind } from './field.js'
import type { Segments } from './segment.js'

/**
 * How unwilling people are to share an item, from 0 (nobody minds) to 1 (hardly anyone tells). Mean ratings of Bhatia
 * and Breaux (cmu-relab/privacy-risk, MIT), from 1 to 8, as (mean - 1) / 7. Their limits: a US sample of paid answerers,
 * 180 to 600 ratings each, several by one person, asked about harm and not about what they got.
 */
export const ratings = {
  HomeState: 0.34,
  AgeRange: 0.37,
  DateOfBirth: 0.49,
  EmailAddress: 0.49,
  FullName: 0.5,
  HomeAddress: 0.57,
  PhoneNumber: 0.6,
  CreditCardNumber: 0.65,
  HostName: 0.67,
  IPAddress: 0.68,
  WebsitesVisited: 0.7,
  MACAddress: 0.72,
  Emails: 0.75,
  DriversLicenseInformation: 0.78,
  MedicalProcedure: 0.82,
  Diseases: 0.83,
  SSN: 0.88,
} as const

/** An item of the published ratings. */
export type RatedItem = keyof typeof ratings

/** A sensitivity below the default, and what shows that these people mind less. */
export interface MeasuredSensitivity {
  /** From 0 to 1. */
  readonly is: number
  /** Who asked whom, in a reader's words. */
  readonly source: string
  /** How many answered. */
  readonly answers: number
  /** When, as in `2026-05-01`. */
  readonly date: string
}

/** Where no rating exists: a guess of ours, between those that exist. A special field is never below the ratings of health. */
const byKind: { readonly [K in Kind]: number } = { preference: 0.3, observed: 0.5, identifier: 0.6, personal: 0.55 }
const special = ratings.Diseases

/** HTML's `autocomplete` says what a field holds. */
const byAutocomplete: { readonly [token: string]: RatedItem } = {
  email: 'EmailAddress',
  name: 'FullName',
  'given-name': 'FullName',
  'family-name': 'FullName',
  'street-address': 'HomeAddress',
  'address-line1': 'HomeAddress',
  'postal-code': 'HomeState',
  'address-level1': 'HomeState',
  'address-level2': 'HomeState',
  tel: 'PhoneNumber',
  'tel-national': 'PhoneNumber',
  bday: 'DateOfBirth',
  'bday-year': 'AgeRange',
  'cc-number': 'CreditCardNumber',
}

/** Where a field's sensitivity comes from. */
export interface SensitivityFound {
  /** From 0 to 1. */
  readonly value: number
  readonly from: 'rated' | 'kind' | 'raised' | 'measured'
  /** The published item it was taken from, where there is one. */
  readonly item?: RatedItem
  /** What the field would have by default. */
  readonly default: number
}

/**
 * A field's sensitivity. What the program says may raise the default; below it counts only what was measured, with
 * source, number and date.
 */
export function sensitivityOf(field: Field): SensitivityFound {
  const token = field.input?.autocomplete?.trim().split(/\s+/).at(-1) ?? ''
  const item = field.rated ?? (Object.hasOwn(byAutocomplete, token) ? byAutocomplete[token] : undefined)
  const usual = item === undefined ? byKind[field.kind] : ratings[item]
  const least = field.special ? Math.max(usual, special) : usual
  const found = { default: least, ...(item !== undefined && { item }) }
  const { sensitivity: own } = field
  if (typeof own === 'object') return { ...found, value: own.is, from: 'measured' }
  if (own !== undefined && own > least) return { ...found, value: own, from: 'raised' }
  return { ...found, value: least, from: item === undefined ? 'kind' : 'rated' }
}

/** How much somebody minds sharing a field who is in these segments: as much as any of them, never less than others. */
export function sensitivityFor(
  { fields, segments }: { readonly fields: Fields; readonly segments: Segments },
  field: string,
  isIn: readonly string[],
): number {
  const own = fields[field]
  const usual = own ? sensitivityOf(own).value : 0
  return Math.max(usual, ...isIn.map((segment) => segments[segment]?.sensitivity?.[field] ?? 0))
}
