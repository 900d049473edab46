import type { Json } from '../../core/json.js'
import type { Desk } from '../desk.js'
import { opened, sealed } from '../secrets/seal.js'
import { isUuid } from '../secrets/uuid.js'
import { identifierHash } from '../vault/identifiers.js'

/** What a link to confirm says: whose identifier, and which value of it; never the value itself. */
export interface Token {
  readonly subject: string
  readonly field: string
  /** The keyed hash of the value that the message went to. */
  readonly hash: string
  /** Epoch milliseconds. */
  readonly expires: number
}

/** As it stands in a link. */
export async function tokenOf(
  desk: Desk,
  { value, ...said }: Omit<Token, 'hash'> & { readonly value: Json },
): Promise<string> {
  const hash = identifierHash(desk.secrets, said.field, value)
  const text = await sealed(keyOf(desk), JSON.stringify({ ...said, hash, tenant: desk.tenant }))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** What a link says; `undefined` where it is none of ours, or was cut or changed on its way. */
export async function readToken(desk: Desk, text: string): Promise<Token | undefined> {
  if (text.length === 0 || text.length > longest) return undefined
  try {
    const read = JSON.parse(await opened(keyOf(desk), text.replaceAll('-', '+').replaceAll('_', '/')))
    const { tenant, subject, field, hash, expires } = read
    return tenant === desk.tenant && isUuid(subject) ? { subject, field, hash, expires } : undefined
  } catch {
    return undefined
  }
}

/** Whether the value is the one that was written to. */
export const isOf = ({ secrets }: Desk, { field, hash }: Token, value: Json): boolean =>
  identifierHash(secrets, field, value) === hash

const longest = 2_000

const keyOf = ({ secrets }: Desk): Uint8Array => secrets.key('confirm')
