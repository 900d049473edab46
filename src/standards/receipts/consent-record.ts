import type { Basis } from '../../core/program/purpose.js'
import type { Act } from '../../core/subject/command.js'

/** What one command said of consents and other grounds: a line of a subject's record. */
export interface ConsentRecord {
  /** The command's id, a UUID. */
  readonly id: string
  readonly subject: string
  readonly program: { readonly id: string; readonly version: number }
  readonly offer?: string
  readonly touchpoint: string
  readonly act?: Act
  readonly notice?: {
    readonly hash: string
    readonly version: number
    readonly language: string
    readonly variant?: string
  }
  /** Epoch milliseconds. */
  readonly givenAt: number
  readonly recordedAt: number
  readonly actor?: string
  readonly medium?: string
  readonly reference?: string
  readonly entries: readonly ConsentEntry[]
}

export interface ConsentEntry {
  readonly purpose: string
  readonly field: string
  readonly basis: Basis
  readonly status: 'granted' | 'renewed' | 'refused' | 'unconfirmed' | 'withdrawn' | 'objected' | 'expired'
  readonly until?: number
  readonly terms?: string
}
