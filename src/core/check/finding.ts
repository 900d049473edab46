import type { Issue } from '../error.js'

/** An error has to be mended; a warning is likely wrong, or owed by law; a note is worth a thought. */
export type Level = 'error' | 'warning' | 'note'

/** Something that a review found: where it stands, what is wrong, and what to do about it. */
export interface Finding extends Issue {
  readonly level: Level
  /** Where the law says so, as in `GDPR Art. 7(4)`. */
  readonly law?: string
}
