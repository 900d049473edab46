import type { Json } from '../../core/json.js'
import type { Program } from '../../core/program/program.js'
import { canonical } from '../secrets/canonical.js'
import type { Secrets } from '../secrets/secrets.js'

export const isIdentifier = ({ fields }: Program, field: string): boolean => fields[field]?.kind === 'identifier'

/**
 * An identifier as it is looked up: in the compatibility form of Unicode (NFKC), without what stands around it, an
 * address with an @ in small letters. Nothing else is made alike: a phone number is the same where its schema makes it
 * so, and `a.b@` is another mailbox than `ab@`.
 */
export function normalised(value: Json): string {
  if (typeof value !== 'string') return canonical(value)
  const text = value.normalize('NFKC').trim()
  return text.includes('@') ? text.toLowerCase() : text
}

/** Under what an identifier is found: nobody without the secret can tell, or try out, what it was. */
export const identifierHash = (secrets: Secrets, field: string, value: Json): string =>
  secrets.identifier(field, normalised(value))
