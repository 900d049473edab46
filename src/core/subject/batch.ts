import type { SubjectCommand } from './command.js'
import type { Answer } from './outcome.js'
import type { SubjectJson } from './state.js'

/** What a device sends: its commands in order, and the program that they were made by. */
export interface BatchRequest {
  readonly program: { readonly id: string; readonly version: number; readonly language?: string }
  readonly commands: readonly SubjectCommand[]
}

/** Who is signed in, everything that the server knows of them, and the revision of that. */
export interface StateReply {
  readonly program: { readonly id: string; readonly version: number }
  /** `null` until an exchange was accepted. */
  readonly subject: string | null
  readonly state: SubjectJson | null
  readonly rev: number
}

/** What a page that is rendered on the server begins with: plain JSON, to be embedded in it. */
export interface Initial extends StateReply {
  /** When it was true, by the server's clock; epoch milliseconds. */
  readonly at: number
  /** By which the device asks whether it still is. */
  readonly etag?: string
  /** New for each rendering: by it, a form of this page that is posted twice counts once. */
  readonly key: string
}

/** What the server answers: one answer per command, and the state after all of them. */
export interface BatchReply extends StateReply {
  readonly results: readonly Answer[]
}
