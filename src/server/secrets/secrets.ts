import { hmac } from '@noble/hashes/hmac'
import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'
import { EvenhandedError } from '../../core/error.js'
import type { Json } from '../../core/json.js'
import { canonical } from './canonical.js'
import { codeOfBytes } from './coupon-code.js'
import { uuidOf } from './uuid.js'

/** Everything that the secrets are used for; each use has a key of its own. */
export interface Secrets {
  /** The keys of the session cookie: the first signs, all verify. */
  readonly sessions: readonly SessionKey[]
  /** The site's own id of a person, so that nobody can read or guess it in the database. */
  login(id: string): string
  /** The subject that the site's own id makes: two that make it at once meet on one row. */
  memberOf(id: string): string
  /** The subject that a first acceptance makes: a replay whose answer got lost finds it again. */
  founded(command: string): string
  /** The command id of a backend call's key. Keyed, so that no device can take it first. */
  call(key: string): string
  /** The id of the other half of something that concerns two people. */
  half(of: string): string
  /** What was asked, so that one id with other content is noticed. */
  content(asked: Json): string
  /** The code of a coupon or a ticket: sixteen characters that nobody can guess, the same for the same. */
  code(of: string): string
  /** The id of the batch of coupons that a key makes: ten characters, the same for the same. */
  batch(key: string): string
  /** What shows that a coupon was signed here: eleven characters. */
  signature(of: string): string
  /** Whom a model is told of in place of a subject: the same for the same, so that members can be counted. */
  learner(of: string): string
  /** An identifier that was learned, so that its owner can be found by it and it can't be read in the database. */
  identifier(field: string, text: string): string
  /** What a login or an identifier leaves behind once its owner is erased: it tells that it may not be imported again. */
  suppression(hash: string): string
  /** 32 bytes for a use of their own, as for sealing what only a server may open. */
  key(use: string): Uint8Array
}

export interface SessionKey {
  readonly id: string
  readonly key: Uint8Array
}

const shortest = 32

/**
 * @param secrets each at least 32 characters; the first signs sessions, all verify them
 * @param lookup  the secret that everything stored was made with
 * @throws EvenhandedError `bad_secrets`
 */
export function secretsOf(tenant: string, secrets: readonly string[], lookup = secrets.at(-1)): Secrets {
  const all = [...secrets, ...(lookup === undefined ? [] : [lookup])]
  if (secrets.length === 0 || all.some((secret) => typeof secret !== 'string' || secret.length < shortest))
    throw new EvenhandedError('bad_secrets', `createServer needs secrets of at least ${shortest} characters each.`)
  const mac = macOf(tenant, lookup as string)
  const login = mac('login')
  const member = mac('member')
  const founded = mac('founded')
  const call = mac('call')
  const half = mac('half')
  const content = mac('content')
  const code = mac('code')
  const batch = mac('coupon batch')
  const signature = mac('signed coupon')
  const learner = mac('learner')
  const identifier = mac('identifier')
  const suppression = mac('suppression')
  return {
    sessions: secrets.map((secret) => sessionKey(secret)),
    login: (id) => bytesToHex(login(id)),
    memberOf: (id) => uuidOf(member(id)),
    founded: (command) => uuidOf(founded(command)),
    call: (key) => uuidOf(call(key)),
    half: (of) => uuidOf(half(of)),
    content: (asked) => uuidOf(content(canonical(asked))),
    code: (of) => codeOfBytes(code(of)),
    learner: (of) => uuidOf(learner(of)),
    batch: (key) => codeOfBytes(batch(key), 10),
    signature: (of) => codeOfBytes(signature(of), 11),
    identifier: (field, text) => bytesToHex(identifier(JSON.stringify([field, text]))),
    suppression: (hash) => bytesToHex(suppression(hash)),
    key: (use) => mac('key')(use),
  }
}

/**
 * A message authentication code per use and tenant. The key's own blocks are hashed once, and one scratch
 * serves all messages: an import makes tens of thousands.
 */
const macOf = (tenant: string, secret: string) => (use: string) => {
  const keyed = hmac.create(sha256, hmac(sha256, secret, JSON.stringify(['evenhanded', use, tenant])))
  const scratch = keyed.clone()
  return (text: string): Uint8Array => {
    const bytes = new Uint8Array(scratch.outputLen)
    keyed._cloneInto(scratch).update(text).digestInto(bytes)
    return bytes
  }
}

const sessionKey = (secret: string): SessionKey => {
  const key = hmac(sha256, secret, '["evenhanded","session"]')
  return { id: bytesToHex(sha256(key)).slice(0, 16), key }
}

/** SHA-256 of a text in UTF-8, as lower-case hex. */
export const hashOf = (text: string): string => bytesToHex(sha256(text))
