import type { Json } from '../core/json.js'

const problems = {
  bad_json: [400, 'The body is not JSON.'],
  bad_request: [400, 'The body is not a batch of commands.'],
  unauthorized: [401, 'This key is none of this partner’s.'],
  fresh_login_needed: [401, 'This takes a login that is not long ago.'],
  cross_site: [403, 'This was sent from another site.'],
  not_found: [404, 'There is nothing here.'],
  no_subject: [404, 'Nobody is known here.'],
  method_not_allowed: [405, 'This is not done with this method.'],
  program_version: [409, 'This was made by another program, or another version of it.'],
  too_large: [413, 'This is too large.'],
  too_many: [429, 'There are too many of these already.'],
  unsupported_media_type: [415, 'The body has to be application/json.'],
  failed: [500, 'Something went wrong here.'],
  unavailable: [503, 'This can’t be stored right now.'],
} as const

export type ProblemCode = keyof typeof problems

/**
 * Why a whole request was not answered (RFC 9457): branch on `code`.
 *
 * @example
 * // { "type": "urn:evenhanded:problem:bad_json", "title": "The body is not JSON.", "status": 400, "code": "bad_json" }
 */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ProblemCode
  readonly detail?: string
}

/** The answer to a request that can't be answered otherwise. It never says what failed inside. */
export function problem(
  code: ProblemCode,
  more?: {
    readonly detail?: string
    readonly facts?: { readonly [name: string]: Json }
    readonly headers?: HeadersInit
  },
): Response {
  const [status, title] = problems[code]
  const detail = more?.detail === undefined ? undefined : { detail: more.detail }
  const body: Problem = { type: `urn:evenhanded:problem:${code}`, title, status, code, ...detail, ...more?.facts }
  const headers = new Headers(more?.headers)
  headers.set('content-type', 'application/problem+json')
  headers.set('cache-control', 'no-store')
  return new Response(JSON.stringify(body), { status, headers })
}
