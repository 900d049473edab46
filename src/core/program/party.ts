/** Who gets data beside the controller, and as what (GDPR Art. 4(7) to (9), 26, 28). */
export interface Party {
  readonly name: string
  readonly role: 'processor' | 'recipient' | 'joint-controller'
  /** What it does with the data, in the subject's words. */
  readonly does: string
  /** ISO 3166 code of the country where it processes. */
  readonly country: string
  readonly address?: string
  readonly policyUrl?: string
  /** What protects the data there, where the country's own law does not suffice (GDPR Art. 44 to 49). */
  readonly safeguard?: string
}

export type Parties = { readonly [name: string]: Party }
