import { EvenhandedError } from '../../core/error.js'
import type { Desk } from '../desk.js'
import { isUuid } from '../secrets/uuid.js'

/** A person by the subject's id, or by the site's own id of them. */
export type Reference = string | { readonly login: string }

/** Whom the backend means. Of a login, the id is the one that a new subject gets. */
export interface Who {
  readonly id: string
  /** The keyed hash of the site's own id. */
  readonly login: string | null
}

/**
 * @throws EvenhandedError `bad_reference` where it is neither a subject's id nor a login
 */
export function whoIs({ secrets }: Pick<Desk, 'secrets'>, reference: Reference): Who {
  if (typeof reference === 'string' && isUuid(reference)) return { id: reference, login: null }
  const login = typeof reference === 'object' ? reference?.login : undefined
  if (typeof login !== 'string' || login === '')
    throw new EvenhandedError('bad_reference', 'A subject is named by its id, a UUID, or by { login }.')
  return { id: secrets.memberOf(login), login: secrets.login(login) }
}
