import { sha256 } from '@noble/hashes/sha2'
import { utf8ToBytes } from '@noble/hashes/utils'
import { EncryptJWT, jwtDecrypt } from 'jose'
import { type Duration, isDuration } from '../core/duration.js'
import { EvenhandedError } from '../core/error.js'
import type { Program } from '../core/program/program.js'
import { calendarOf } from '../core/subject/backend/ledger.js'
import { type Refusal, refusal } from '../core/subject/refusal.js'
import { askedByServer } from './calls/asked-by-server.js'
import { commit, load } from './calls/commit.js'
import type { Who } from './calls/reference.js'
import { whoseMember } from './calls/whose.js'
import type { Desk } from './desk.js'
import { timeOf } from './raffle/raffles.js'
import { isUuid } from './secrets/uuid.js'

/** The keys of each partner, at least 32 characters each: to change one, accept both for a while. */
export type PartnerKeys = { readonly [partner: string]: { readonly keys: readonly string[] } | undefined }

/** What a subject shows at a partner's. It names nobody, and is good at that partner's alone. */
export type PassAnswer =
  | {
      readonly ok: true
      readonly pass: string
      /** From here on it is worth nothing, epoch milliseconds. */
      readonly until: number
    }
  | { readonly ok: false; readonly error: Refusal }

/** What a partner learns: the amount that was spent, or why not; never how much there is, and of whom nothing. */
export type PartnerAnswer =
  | { readonly ok: true; readonly amount: number }
  | {
      readonly ok: false
      readonly error: { readonly code: 'bad_pass' | 'not_enough_points' | 'bad_amount' | 'id_reused' | 'refused' }
    }

/** What a partner asks for. */
export interface PartnerRequest {
  readonly pass: string
  /** Whole points of the partner's currency. */
  readonly points: number
  /** The partner's own reference: the same again is answered as at first. */
  readonly key: string
}

/** As a header takes it. */
const sound = /^[!-~]{32,}$/

/** @throws EvenhandedError `bad_options` where a partner is not declared, or a key is none */
export function checkPartners({ partners: declared }: Program, partners: PartnerKeys): void {
  for (const [name, given] of Object.entries(partners)) {
    if (!Object.hasOwn(declared, name)) throw bad(`The program declares no partner ${name}.`)
    const keys = given?.keys ?? []
    if (keys.length === 0 || !keys.every((key) => typeof key === 'string' && sound.test(key)))
      throw bad(`Partner ${name} needs keys of at least 32 characters each, in ASCII and without spaces.`)
  }
}

const bad = (message: string) => new EvenhandedError('bad_options', message)

/** Whether this is one of the partner's keys. It takes as long whatever the key and the partner are. */
export function isKeyOf(partners: PartnerKeys, partner: string, key: string): boolean {
  const known = Object.hasOwn(partners, partner) ? (partners[partner]?.keys ?? []) : []
  const given = sha256(utf8ToBytes(key))
  let found = false
  for (const one of known.length > 0 ? known : ['']) {
    const same = isSame(sha256(utf8ToBytes(one)), given)
    found = (same && known.length > 0) || found
  }
  return found
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = 0
  for (const [n, byte] of a.entries()) difference |= byte ^ (b[n] as number)
  return difference === 0
}

/** @throws EvenhandedError `bad_call` where it would not last, or for more than a year */
export async function passFor(desk: Desk, who: Who, partner: string, lasts: Duration): Promise<PassAnswer> {
  if (!isDuration(lasts)) throw new EvenhandedError('bad_call', 'A pass lasts for a duration, as in PT10M.')
  const declared = Object.hasOwn(desk.plan.program.partners, partner)
  if (!declared) return { ok: false, error: unknownPartner }
  const [found] = await load(desk, [{ subject: who.id, commands: [], ...(who.login !== null && { login: who.login }) }])
  if (!found || found.id === null) return { ok: false, error: refusal('no_subject') }
  if (found.subject.erasedAt !== null) return { ok: false, error: refusal('erased') }
  const now = desk.clock?.() ?? found.now
  const until = Math.floor(calendarOf(desk.plan).later(now, lasts) / 1_000) * 1_000
  if (until <= now || until > now + year) throw new EvenhandedError('bad_call', 'A pass lasts from a second to a year.')
  const pass = await new EncryptJWT()
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setSubject(found.id)
    .setAudience(partner)
    .setExpirationTime(until / 1_000)
    .encrypt(desk.secrets.key('pass'))
  return { ok: true, pass, until }
}

const year = 366 * 86_400_000

const unknownPartner: Refusal = {
  code: 'unknown_partner',
  message: 'There is no such partner. Use one that is declared.',
}

/** Spends points at a partner's. Whatever is wrong with a pass, the partner learns no more than that something is. */
export async function redeemAt(desk: Desk, partner: string, request: PartnerRequest): Promise<PartnerAnswer> {
  const read = await readPass(desk, partner, request.pass)
  if (!read) return no('bad_pass')
  const { points, key } = request
  const currency = desk.plan.program.partners[partner]?.currency as string
  const id = desk.secrets.call(`partner:${partner}:${key}`)
  const reason = `partner:${partner}`
  const asked = [askedByServer(desk, id, { type: 'spend', points: { [currency]: points }, reason, partner })]
  const job = { ...whoseMember(desk, { id: read.subject, login: null }, asked), asked }
  // What was answered in time is answered again: the partner may not have heard it.
  if (read.until <= (await timeOf(desk))) {
    const [found] = await load(desk, job.lookups)
    if (!found || !Object.hasOwn(found.answered, id)) return no('bad_pass')
  }
  const [done] = await commit(desk, [job])
  const answer = done?.answers[0]?.answer
  if (answer?.ok) return { ok: true, amount: points }
  return no(told[answer?.error.code ?? ''] ?? 'refused')
}

type Code = (PartnerAnswer & { ok: false })['error']['code']

const no = (code: Code): PartnerAnswer => ({ ok: false, error: { code } })

/** What of a refusal is the partner's business. A frozen account is its owner's. */
const told: { readonly [code: string]: Code } = {
  not_enough_points: 'not_enough_points',
  frozen: 'not_enough_points',
  bad_amount: 'bad_amount',
  id_reused: 'id_reused',
  no_subject: 'bad_pass',
  erased: 'bad_pass',
}

async function readPass(desk: Desk, partner: string, pass: string): Promise<{ subject: string; until: number } | null> {
  try {
    const { payload } = await jwtDecrypt(pass, desk.secrets.key('pass'), {
      audience: partner,
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      // Whether it is over is asked of the store's clock, later.
      currentDate: new Date(0),
    })
    return isUuid(payload.sub) && payload.exp !== undefined
      ? { subject: payload.sub, until: payload.exp * 1_000 }
      : null
  } catch {
    return null
  }
}
