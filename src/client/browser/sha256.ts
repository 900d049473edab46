import { sha256 as ofBytes } from '../../core/sha256.js'

/** SHA-256 of a text in UTF-8, as lower-case hex, at once: a notice has to be there when an offer is shown. */
export const sha256 = (text: string): string => ofBytes(new TextEncoder().encode(text))
