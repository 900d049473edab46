import { EvenhandedError } from '../../core/error.js'

/** What is stored can't be opened: whoever set the server up has to look at its keys. */
export const badKeys = (what: string, cause?: unknown): EvenhandedError =>
  new EvenhandedError('bad_keys', what, [], cause === undefined ? undefined : { cause })

/** What a key ring says. A failure of its own passes; that a key is none of its own does not. */
export async function asking<Value>(ring: () => Promise<Value>): Promise<Value> {
  try {
    return await ring()
  } catch (cause) {
    if (cause instanceof EvenhandedError) throw cause
    throw new EvenhandedError('keys_failed', 'The key ring failed.', [], { cause })
  }
}
