import { EvenhandedError } from 'evenhanded'

/**
 * An optional package, or a sentence that says how to get it.
 *
 * @throws EvenhandedError `peer_missing`
 */
export async function unlessMissing<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause
    throw new EvenhandedError('peer_missing', `This needs the package ${name}.\nInstall it: npm install ${name}`, [], {
      cause,
    })
  }
}

/** What a database or a file system refused, in one sentence with its own words. */
export const cannot = (what: string, cause: unknown): EvenhandedError =>
  new EvenhandedError('database_failed', `Can’t ${what}: ${reasonOf(cause)}`, [], { cause })

/** Of several attempts (IPv6, then IPv4) Node gives an error without words of its own. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.message === '')
    return [...new Set(cause.errors.map(reasonOf))].join('; ')
  return cause instanceof Error ? cause.message : String(cause)
}
