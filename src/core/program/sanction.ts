/** Why a right may be suspended: the statement of reasons that its owner is shown. */
export interface Sanction {
  readonly label: string
  /** In the subject's words: which rule was broken, and what follows. */
  readonly says: string
}

export type Sanctions = { readonly [name: string]: Sanction }
