import type { StateReply } from '../../core/subject/batch.js'
import { isRecord } from './our-reply.js'

/** What came of one request. */
export type Heard<Reply> =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly etag: string | undefined }
  | { readonly kind: 'unchanged' }
  /** Nothing of this request can be taken. */
  | { readonly kind: 'rejected' }
  | { readonly kind: 'too-large' }
  | Failure

/** Why there was no answer. */
export interface Failure {
  /** `offline`: nobody there, or somebody else. `outdated`: the server has another version of the program. */
  readonly kind: 'offline' | 'busy' | 'signed-out' | 'outdated'
  /** Not before so many ms are over. */
  readonly wait: number
}

export type IsReply<Reply> = (reply: unknown) => reply is Reply

const busy = [408, 425, 429]

/** A 200 that is not ours, as of a captive portal, counts as nobody there; so does an error page that is not ours. */
export async function heard<Reply extends StateReply>(
  response: Response,
  program: { readonly id: string; readonly version: number },
  isOurs: IsReply<Reply>,
): Promise<Heard<Reply>> {
  const { status, headers } = response
  const wait = retryAfter(headers.get('retry-after'))
  if (status === 304) return { kind: 'unchanged' }
  if (status === 401 || status === 403) return { kind: 'signed-out', wait }
  if (status === 413) return { kind: 'too-large' }
  // 511 is a network that wants a login of its own.
  if (busy.includes(status) || (status >= 500 && status !== 511)) return { kind: 'busy', wait }
  const said: unknown = await response.json().catch(() => undefined)
  if (status === 200 && isOurs(said) && said.program.id === program.id)
    return said.program.version === program.version
      ? { kind: 'reply', reply: said, etag: headers.get('etag') ?? undefined }
      : { kind: 'outdated', wait }
  const code = isRecord(said) ? said.code : undefined
  if (status === 409 && code === 'program_version') return { kind: 'outdated', wait }
  if ([400, 415, 422].includes(status) && typeof code === 'string') return { kind: 'rejected' }
  return { kind: 'offline', wait }
}

/** Seconds or a date, as ms from now; 0 where it says nothing. */
function retryAfter(header: string | null): number {
  if (header === null) return 0
  const wait = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now()
  return Math.min(Math.max(wait || 0, 0), 3_600_000)
}
