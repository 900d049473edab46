/** Why no receipt is written. */
export interface ReceiptRefusal {
  /**
   * - `other_program`: the record belongs to another program.
   * - `other_version`: it was agreed to under another version of the program, whose texts may have said something else.
   * - `not_given`: nothing was given with it, and this form of receipt has no place for a refusal or a withdrawal.
   * - `no_consent`: nothing in it rests on consent.
   */
  readonly code: 'other_program' | 'other_version' | 'not_given' | 'no_consent'
  readonly message: string
  readonly remedy: string
}
