// The names that examples in doc comments may use without declaring them.
import type { ChainedLine, ChainToVerify, Command, Plan, RecordedCommand } from 'evenhanded'
import type { Client } from 'evenhanded/client'
import type { Authenticate, BackendSubject, CheckpointKey, Server } from 'evenhanded/server'
import type { it as test } from 'vitest'
import type { everything } from './everything.ok.js'
import { shop, words } from './words.ok.js'

export { writeFile } from 'node:fs/promises'
export { Pool } from 'pg'
export { shop }
export const program = shop
export const nextShop = shop
export declare const secrets: readonly string[]
export declare const authenticate: Authenticate
export declare const it: typeof test
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
export declare const client: Client<NamesOf<typeof shop>>
export declare const server: Server<NamesOf<typeof everything>>
export declare const member: BackendSubject<NamesOf<typeof everything>>
export declare const id: string
export declare const mail: (subject: string, text: string) => Promise<void>
export declare const tell: (subject: string | null, text: string) => Promise<void>
export declare const subject: string
export declare const lines: readonly (RecordedCommand & ChainedLine)[]
export declare const line: string
export declare const publicKey: CheckpointKey
export declare const chain: ChainToVerify
export declare const sha256: (bytes: Uint8Array) => Uint8Array
