import type { Json } from '../json.js'

/** By what act a subject agreed. */
export type Act = 'tick' | 'save' | 'button' | 'signal' | 'staff' | 'import'

/** Who spoke for the subject, through what, and where the proof of it lies. */
export interface OnBehalf {
  /** As in `staff:17`. */
  readonly actor?: string
  /** As in `paper`, `phone`, `file`. */
  readonly medium?: string
  /** Where the proof lies, as in `box 3/112` or `orders.tsv, line 17`. */
  readonly reference?: string
  /** SHA-256 of the printed notice that lay before them, as lower-case hex. */
  readonly printed?: string
}

/** What was shown, by which act it was agreed to, and, for staff and imports, by whom and where the proof lies. */
export interface Evidence extends OnBehalf {
  readonly act: Act
  readonly notice: {
    readonly hash: string
    readonly version: number
    readonly language: string
    readonly variant?: string
  }
}

/** What every command says. */
export interface Envelope {
  /** A UUID, made by the sender. A replay returns the first outcome. */
  readonly id: string
  /** Whose command it is; `null` until an exchange has made a subject. */
  readonly subject: string | null
  /** The sender's clock, epoch milliseconds: when it was said, which may be long before it arrives. */
  readonly at: number
  readonly touchpoint: string
  /** The version of the subject that the sender had seen: a grant never lifts a withdrawal it did not know of. */
  readonly seen: number
  /** The sender's own commands before this one that had no answer yet. */
  readonly own?: readonly string[]
  /** Of what staff said for them; where something was shown, the evidence says so. */
  readonly onBehalf?: OnBehalf
}

export type Answers = { readonly [field: string]: Json }
export type Fields = readonly string[]
