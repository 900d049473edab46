import { type Secrets, secretsOf } from '../../../src/server/secrets/secrets.js'
import type { BackendAnswer, BulkRequest, Server } from '../../../src/server.js'
import { insist } from './insist.js'
import { loginOf, type Operation, type Request } from './operations.js'

/** A call and the first answer to it that came through, as text: without `known`, which says how often it was asked. */
export interface Told extends Request {
  readonly answer: BackendAnswer
  readonly text: string
}

/** Callers as real ones are: they ask again under the same key until they are answered, and keep the answer. */
export interface Callers {
  /** By key. */
  readonly told: ReadonlyMap<string, Told>
  /** Keys that were answered another way later. */
  readonly differing: readonly string[]
  /** Calls that nobody has answered yet. */
  readonly waiting: () => number
  /** How often a call failed, and was made again. */
  readonly failed: () => number
  readonly send: (server: Server, operation: Operation['requests']) => Promise<readonly BackendAnswer[]>
}

/** Before a member or a coupon is there, there is nobody with whom a refusal could be kept. */
const isKeptByNobody = new Set(['no_subject', 'unknown_coupon'])

export function callers(tenant: string, secret: string): Callers {
  const secrets = secretsOf(tenant, [secret])
  const told = new Map<string, Told>()
  const differing: string[] = []
  let waiting = 0
  let failed = 0
  const keep = (request: Request, answer: BackendAnswer): void => {
    if (!answer.ok && isKeptByNobody.has(answer.error.code)) return
    const { known: _, ...said } = answer
    const text = JSON.stringify(said)
    const first = told.get(request.call.key)
    if (!first) told.set(request.call.key, { ...request, answer, text })
    else if (first.text !== text) differing.push(`${request.call.key}: ${first.text}, then ${text}`)
  }
  return {
    told,
    differing,
    waiting: () => waiting,
    failed: () => failed,
    async send(server, requests) {
      waiting++
      const answers = await insist(
        () => ask(server, secrets, requests),
        () => failed++,
      )
      waiting--
      for (const [n, request] of requests.entries()) keep(request, answers[n] as BackendAnswer)
      return answers
    },
  }
}

async function ask(server: Server, secrets: Secrets, requests: readonly Request[]): Promise<readonly BackendAnswer[]> {
  const { bulk, redeemCoupon: handIn } = server
  const [first] = requests
  if (first?.call.type === 'use') {
    const { of, reason, key } = first.call
    return [await handIn(couponOf(secrets, first.who, of), { reason, key })]
  }
  const said = await bulk(
    requests.map(({ who, call }) => ({ subject: { login: loginOf(who) }, calls: [call] }) as BulkRequest),
  )
  return said.flat()
}

/** The code that a member's redemption makes: known beforehand to whoever knows the secrets. */
export const couponOf = (secrets: Secrets, who: number, redemption: string): string =>
  secrets.code(`${secrets.memberOf(loginOf(who))}:${secrets.call(redemption)}`)
