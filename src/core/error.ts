/** One thing that is wrong, where it is, and what mends it. */
export interface Issue {
  readonly code: string
  /** Where it stands, from the root: `offers.finder.asks.email`. */
  readonly path: string
  readonly message: string
  readonly remedy: string
}

/**
 * The one class of everything that this package throws. Only programming and set-up errors are thrown;
 * what may be expected (a refusal) is returned as a value.
 *
 * @example
 * try { defineProgram(definition) } catch (error) {
 *   if (error instanceof EvenhandedError) for (const issue of error.issues) console.error(issue.path, issue.remedy)
 * }
 */
export class EvenhandedError extends Error {
  override readonly name = 'EvenhandedError'

  /** Stable; branch on this, not on the message. */
  readonly code: string
  readonly issues: readonly Issue[]

  constructor(code: string, message: string, issues: readonly Issue[] = [], options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.issues = issues
  }
}
