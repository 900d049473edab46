import type { Result } from '../result.js'
import type { BackendCommand } from '../subject/command.js'
import type { Event } from '../subject/event.js'
import type { Refusal } from '../subject/refusal.js'
import type { Subject } from '../subject/subject.js'
import type { Program } from './program.js'

type Decided = Result<readonly Event[], Refusal>

/** Points to come in, and why. */
export interface Credit {
  readonly currency: string
  readonly amount: number
  readonly reason: string
  /** Epoch milliseconds; at once unless said. */
  readonly availableAt?: number
}

/** Points to go out, and why. */
export type Debit = Omit<Credit, 'availableAt'>

/**
 * Who decides. Both sides run the same rules; they differ in points alone: a device expects them, and only
 * the server books them (law 11). What the server alone can do stays out of a page's bundle so.
 */
export interface Authority<Plan> {
  readonly side: 'device' | 'server'
  readonly credit: (program: Program, subject: Subject, credits: readonly Credit[], now: number) => readonly Event[]
  /** All of it, or a refusal. */
  readonly debit: (subject: Subject, debits: readonly Debit[], now: number) => Decided
  /** The backend's own commands; a device refuses them all. */
  readonly backend: (plan: Plan, subject: Subject, command: BackendCommand, now: number) => Decided
  /** What an erasure ends. */
  readonly forfeit: (subject: Subject, now: number) => readonly Event[]
}
