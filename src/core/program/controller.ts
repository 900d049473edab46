/** Who answers for the processing (GDPR Art. 4(7)). */
export interface Controller {
  readonly name: string
  readonly address: string
  /** Where a question or a request goes. */
  readonly contact: string
  /** ISO 3166 code of the country or state whose law comes first. */
  readonly jurisdiction: string
  readonly policyUrl: string
}

/** Somebody to write to: a data protection officer, or a representative where the controller has no seat. */
export interface Contact {
  readonly name: string
  readonly contact: string
  readonly address?: string
}
