import type * as FastCheck from 'fast-check'

/** fast-check, passed in: this package depends on no test tool. */
export type Fc = Omit<typeof FastCheck, 'default'>
