import type { Json } from '../../core/json.js'
import { type Market, ruleOf } from '../../core/program/market.js'
import type { RequestKind } from '../../core/rights/request-kind.js'
import type { RequestKept } from '../../ports/registers.js'
import { opened, sealed } from '../secrets/seal.js'
import type { Secrets } from '../secrets/secrets.js'
import type { SubjectRequest } from './request.js'

/** What of a request is stored in the open: no word of whoever asked, nor to them. */
interface Body {
  readonly kind: RequestKind
  readonly market: Market | null
  readonly medium: string
  readonly receivedAt: number
  readonly actor: string | null
  readonly evidence: string | null
  readonly due: number
  readonly extended: { readonly at: number; readonly actor: string | null } | null
  readonly closed: { readonly at: number; readonly actor: string | null } | null
  /** All words, as one text. */
  readonly sealed: string
}

type Words = readonly [says: string | null, reason: string, answer: string]

/** A request as it is stored: its words can be read with the server's secrets alone. */
export async function keptOf(
  secrets: Secrets,
  request: Omit<SubjectRequest, 'overdue' | 'source'>,
  version: number,
): Promise<RequestKept> {
  const { id, subject, says, extended, closed, kind, market, medium, receivedAt, actor, evidence, due } = request
  const words: Words = [says, extended?.reason ?? '', closed?.answer ?? '']
  const body: Body = {
    ...{ kind, market, medium, receivedAt, actor, evidence, due },
    extended: extended && { at: extended.at, actor: extended.actor },
    closed: closed && { at: closed.at, actor: closed.actor },
    sealed: await sealed(secrets.key('requests'), JSON.stringify(words)),
  }
  return { id, subject, version, body: body as unknown as Json, due: closed ? null : due }
}

/** A stored request, opened. */
export async function requestOf(secrets: Secrets, kept: RequestKept, now: number): Promise<SubjectRequest> {
  const [says, reason, answer] = JSON.parse(await opened(secrets.key('requests'), bodyOf(kept).sealed)) as Words
  const { extended, closed, ...listed } = listedRequest(kept, now)
  return {
    ...listed,
    says,
    extended: extended && { ...extended, reason },
    closed: closed && { ...closed, answer },
  }
}

/** A request without its words: what a list needs, and what can be read without the server's secrets. */
export type ListedRequest = Omit<SubjectRequest, 'says' | 'extended' | 'closed'> & Pick<Body, 'extended' | 'closed'>

/**
 * A stored request as a list shows it.
 *
 * @param now epoch milliseconds
 */
export function listedRequest(kept: RequestKept, now: number): ListedRequest {
  const { sealed: _, ...body } = bodyOf(kept)
  const { source } = ruleOf(body.market ?? undefined)
  return { id: kept.id, subject: kept.subject, ...body, source, overdue: body.closed === null && body.due <= now }
}

const bodyOf = ({ body }: RequestKept): Body => body as unknown as Body
