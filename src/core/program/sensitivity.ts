import type { Field, Kind } from './field.js'
import { type RatedItem, ratings } from './rating.js'

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
