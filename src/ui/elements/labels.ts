import type { Program } from '../../index.js'

/** The parts of a program that speak to people: a program of any names has them. */
export type Labels = Pick<
  Program,
  'money' | 'fields' | 'purposes' | 'touchpoints' | 'currencies' | 'offers' | 'gates' | 'moments' | 'places'
>

/** A word that people know for each name; the name itself where the program has none. */
const labelled =
  (named: { readonly [name: string]: { readonly label: string } }) =>
  (name: string): string =>
    Object.hasOwn(named, name) ? (named[name]?.label ?? name) : name

export const fieldLabel = ({ fields }: Labels, name: string): string => labelled(fields)(name)
export const purposeLabel = ({ purposes }: Labels, name: string): string => labelled(purposes)(name)
export const gateLabel = ({ gates }: Labels, name: string): string => labelled(gates)(name)
export const momentLabel = ({ moments }: Labels, name: string): string => labelled(moments)(name)
export const currencyLabel = ({ currencies }: Labels, name: string): string => labelled(currencies)(name)
export const fieldLabels = ({ fields }: Labels, names: readonly string[]): string =>
  names.map(labelled(fields)).join(', ')
export const placeLabels = ({ places }: Labels, names: readonly string[]): string =>
  names.map(labelled(places)).join(', ')
export const touchpointLabels = ({ touchpoints }: Labels, names: readonly string[]): string =>
  names.map(labelled(touchpoints)).join(', ')

export function tierLabel({ currencies }: Labels, currency: string, name: string): string {
  const steps: readonly { readonly name: string; readonly label: string }[] = currencies[currency]?.tiers?.steps ?? []
  return steps.find((step) => step.name === name)?.label ?? name
}

/** What an offer gives, in the words in which it is offered. */
export function givesOf({ offers }: Labels, name: string): string {
  const gives = Object.hasOwn(offers, name) ? offers[name]?.gives : undefined
  return gives === undefined
    ? name
    : [gives]
        .flat()
        .map(({ says }) => says)
        .join('; ')
}
