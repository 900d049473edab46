// The names that examples in doc comments may use without declaring them.
import type { Command, Plan } from 'evenhanded'
import type { Client } from 'evenhanded/client'
import { shop as program, words } from './words.ok.js'

export const shop = program
export const definition = words as never
export const { controller, fields, purposes, touchpoints } = {
  ...words,
  purposes: { ...words.purposes, digest: { label: 'Send a digest', basis: 'contract' } },
} as const
export declare const plan: Plan
export declare const command: Command
export declare const response: Response
export declare const fc: typeof import('fast-check')
type NamesOf<P> = P extends { readonly '~names'?: infer N } ? NonNullable<N> : never
export declare const client: Client<NamesOf<typeof program>>
