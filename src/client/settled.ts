import type { Answer } from '../core/subject/outcome.js'
import type { Refusal } from '../core/subject/refusal.js'

/** The server's answer to one command. */
export type Settled = Answer

/** What came of an exit or another plain command: durable on the device when it is returned. */
export type Done =
  | { readonly ok: true; readonly settled: Promise<Settled> }
  | { readonly ok: false; readonly error: Refusal }
